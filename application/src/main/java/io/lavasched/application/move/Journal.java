// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.move.MoveReport.End;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.reconcile.Progress;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.domain.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far a move has come: what is told while it goes on, and at its end. */
final class Journal {

  private final MoveListener listener;
  private final boolean isPlan;
  private final List<MoveStep> steps = new ArrayList<>();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private Standing standing = Standing.of(Standing.Kind.UNKNOWN);
  private Optional<Cut> cut = Optional.empty();

  Journal(MoveListener listener, boolean isPlan) {
    this.listener = listener;
    this.isPlan = isPlan;
  }

  /** Whether nothing is to be written. */
  boolean isPlan() {
    return isPlan;
  }

  void step(MoveStep.Kind kind) {
    step(new MoveStep(kind, Optional.empty(), 0));
  }

  void step(MoveStep.Kind kind, Instant at) {
    step(new MoveStep(kind, Optional.of(at), 0));
  }

  void step(MoveStep.Kind kind, int schedules) {
    step(new MoveStep(kind, Optional.empty(), schedules));
  }

  void step(MoveStep step) {
    steps.add(step);
    if (!isPlan) {
      listener.begins(step);
    }
  }

  void chosen(Cut minute) {
    cut = Optional.of(minute);
    step(MoveStep.Kind.CHOOSE, minute.at());
    if (!isPlan) {
      listener.chosen(minute);
    }
  }

  void stands(Standing.Kind kind) {
    stands(Standing.of(kind));
  }

  void stands(Standing.Kind kind, Instant at) {
    stands(new Standing(kind, Optional.of(at)));
  }

  private void stands(Standing now) {
    standing = now;
    listener.stands(now);
  }

  Standing standing() {
    return standing;
  }

  void add(List<Problem> found) {
    problems.addAll(found);
  }

  MoveReport end(End end) {
    return end(end, Optional.empty());
  }

  MoveReport end(End end, Optional<StoreException> failure) {
    return new MoveReport(end, standing, cut, steps, List.copyOf(problems), failure);
  }

  MoveReport stopped(List<Problem> why) {
    add(why);
    return end(End.STOPPED);
  }

  MoveReport guarded(List<Problem> refusals) {
    add(refusals);
    return end(End.GUARDED);
  }

  /** The end of a writing of schedules that does not let the move go on; empty where it does. */
  Optional<MoveReport> ofWriting(SchedulesOutcome outcome) {
    outcome.planned().ifPresent(plan -> add(plan.problems()));
    return outcome.fold(
        notPlanned -> Optional.of(stopped(notPlanned.stopped().problems())),
        unchanged -> Optional.empty(),
        guarded -> Optional.of(guarded(guarded.plan().refusals())),
        pending -> Optional.empty(),
        written -> ofProgress(written.progress()));
  }

  private Optional<MoveReport> ofProgress(Progress progress) {
    return progress.isWhole()
        ? Optional.empty()
        : Optional.of(end(End.INCOMPLETE, progress.failure()));
  }
}
