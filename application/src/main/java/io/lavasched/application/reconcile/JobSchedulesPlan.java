// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.domain.job.DispatcherName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of the schedules of one job.
 *
 * @param name its {@code job_id}; for a record without a usable one, where it stands
 * @param dispatcher who schedules it; empty for a job that is only in the group
 * @param state why it has the schedules it has
 * @param schedules those that it has or gets, in the order of their names
 */
public record JobSchedulesPlan(
    String name,
    Optional<DispatcherName> dispatcher,
    JobPlan.State state,
    List<ScheduleChange> schedules) {

  /** Checks that nothing is null, and copies. */
  public JobSchedulesPlan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(state, "state");
    schedules = List.copyOf(schedules);
  }

  /** How many it has. */
  public int before() {
    return (int) schedules.stream().filter(each -> each.before().isPresent()).count();
  }

  /** How many it will have. */
  public int after() {
    return (int) schedules.stream().filter(ScheduleChange::stays).count();
  }

  /** What changes for the job. */
  public JobPlan.Change change() {
    if (schedules.stream().noneMatch(each -> each.kind().writes())) {
      return JobPlan.Change.UNCHANGED;
    }
    if (before() == 0) {
      return JobPlan.Change.ADDED;
    }
    return after() == 0 ? JobPlan.Change.REMOVED : JobPlan.Change.CHANGED;
  }
}
