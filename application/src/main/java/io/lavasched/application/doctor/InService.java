// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.LastRuns;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.domain.problem.Parsed;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a lavasched job has in EventBridge Scheduler, or is to have.
 *
 * @param isTarget whether its schedules are kept there now, and not in the crontab
 * @param plan reads the group and plans for it; may fail with a {@code StoreException}; or what is
 *     wrong with the lavasched job or its settings
 * @param lastRuns opens the report of the last run on the group
 */
public record InService(
    boolean isTarget, Supplier<Parsed<SchedulesOutcome>> plan, Supplier<LastRuns> lastRuns) {

  /** Checks that nothing is null. */
  public InService {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(lastRuns, "lastRuns");
  }
}
