// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.jobs.EntryMaker;
import io.lavasched.application.jobs.ReadJob;
import io.lavasched.application.plan.ComingChange;
import io.lavasched.application.plan.ComingPlan;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ScheduleItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the windows of some jobs will change, as they begin and end. */
final class ComingWindows {

  /**
   * Of all lines, before and after each change: one record may have thousands of windows, and each
   * of them changes one of its thousands of lines.
   */
  static final int MOST_LINES = 200_000;

  private final RebuildRequest request;
  private final EntryMaker maker;

  /** The sound jobs with a window that changes, by the second in which it does. */
  private final Map<Long, Set<ReadJob>> changing = new TreeMap<>();

  /**
   * Looks at jobs.
   *
   * @param disabled those that are left out of the block
   */
  ComingWindows(
      RebuildRequest request,
      EntryMaker maker,
      List<ReadJob> jobs,
      Set<JobId> disabled,
      Instant until) {
    this.request = request;
    this.maker = maker;
    for (ReadJob job : jobs) {
      job.record()
          .filter(record -> !disabled.contains(record.id()))
          .ifPresent(record -> add(job, record, until.getEpochSecond()));
    }
  }

  private void add(ReadJob job, JobRecord record, long until) {
    for (ScheduleItem item : record.schedule().items()) {
      ActiveSeconds window = item.window().inSeconds(request.node().zone());
      for (long at = window.changeAfter(request.node().now().getEpochSecond());
          at <= until;
          at = window.changeAfter(at)) {
        changing.computeIfAbsent(at, key -> new LinkedHashSet<>()).add(job);
      }
    }
  }

  /**
   * What they change after a plan, in time order: the first change, and as many as are bearable.
   */
  ComingPlan after(PlanOutcome outcome) {
    List<ComingChange> changes = new ArrayList<>();
    long lines = 0;
    for (Map.Entry<Long, Set<ReadJob>> change : changing.entrySet()) {
      long at = change.getKey();
      for (ReadJob job : change.getValue()) {
        lines += 2L * job.record().orElseThrow().schedule().items().size();
      }
      if (lines > MOST_LINES && !changes.isEmpty()) {
        return new ComingPlan(outcome, changes, true);
      }
      List<JobPlan> plans =
          change.getValue().stream()
              .map(job -> plan(job, at))
              .filter(plan -> plan.change() != JobPlan.Change.UNCHANGED)
              .toList();
      if (!plans.isEmpty()) {
        changes.add(new ComingChange(Instant.ofEpochSecond(at), plans));
      }
    }
    return new ComingPlan(outcome, changes, false);
  }

  private JobPlan plan(ReadJob job, long at) {
    JobRecord record = job.record().orElseThrow();
    List<EntryText> after = entries(record, at);
    return new JobPlan(
        record.id().text(),
        job.dispatcher(),
        after.isEmpty() ? JobPlan.State.INACTIVE : JobPlan.State.SCHEDULED,
        entries(record, at - 1),
        after);
  }

  private List<EntryText> entries(JobRecord record, long at) {
    return maker.entriesAt(record, Instant.ofEpochSecond(at));
  }
}
