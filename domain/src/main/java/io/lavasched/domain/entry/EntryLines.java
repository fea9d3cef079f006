// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.job.WorkerName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the lines of many entries. What stands before the job in a command is the same for most
 * entries of a worker, so it is put together and quoted once.
 *
 * <p>Law: {@link #line} of an entry is what {@link EntryForm#line} of its form says. For one
 * thread.
 */
public final class EntryLines {

  private final EntryForm form;
  private final Map<Words, String> starts = new HashMap<>();

  /**
   * Starts without a line.
   *
   * @param form how entries are written
   */
  public EntryLines(EntryForm form) {
    Objects.requireNonNull(form, "form");
    this.form = form;
  }

  /**
   * The line of an entry.
   *
   * @param entry one that the form {@linkplain EntryForm#fit fits}
   * @return without its newline; never with a line break
   */
  public String line(CrontabEntry entry) {
    Objects.requireNonNull(entry, "entry");
    if (form.isStrict()) {
      return form.line(entry);
    }
    Words words = new Words(entry.program(), entry.worker(), entry.args());
    String start = starts.get(words);
    if (start == null) {
      start = entry.start();
      starts.put(words, start);
    }
    return entry.line(start);
  }

  /** What the start of a command says. */
  private record Words(DispatcherProgram program, WorkerName worker, List<ShellWord> args) {

    // Written out: those of a record are made by the JVM anew in each run.

    @Override
    public boolean equals(Object other) {
      return other instanceof Words words
          && worker.text().equals(words.worker.text())
          && program.equals(words.program)
          && args.equals(words.args);
    }

    @Override
    public int hashCode() {
      return worker.text().hashCode() + 31 * args.hashCode();
    }
  }
}
