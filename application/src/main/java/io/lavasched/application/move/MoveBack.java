// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.move.MoveReport.End;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.schedules.Bounds;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The move from EventBridge Scheduler to the crontab. */
final class MoveBack {

  /** The service may be a minute late with what was due before. */
  private static final Duration AFTER_END = Duration.ofSeconds(60);

  private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

  private final Sides sides;
  private final Journal journal;

  MoveBack(Sides sides, Journal journal) {
    this.sides = sides;
    this.journal = journal;
  }

  /** Looks what is there, and goes on from that. */
  MoveReport run() {
    Parsed<BlockNow> block = sides.block();
    if (block.value().isEmpty()) {
      return journal.stopped(block.problems());
    }
    SchedulesOutcome planned = sides.planSchedules(false, Bounds.NONE);
    Optional<MoveReport> stopped = journal.ofWriting(planned);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    SchedulesPlan plan = planned.planned().orElseThrow();
    Instant now = sides.now();
    GroupNow group = new GroupNow(plan, now);
    boolean cronDispatches = block.value().get().isLive();
    stands(cronDispatches, group.isLive());
    PlanOutcome blockPlan = sides.planBlock();
    if (blockPlan instanceof Stopped none) {
      return journal.stopped(none.problems());
    }
    RebuildPlan ready = ((PlanOutcome.Ready) blockPlan).plan();
    journal.add(ready.problems());
    List<Problem> refusals = refusals(ready, plan, now);
    if (!refusals.isEmpty()) {
      return journal.guarded(refusals);
    }
    if (!cronDispatches && group.isLive()) {
      return move(ready, plan);
    }
    if (!group.isLive() && !plan.hasChanges() && !ready.hasChanges()) {
      return journal.end(End.UNCHANGED);
    }
    return putInAtOnce(cronDispatches, group, plan);
  }

  private void stands(boolean cronDispatches, boolean serviceDispatches) {
    if (cronDispatches) {
      journal.stands(serviceDispatches ? Standing.Kind.BOTH : Standing.Kind.CRONTAB);
    } else {
      journal.stands(serviceDispatches ? Standing.Kind.EVENTBRIDGE : Standing.Kind.NEITHER);
    }
  }

  private List<Problem> refusals(RebuildPlan block, SchedulesPlan schedules, Instant now) {
    if (!block.refusals().isEmpty()) {
      return block.refusals();
    }
    return sides.leavesBehind()
        ? List.of()
        : LeftBehind.back(schedules, block, now).map(List::of).orElse(List.of());
  }

  private MoveReport move(RebuildPlan block, SchedulesPlan plan) {
    WritingTime time = new WritingTime(plan);
    DueTimes due = new DueTimes().add(plan);
    sides.block(Optional.of(block.after())).value().ifPresent(due::add);
    Cut cut = due.choose(time.earliest(sides.now()));
    journal.chosen(cut);
    waitUntil(time.begin(cut));
    journal.step(new MoveStep(MoveStep.Kind.END_AT, Optional.of(cut.at()), GroupNow.size(plan)));
    if (!journal.isPlan()) {
      journal.stands(Standing.Kind.NEITHER_FROM, cut.at());
      SchedulesOutcome outcome = sides.write(true, Bounds.until(cut.at()));
      boolean isWritten = outcome instanceof SchedulesOutcome.Written;
      Optional<MoveReport> failed = journal.ofWriting(outcome);
      if (failed.isPresent()) {
        if (isWritten) {
          return undo(failed.get().failure());
        }
        journal.stands(Standing.Kind.EVENTBRIDGE);
        return journal.end(failed.get().end(), failed.get().failure());
      }
    }
    waitUntil(time.crontab(cut));
    Optional<MoveReport> failed = putIn(true);
    if (failed.isPresent()) {
      return failed.get();
    }
    waitUntil(cut.at().plus(AFTER_END));
    return disable(plan);
  }

