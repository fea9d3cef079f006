// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When one job runs whose schedules are kept in EventBridge Scheduler, by whom, and if not, why.
 *
 * @param explanation what it has in common with that of a crontab; nothing is compared
 * @param kept what each of its services is to keep of the job, in their order
 */
public record ServiceExplanation(Explanation explanation, List<Kept> kept) {

  /** Checks that there is one for each, and copies. */
  public ServiceExplanation {
    kept = List.copyOf(kept);
    if (kept.size() != explanation.services().size()) {
      throw new IllegalArgumentException(kept.size() + " kept of " + explanation.services().size());
    }
  }

  /** Whether nobody can tell when it runs: its record is bad, or its zone is not known. */
  public boolean isIncomplete() {
    return explanation.record().isEmpty()
        || explanation.reasons().stream()
            .anyMatch(reason -> reason.kind() == Explanation.Reason.Kind.ZONE_MISSING);
  }

  /**
   * What a lavasched job is to keep of the job.
   *
   * @param group in which group; empty where the realm is not known, and where nobody keeps it
   * @param delay by how many seconds each dispatch is delayed
   * @param schedules none where there is a reason why not
   */
  public record Kept(Optional<GroupName> group, int delay, List<Schedule> schedules) {
    /** Copies the schedules. */
    public Kept {
      Objects.requireNonNull(group, "group");
      schedules = List.copyOf(schedules);
    }
  }

  /**
   * One schedule there.
   *
   * @param item by which of the schedules of the job: an index into the list of them
   * @param name its name in its group
   * @param expression when it fires
   * @param start the first instant; empty for one that has come
   * @param end the first instant after the last one; empty for none
   */
  public record Schedule(
      int item,
      ScheduleName name,
      ScheduleExpression expression,
      Optional<Instant> start,
      Optional<Instant> end) {
    /** Checks that nothing is null. */
    public Schedule {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(expression, "expression");
      Objects.requireNonNull(start, "start");
      Objects.requireNonNull(end, "end");
    }
  }
}
