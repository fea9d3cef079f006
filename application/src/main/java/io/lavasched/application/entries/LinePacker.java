// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.entries;

import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Puts entries into lines. Those of one dispatcher that differ in their job alone share one, where
 * the first of them stands, as long as it has room.
 */
public final class LinePacker {

  private final EntryLayout layout;
  private final EntryForm form;
  private final List<ShellWord> argsInUse;
  private final IntPredicate takesCommand;
  private final List<BlockLine> plain = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Map<Group, Line> open = new HashMap<>();

  /** Entries that may share a line. The same job twice is in two groups: no line names it twice. */
  private record Group(
      Optional<DispatcherName> dispatcher,
      String cron,
      DispatcherProgram program,
      WorkerName worker,
      List<ShellWord> args,
      int time) {}

  /**
   * Starts without a line.
   *
   * @param form how entries are written
   * @param argsInUse the extra arguments in use; a kept entry may have others
   * @param takesCommand whether the cron at hand takes a command of so many bytes
   */
  public LinePacker(
      EntryLayout layout, EntryForm form, List<ShellWord> argsInUse, IntPredicate takesCommand) {
    this.layout = layout;
    this.form = form;
    this.argsInUse = argsInUse;
    this.takesCommand = takesCommand;
  }

  /**
   * Adds the entries of a job; the jobs of one dispatcher in their order.
   *
   * <p>Where lines are shared, the order of a job's entries in them is not that of its schedules.
   * So lines must not depend on it, or they would be others when the entries are kept.
   */
  public void addJob(Optional<DispatcherName> dispatcher, List<EntryText> entries) {
    entries.forEach(text -> plain.add(new BlockLine(text.entry().job(), text.line())));
    if (layout.jobsPerLine() > 1) {
      entries.stream()
          .sorted(Comparator.comparing(text -> form.line(text.entry())))
          .forEach(text -> add(dispatcher, text));
    }
  }

  private void add(Optional<DispatcherName> dispatcher, EntryText text) {
    CrontabEntry entry = text.entry();
    if (entry.standsAlone(argsInUse)) {
      lines.add(new Line(text));
      return;
    }
    int time = 0;
    Group group = group(dispatcher, entry, time);
    Optional<Line> line = Optional.ofNullable(open.get(group));
    while (line.filter(l -> l.endsWith(entry.job())).isPresent()) {
      time++;
      group = group(dispatcher, entry, time);
      line = Optional.ofNullable(open.get(group));
    }
    if (line.isEmpty() || !line.get().takes(entry.job())) {
      Line another = new Line(text);
      lines.add(another);
      open.put(group, another);
    }
  }

  private static Group group(Optional<DispatcherName> dispatcher, CrontabEntry entry, int time) {
    // The text: schedules are equal by their meaning, but a kept one must stay as it is written.
    return new Group(
        dispatcher, entry.cron().text(), entry.program(), entry.worker(), entry.args(), time);
  }

  /** The lines; the plain ones where none is shared. */
  public List<BlockLine> lines() {
    boolean shared = lines.stream().anyMatch(line -> line.jobs.size() > 1);
    return shared ? lines.stream().map(Line::text).toList() : plain;
  }

  private final class Line {

    private final EntryText first;
    private final List<JobId> jobs = new ArrayList<>();
    private boolean guarded;
    private int bytes;

    Line(EntryText first) {
      this.first = first;
      jobs.add(first.entry().job());
      guarded = isDashed(first.entry().job());
      bytes = bytes(form.command(first.entry()));
    }

    boolean endsWith(JobId job) {
      return jobs.get(jobs.size() - 1).equals(job);
    }

    /** Takes one more job, if there is room. */
    boolean takes(JobId job) {
      boolean guard = !guarded && isDashed(job);
      int more = bytes + " ".length() + bytes(form.word(new ShellWord(job.text())));
      more += guard ? " --".length() : 0;
      if (jobs.size() == layout.jobsPerLine() || !takesCommand.test(more)) {
        return false;
      }
      jobs.add(job);
      guarded |= guard;
      bytes = more;
      return true;
    }

    BlockLine text() {
      return new BlockLine(
          jobs, jobs.size() == 1 ? first.line() : form.lineFor(first.entry(), jobs));
    }
  }

  private static boolean isDashed(JobId job) {
    return job.text().startsWith("-");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