  /**
   * Either both dispatch, or nothing does: there is nothing to wait for, but that the service has
   * done what was due before cron took over.
   */
  private MoveReport putInAtOnce(boolean cronDispatches, GroupNow group, SchedulesPlan plan) {
    if (cronDispatches == group.isLive()) {
      journal.step(cronDispatches ? MoveStep.Kind.FOUND_BOTH : MoveStep.Kind.FOUND_NEITHER);
    }
    Optional<MoveReport> failed = putIn(false);
    if (failed.isPresent()) {
      return failed.get();
    }
    if (group.isLive()) {
      Instant now = sides.now();
      waitUntil(group.endsSoon().map(end -> end.plus(AFTER_END)).orElseGet(() -> halfMinute(now)));
    }
    return disable(plan);
  }

  private static Instant halfMinute(Instant now) {
    Instant half = now.truncatedTo(ChronoUnit.MINUTES).plus(HALF_MINUTE);
    return half.isBefore(now) ? half.plus(Duration.ofMinutes(1)) : half;
  }

  /**
   * Whatever the install says, what is there counts: before there was no block, where schedules
   * have got an end.
   */
  private Optional<MoveReport> putIn(boolean hasEnds) {
    journal.step(MoveStep.Kind.PUT_IN);
    if (journal.isPlan()) {
      return Optional.empty();
    }
    Optional<StoreException> failure = Optional.empty();
    List<Problem> refusals = List.of();
    boolean isIn = false;
    try {
      RebuildOutcome outcome = sides.putIn(problem -> true);
      outcome.planned().ifPresent(done -> journal.add(done.problems()));
      refusals =
          outcome.fold(
              Stopped::problems,
              unchanged -> List.of(),
              guarded -> guarded.plan().refusals(),
              written -> List.of());
      isIn =
          outcome.fold(
              stopped -> false,
              unchanged -> true,
              guarded -> false,
              written ->
                  written.result() instanceof InstallResult.Installed || (hasEnds && isIn()));
    } catch (StoreException e) {
      failure = Optional.of(e);
      isIn = hasEnds && isIn();
    }
    if (isIn) {
      journal.stands(Standing.Kind.BOTH);
      return Optional.empty();
    }
    journal.add(refusals);
    return Optional.of(hasEnds ? undo(failure) : journal.end(End.INCOMPLETE, failure));
  }

  /** Where nobody can tell, schedules that go on lose nothing. */
  private boolean isIn() {
    try {
      return sides.block().value().filter(BlockNow::isLive).isPresent();
    } catch (StoreException e) {
      return false;
    }
  }

  private MoveReport disable(SchedulesPlan plan) {
    if (!journal.isPlan() || plan.hasChanges()) {
      journal.step(MoveStep.Kind.DISABLE, GroupNow.size(plan));
    }
    if (journal.isPlan()) {
      return journal.end(End.PLANNED);
    }
    Optional<MoveReport> failed = journal.ofWriting(sides.write(false, Bounds.NONE));
    if (failed.isPresent()) {
      return failed.get();
    }
    journal.stands(Standing.Kind.CRONTAB);
    return journal.end(End.MOVED);
  }

  private void waitUntil(Instant instant) {
    if (instant.isAfter(sides.now())) {
      journal.step(MoveStep.Kind.WAIT, instant);
      if (!journal.isPlan()) {
        sides.waitUntil(instant);
      }
    }
  }

  /** The schedules go on as before. */
  private MoveReport undo(Optional<StoreException> failure) {
    journal.step(MoveStep.Kind.UNDO);
    Optional<MoveReport> failed = journal.ofWriting(sides.write(true, Bounds.NONE));
    if (failed.isPresent()) {
      return journal.end(End.INCOMPLETE, failure.isPresent() ? failure : failed.get().failure());
    }
    journal.stands(Standing.Kind.EVENTBRIDGE);
    return journal.end(End.UNDONE, failure);
  }
}
