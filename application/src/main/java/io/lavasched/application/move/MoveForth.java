// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.install.RemoveOutcome;
import io.lavasched.application.move.MoveReport.End;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.schedules.Bounds;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The move from the crontab to EventBridge Scheduler. */
final class MoveForth {

  private final Sides sides;
  private final Journal journal;
  private Optional<RebuildPlan> records = Optional.empty();
  private Set<String> dispatched = Set.of();

  MoveForth(Sides sides, Journal journal) {
    this.sides = sides;
    this.journal = journal;
  }

  /** Looks what is there, and goes on from that. */
  MoveReport run() {
    Parsed<BlockNow> block = sides.block();
    if (block.value().isEmpty()) {
      return journal.stopped(block.problems());
    }
    SchedulesOutcome planned = sides.planSchedules(true, Bounds.NONE);
    Optional<MoveReport> stopped = journal.ofWriting(planned);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    SchedulesPlan plan = planned.planned().orElseThrow();
    GroupNow group = new GroupNow(plan, sides.now());
    return block.value().get().isLive()
        ? move(block.value().get(), planned, plan, group)
        : enable(plan, group);
  }

  /** Cron dispatches nothing, so there is nothing to wait for. */
  private MoveReport enable(SchedulesPlan plan, GroupNow group) {
    journal.stands(group.isLive() ? Standing.Kind.EVENTBRIDGE : Standing.Kind.NEITHER);
    if (!plan.hasChanges()) {
      return journal.end(End.UNCHANGED);
    }
    if (!group.isLive()) {
      journal.step(MoveStep.Kind.FOUND_NEITHER);
    }
    journal.step(MoveStep.Kind.ENABLE, plan.writes().size());
    if (journal.isPlan()) {
      return journal.end(End.PLANNED);
    }
    Optional<MoveReport> failed = journal.ofWriting(sides.write(true, Bounds.NONE));
    if (failed.isPresent()) {
      return failed.get();
    }
    journal.stands(Standing.Kind.EVENTBRIDGE);
    return journal.end(End.MOVED);
  }

  private MoveReport move(
      BlockNow block, SchedulesOutcome planned, SchedulesPlan plan, GroupNow group) {
    journal.stands(group.isLive() ? Standing.Kind.BOTH : Standing.Kind.CRONTAB);
    List<Problem> refusals = refusals(block, plan);
    if (!refusals.isEmpty()) {
      return journal.guarded(refusals);
    }
    if (group.hasStarted()) {
      journal.step(MoveStep.Kind.FOUND_BOTH);
    }
    if (planned instanceof SchedulesOutcome.Unchanged && group.isLive()) {
      // All are in force: what is left of a move is that cron stops.
      return takeOut();
    }
    WritingTime time = new WritingTime(plan);
    journal.step(MoveStep.Kind.DISABLE, GroupNow.size(plan));
    if (!journal.isPlan()) {
      Instant begin = sides.now();
      Optional<MoveReport> failed = journal.ofWriting(sides.write(false, Bounds.NONE));
      if (failed.isPresent()) {
        return failed.get();
      }
      time.took(begin, sides.now());
      journal.stands(Standing.Kind.CRONTAB);
    }
    Cut cut = new DueTimes().add(block).add(plan).choose(time.earliest(sides.now()));
    journal.chosen(cut);
    waitUntil(time.begin(cut));
    journal.step(new MoveStep(MoveStep.Kind.START_AT, Optional.of(cut.at()), GroupNow.size(plan)));
    if (!journal.isPlan()) {
      Optional<MoveReport> failed = start(cut);
      if (failed.isPresent()) {
        return failed.get();
      }
    }
    waitUntil(time.crontab(cut));
    return takeOut();
  }

  private Optional<MoveReport> start(Cut cut) {
    journal.stands(Standing.Kind.BOTH_FROM, cut.at());
    SchedulesOutcome outcome = sides.write(true, Bounds.from(cut.at()));
    boolean isWritten = outcome instanceof SchedulesOutcome.Written;
    if (!isWritten && !(outcome instanceof SchedulesOutcome.Unchanged)) {
      journal.stands(Standing.Kind.CRONTAB);
    }
    Optional<MoveReport> failed = journal.ofWriting(outcome);
    if (failed.isPresent()) {
      return Optional.of(isWritten ? undo(failed.get().failure()) : failed.get());
    }
    // A record may have become one that cannot be said meanwhile.
    Optional<Problem> left = leftBehind(outcome.planned().orElseThrow());
    if (left.isEmpty()) {
      return Optional.empty();
    }
    MoveReport undone = undo(Optional.empty());
    return Optional.of(undone.end() == End.UNDONE ? journal.guarded(List.of(left.get())) : undone);
  }

  /**
   * What the records take out of the block is meant as with any rebuild, and guarded as there. A
   * block that cannot be planned, because it would be more than the cron takes, say, may move all
   * the same.
   */
  private List<Problem> refusals(BlockNow block, SchedulesPlan plan) {
    PlanOutcome outcome = sides.planBlock();
    records = outcome.fold((Stopped none) -> Optional.empty(), ready -> Optional.of(ready.plan()));
    dispatched = block.jobs();
    if (records.isPresent() && !records.get().refusals().isEmpty()) {
      return records.get().refusals();
    }
    return leftBehind(plan).map(List::of).orElse(List.of());
  }

  private Optional<Problem> leftBehind(SchedulesPlan plan) {
    if (sides.leavesBehind()) {
      return Optional.empty();
    }
    return records.isPresent()
        ? LeftBehind.forth(records.get(), plan)
        : LeftBehind.forth(dispatched, plan);
  }

  private void waitUntil(Instant instant) {
    if (instant.isAfter(sides.now())) {
      journal.step(MoveStep.Kind.WAIT, instant);
      if (!journal.isPlan()) {
        sides.waitUntil(instant);
      }
    }
  }

  /** Whatever the removal says, what is there counts. */
  private MoveReport takeOut() {
    journal.step(MoveStep.Kind.TAKE_OUT);
    if (journal.isPlan()) {
      return journal.end(End.PLANNED);
    }
    Optional<StoreException> failure = Optional.empty();
    try {
      Parsed<RemoveOutcome> outcome = sides.takeOut();
      journal.add(outcome.problems());
    } catch (StoreException e) {
      failure = Optional.of(e);
    }
    Optional<BlockNow> block = sides.block().value();
    if (block.isPresent() && !block.get().isLive()) {
      journal.stands(Standing.Kind.EVENTBRIDGE);
      return journal.end(End.MOVED);
    }
    return undo(failure);
  }

  private MoveReport undo(Optional<StoreException> failure) {
    journal.step(MoveStep.Kind.UNDO);
    Optional<MoveReport> failed = journal.ofWriting(sides.write(false, Bounds.NONE));
    if (failed.isPresent()) {
      return journal.end(End.INCOMPLETE, failure.isPresent() ? failure : failed.get().failure());
    }
    journal.stands(Standing.Kind.CRONTAB);
    return journal.end(End.UNDONE, failure);
  }
}
