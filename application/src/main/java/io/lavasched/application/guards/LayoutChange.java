// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.entries.InstalledBlock;
import io.lavasched.application.jobs.ReadJob;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Entries that are written anew although their jobs are as they were: another run was given other
 * options, or the parameters have changed.
 */
public final class LayoutChange {

  private enum Part {
    PROGRAM,
    DELAY,
    ARGS
  }

  private final RebuildRequest request;
  private final Set<Part> parts = EnumSet.noneOf(Part.class);
  private final Set<JobId> same = new HashSet<>();
  private int entries;

  /** On lines that the installed block does not have. */
  private int rewritten;

  private boolean delayed;

  private LayoutChange(RebuildRequest request) {
    this.request = request;
  }

  /**
   * Tells whether the layout of the block changes.
   *
   * @return {@code layout-changed}; empty where each entry of a job that stays is written as it was
   */
  public static Optional<Problem> problem(
      RebuildRequest request, InstalledBlock installed, List<ReadJob> jobs, Block block) {
    LayoutChange change = new LayoutChange(request);
    for (ReadJob job : jobs) {
      job.id().ifPresent(id -> change.compare(installed.textsOf(id), job.entries()));
    }
    List<String> reasons = change.reasons();
    change.lines(installed, block).ifPresent(reasons::add);
    if (reasons.isEmpty() || change.entries == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.LAYOUT_CHANGED,
                "layout differs from that of the installed block: "
                    + String.join(", ", reasons)
                    + "; "
                    + change.rewritten
                    + " of "
                    + change.entries
                    + " entries are written anew")
            .withHint(
                "if that is not meant, give every run the same options, or set them in "
                    + RebuildSettings.FIELD
                    + " of the lavasched job"));
  }

  private void compare(List<EntryText> installed, List<EntryText> planned) {
    if (installed.isEmpty()) {
      return;
    }
    if (EntryText.haveSameLines(installed, planned)) {
      planned.forEach(text -> stays(text.entry()));
      return;
    }
    Map<List<String>, CrontabEntry> olds = new HashMap<>();
    installed.forEach(old -> olds.putIfAbsent(common(old.entry()), old.entry()));
    for (EntryText text : planned) {
      CrontabEntry old = olds.get(common(text.entry()));
      if (old != null) {
        compare(old, text.entry());
      }
    }
  }

  /** What entries have in common that differ in their layout alone: cron string and worker. */
  private static List<String> common(CrontabEntry entry) {
    return List.of(entry.cron().text(), entry.worker().text());
  }

  private void compare(CrontabEntry old, CrontabEntry entry) {
    stays(old);
    if (!old.program().equals(entry.program())) {
      parts.add(Part.PROGRAM);
    }
    if (!old.args().equals(entry.args())) {
      List<ShellWord> own = request.job().parameters().args();
      parts.add(EntryLayout.withoutDelay(old.args()).equals(own) ? Part.DELAY : Part.ARGS);
    }
  }

  private void stays(CrontabEntry installed) {
    entries++;
    same.add(installed.job());
    delayed |= EntryLayout.withoutDelay(installed.args()).size() < installed.args().size();
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (parts.contains(Part.PROGRAM)) {
      reasons.add("another dispatcher program");
    }
    if (parts.contains(Part.DELAY)) {
      int spread = request.policy().layout().spreadSeconds();
      reasons.add(
          (spread == 0 ? "no --spread" : "--spread " + spread)
              + " (installed: "
              + (!delayed ? "none" : spread == 0 ? "delays" : "other delays")
              + ")");
    }
    if (parts.contains(Part.ARGS)) {
      reasons.add("other args");
    }
    return reasons;
  }

  /** Why jobs share lines that did not, or the other way round. */
  private Optional<String> lines(InstalledBlock installed, Block block) {
    int most = 1;
    rewritten = 0;
    for (BlockLine line : block.lines()) {
      int stay = (int) line.jobs().stream().filter(same::contains).count();
      most = Math.max(most, stay);
      rewritten += installed.hasLine(line.text()) ? 0 : stay;
    }
    // A job may have another entry beside, which is new.
    rewritten = Math.min(rewritten, entries);
    int asked = request.policy().layout().jobsPerLine();
    int had = installed.mostOnALine();
    if (most <= had && had <= asked) {
      return Optional.empty();
    }
    return Optional.of(
        (asked == 1 ? "no --coalesce" : "--coalesce " + asked)
            + " (installed: "
            + (had == 1
                ? "none"
                : asked == 1
                    ? "jobs that share entries"
                    : "at most " + had + " jobs share an entry")
            + ")");
  }
}
