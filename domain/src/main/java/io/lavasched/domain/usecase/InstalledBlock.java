package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabEntry;
import io.lavasched.domain.crontab.DispatcherProgram;
import io.lavasched.domain.crontab.InstalledEntry;
import io.lavasched.domain.job.JobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The entries of the installed block, by job; and the lines that are not recognised as entries. */
final class InstalledBlock {

  private final DispatcherProgram program;
  private final Map<JobId, List<Line>> lines = new LinkedHashMap<>();
  private final List<String> unrecognised = new ArrayList<>();

  /** A line, and what it says. */
  private record Line(String text, CrontabEntry entry) {}

  InstalledBlock(Crontab crontab, DispatcherProgram program) {
    this.program = program;
    for (String line : crontab.blockLines()) {
      Optional<CrontabEntry> entry = InstalledEntry.parse(line, program);
      if (entry.isPresent()) {
        lines
            .computeIfAbsent(entry.get().job(), id -> new ArrayList<>())
            .add(new Line(line, entry.get()));
      } else if (Block.isEntry(line)) {
        unrecognised.add(line);
      }
    }
  }

  Set<JobId> jobs() {
    return lines.keySet();
  }

  List<String> linesOf(JobId job) {
    return lines.getOrDefault(job, List.of()).stream().map(Line::text).toList();
  }

  /**
   * The lines of a job as they may be installed again: as they are, but those of a program that is
   * not trusted with the one in use. It may have moved, or a hostile record may have put it there.
   *
   * @param fits whether the cron at hand takes an entry that is written anew
   */
  List<String> keptLinesOf(JobId job, Predicate<CrontabEntry> fits) {
    return lines.getOrDefault(job, List.of()).stream()
        .flatMap(line -> kept(line, fits).stream())
        .toList();
  }

  private Optional<String> kept(Line line, Predicate<CrontabEntry> fits) {
    CrontabEntry entry = line.entry;
    if (InstalledEntry.isTrusted(entry, program)) {
      return Optional.of(line.text);
    }
    return Optional.of(
            new CrontabEntry(entry.cron(), program, entry.worker(), entry.args(), entry.job()))
        .filter(fits)
        .map(CrontabEntry::line);
  }

  /**
   * Lines that cron runs, but that neither lavasched nor lava's handler writes for sound records.
   */
  List<String> unrecognised() {
    return unrecognised;
  }

  /** How many lines of it cron runs. */
  int entries() {
    return unrecognised.size() + lines.values().stream().mapToInt(List::size).sum();
  }
}
