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

/** The entries of the installed block, by job; and the lines that are not recognised as entries. */
final class InstalledBlock {

  private final Map<JobId, List<String>> lines = new LinkedHashMap<>();
  private final List<String> unrecognised = new ArrayList<>();

  InstalledBlock(Crontab crontab, DispatcherProgram program) {
    for (String line : crontab.blockLines()) {
      Optional<CrontabEntry> entry = InstalledEntry.parse(line, program);
      if (entry.isPresent()) {
        lines.computeIfAbsent(entry.get().job(), id -> new ArrayList<>()).add(line);
      } else if (Block.isEntry(line)) {
        unrecognised.add(line);
      }
    }
  }

  Set<JobId> jobs() {
    return lines.keySet();
  }

  List<String> linesOf(JobId job) {
    return lines.getOrDefault(job, List.of());
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
