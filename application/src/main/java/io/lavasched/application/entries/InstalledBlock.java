// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.entries;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The entries of the installed block, by job; and the lines that are not recognised as entries. */
public final class InstalledBlock {

  private final DispatcherProgram program;
  private final EntryForm form;
  private final Map<JobId, List<EntryText>> entries = new LinkedHashMap<>();
  private final List<UnknownLine> unknownLines = new ArrayList<>();
  private final Set<String> lines;
  private int mostOnALine = 1;

  /**
   * A line that cron runs, but that neither lavasched nor lava's handler writes for sound records.
   *
   * @param jobs whose it may be, for a guess
   */
  public record UnknownLine(String line, List<String> jobs) {}

  /**
   * Reads the block of a crontab.
   *
   * @param program the dispatcher program in use
   * @param args the extra arguments in use
   * @param form how entries are written now
   * @param written the entries that the records get, by line: what stands there already need not be
   *     recognised, which is most of the work
   */
  public InstalledBlock(
      Crontab crontab,
      DispatcherProgram program,
      List<ShellWord> args,
      EntryForm form,
      Map<String, EntryText> written) {
    this.program = program;
    this.form = form;
    List<String> all = crontab.blockLines();
    this.lines = new HashSet<>(all);
    for (String line : all) {
      EntryText known = written.get(line);
      if (known != null) {
        entriesOf(known.entry().job()).add(known);
        continue;
      }
      List<CrontabEntry> found = InstalledEntry.parseShared(line, program, args);
      EntryForm formOfLine = found.size() > 1 ? InstalledEntry.form(line) : form;
      for (CrontabEntry entry : found) {
        entriesOf(entry.job())
            .add(
                found.size() == 1 ? EntryText.found(entry, line) : EntryText.of(formOfLine, entry));
      }
      mostOnALine = Math.max(mostOnALine, found.size());
      if (found.isEmpty() && Block.isEntry(line)) {
        unknownLines.add(new UnknownLine(line, InstalledEntry.guessJobs(line, args)));
      }
    }
  }

  private List<EntryText> entriesOf(JobId job) {
    return entries.computeIfAbsent(job, id -> new ArrayList<>());
  }

  /** Whether any line has more than one job. */
  public boolean sharesLines() {
    return mostOnALine > 1;
  }

  /** How many jobs the line with the most has; 1 where none has more. */
  public int mostOnALine() {
    return mostOnALine;
  }

  public boolean hasLine(String line) {
    return lines.contains(line);
  }

  public Set<JobId> jobs() {
    return entries.keySet();
  }

  /** What the block has of a job, as it is read. */
  public List<CrontabEntry> entriesOfJob(JobId job) {
    return entries.getOrDefault(job, List.of()).stream().map(EntryText::entry).toList();
  }

  /** The lines of a job; for an entry that shares one, the line that it would have alone. */
  public List<String> linesOf(JobId job) {
    return EntryText.lines(textsOf(job));
  }

  /** The same, each with its entry. */
  public List<EntryText> textsOf(JobId job) {
    return entries.getOrDefault(job, List.of());
  }

  /**
   * The entries of a job as they may be installed again: as they are, but those of a program that
   * is not trusted with the one in use. It may have moved, or a hostile record may have put it
   * there. Those of another form are written anew, as far as this one can; and those with variables
   * always, for these may be hostile too.
   *
   * @param fits whether the cron at hand takes an entry that is written anew
   */
  public List<EntryText> keptOf(JobId job, Predicate<CrontabEntry> fits) {
    return entries.getOrDefault(job, List.of()).stream()
        .flatMap(text -> kept(text, fits).stream())
        .toList();
  }

  private Optional<EntryText> kept(EntryText text, Predicate<CrontabEntry> fits) {
    CrontabEntry entry = text.entry();
    boolean isPlain = !form.isStrict() && !InstalledEntry.form(text.line()).isStrict();
    if (isPlain && InstalledEntry.isTrusted(entry, program)) {
      return Optional.of(text);
    }
    return form.fit(
            new CrontabEntry(entry.cron(), program, entry.worker(), entry.args(), entry.job()))
        .value()
        .filter(fits)
        .map(anew -> EntryText.of(form, anew))
        // What the next run would not recognise is of a hostile record.
        .filter(anew -> InstalledEntry.parse(anew.line(), program).isPresent());
  }

  public List<UnknownLine> unknownLines() {
    return unknownLines;
  }

  /** How many entries cron runs, however many lines they have. */
  public int entries() {
    return unknownLines.stream().mapToInt(line -> line.jobs.size()).sum()
        + entries.values().stream().mapToInt(List::size).sum();
  }
}
