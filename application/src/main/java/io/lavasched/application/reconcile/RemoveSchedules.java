// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.domain.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Takes the schedules of lavasched out of a group. The group stays, and so do foreign schedules.
 *
 * <p>Law: what the group was is kept first, so that a restore undoes it.
 */
public final class RemoveSchedules {

  private final ScheduleStore store;
  private final ScheduleArchive archive;

  /**
   * The removal from one group.
   *
   * @param store what has the schedules
   * @param archive where they are kept
   */
  public RemoveSchedules(ScheduleStore store, ScheduleArchive archive) {
    this.store = store;
    this.archive = archive;
  }

  /**
   * Shows what a removal would do.
   *
   * @return what would go
   * @throws StoreException if the group cannot be read
   */
  public SchedulesPlan plan() {
    Optional<List<Stored>> before = store.read();
    GroupSchedules installed = new GroupSchedules(before.orElse(List.of()), List.of());
    List<JobSchedulesPlan> plans = new ArrayList<>();
    for (JobId job : installed.jobs()) {
      plans.add(
          new JobSchedulesPlan(
              job.text(),
              Optional.empty(),
              JobPlan.State.GONE,
              installed.of(job).stream().map(ScheduleChange::delete).toList()));
    }
    return new SchedulesPlan(
        store.describe(),
        before,
        plans,
        installed.foreign(),
        installed.foreignProblem().map(List::of).orElse(List.of()),
        List.of());
  }

  /**
   * Removes.
   *
   * @param now the time
   * @return how it ended: unchanged, or written
   * @throws StoreException if the group cannot be read or kept; nothing was written then
   */
  public SchedulesOutcome run(Instant now) {
    return run(now, total -> {});
  }

  /**
   * Removes.
   *
   * @param now the time
   * @param begins is told how many changes there are, before the first one
   * @return how it ended: unchanged, or written
   * @throws StoreException if the group cannot be read or kept; nothing was written then
   */
  public SchedulesOutcome run(Instant now, IntConsumer begins) {
    return new GroupWriter(store, archive, now).write(plan(), begins);
  }
}
