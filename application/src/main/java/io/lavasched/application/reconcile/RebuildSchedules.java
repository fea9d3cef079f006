// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.worker.Enabled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The main job where EventBridge Scheduler is the target: reads the records of the dispatchers, and
 * brings the schedules of the group in line with them.
 *
 * <p>Laws: running it twice in a row changes nothing the second time; the order of the records does
 * not matter; a bad record changes no schedule of another job; what lavasched did not make is never
 * touched; the group as it was is kept before something changes; a run that ended early, wherever
 * that was, is ended by the next one; two at once, with the same records, end with what one of them
 * would have made.
 */
public final class RebuildSchedules {

  private final JobsTable table;
  private final ScheduleStore store;
  private final ScheduleArchive archive;
  private final Supplier<List<Problem>> inForce;

  /**
   * A rebuild of one group from one table.
   *
   * @param table where the records are
   * @param store where the schedules go
   * @param archive where the old ones are kept
   */
  public RebuildSchedules(JobsTable table, ScheduleStore store, ScheduleArchive archive) {
    this(table, store, archive, List::of);
  }

  /**
   * A rebuild with a guard more.
   *
   * @param table where the records are
   * @param store where the schedules go
   * @param archive where the old ones are kept
   * @param inForce refuses to have schedules in force: asked where they are to be
   */
  public RebuildSchedules(
      JobsTable table,
      ScheduleStore store,
      ScheduleArchive archive,
      Supplier<List<Problem>> inForce) {
    this.table = table;
    this.store = store;
    this.archive = archive;
    this.inForce = inForce;
  }

  /**
   * Plans and writes.
   *
   * @param request what to rebuild
   * @return how it ended; never {@link SchedulesOutcome.Pending}
   * @throws StoreException if the table or the group cannot be read, or the old schedules cannot be
   *     kept; nothing was written then
   */
  public SchedulesOutcome run(SchedulesRequest request) {
    return run(request, total -> {});
  }

  /**
   * Plans and writes.
   *
   * @param request what to rebuild
   * @param begins is told how many changes there are, before the first one
   * @return how it ended; never {@link SchedulesOutcome.Pending}
   * @throws StoreException if the table or the group cannot be read, or the old schedules cannot be
   *     kept; nothing was written then
   */
  public SchedulesOutcome run(SchedulesRequest request, IntConsumer begins) {
    SchedulesOutcome outcome = plan(request);
    return outcome instanceof SchedulesOutcome.Pending pending
        ? new GroupWriter(store, archive, request.now()).write(pending.plan(), begins)
        : outcome;
  }

  /**
   * Does the same up to the writing.
   *
   * @param request what to rebuild
   * @return how it ended; never {@link SchedulesOutcome.Written}
   * @throws StoreException if the table or the group cannot be read
   */
  public SchedulesOutcome plan(SchedulesRequest request) {
    return request.job().enabled() == Enabled.NO
        ? new SchedulesOutcome.NotPlanned(disabled(request))
        : guarded(plan(request, store::read), request);
  }

  /** Also where nothing is to be written: then both dispatch already. */
  private SchedulesOutcome guarded(SchedulesOutcome outcome, SchedulesRequest request) {
    if (!request.wanted().enabled() || outcome.planned().isEmpty()) {
      return outcome;
    }
    List<Problem> refusals = new ArrayList<>(outcome.planned().get().refusals());
    List<Problem> more = inForce.get();
    refusals.addAll(more);
    return more.isEmpty()
        ? outcome
        : new SchedulesOutcome.Guarded(outcome.planned().get().refused(refusals));
  }

  /**
   * Makes the schedules alone, as for a group that is not there, which is not looked at.
   *
   * @param request what to rebuild; a disabled lavasched job is rendered all the same
   * @return {@link SchedulesOutcome.Pending}, or why there is no plan; no guard looks at it
   * @throws StoreException if the table cannot be read
   */
  public SchedulesOutcome render(SchedulesRequest request) {
    return plan(request, Optional::empty);
  }

  private SchedulesOutcome plan(SchedulesRequest request, GroupReader group) {
    SchedulesPlanner planner = new SchedulesPlanner(table, request);
    Optional<Stopped> stopped = planner.read();
    if (stopped.isPresent()) {
      return new SchedulesOutcome.NotPlanned(stopped.get());
    }
    return planner
        .plan(store.describe(), group.read())
        .fold(
            ok -> ended(ok.get()),
            bad ->
                new SchedulesOutcome.NotPlanned(
                    new Stopped(Stopped.Reason.INVALID_RECORDS, bad.problems())));
  }

  private static SchedulesOutcome ended(SchedulesPlan plan) {
    if (!plan.hasChanges()) {
      return new SchedulesOutcome.Unchanged(plan);
    }
    return plan.refusals().isEmpty()
        ? new SchedulesOutcome.Pending(plan)
        : new SchedulesOutcome.Guarded(plan);
  }

  /** Reads the group, or does not. */
  private interface GroupReader {
    Optional<List<Stored>> read();
  }

  private static Stopped disabled(SchedulesRequest request) {
    Problem problem =
        Problem.of(
                ProblemCode.LAVASCHED_DISABLED,
                "enabled must be true for the schedules to be rebuilt, found false")
            .withHint("nothing was done; set enabled to true in the job record")
            .under("enabled");
    return new Stopped(Stopped.Reason.DISABLED, List.of(request.ofJob(problem)));
  }
}
