// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.move;

import io.lavasched.application.move.Cut;
import io.lavasched.application.move.MoveClock;
import io.lavasched.application.move.MoveListener;
import io.lavasched.application.move.MoveReport;
import io.lavasched.application.move.MoveStep;
import io.lavasched.application.move.Standing;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.Target;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The clock of a move, and what is said while it works, at its end, and when a signal ends it. */
final class MoveProgress implements MoveClock, MoveListener {

  /** A clock that is set meanwhile, or a machine that slept, is noticed so soon. */
  private static final Duration NAP = Duration.ofMillis(250);

  private static final int MOST_NAMED = 8;

  private final Messages messages;
  private final Clock clock;
  private final MoveWords words;
  private final RunLimit told;
  private final RunLimit written;
  private volatile Standing standing = MoveWords.UNKNOWN;
  private volatile boolean isStopped;

  /**
   * Nothing is done yet.
   *
   * @param told asked what to say at a signal
   * @param written keeps what is written from going on after that
   */
  MoveProgress(Messages messages, Clock clock, ZoneId zone, RunLimit told, RunLimit written) {
    this.messages = messages;
    this.clock = clock;
    this.words = new MoveWords(zone);
    this.told = told;
    this.written = written;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void waitUntil(Instant instant) {
    for (Instant now = now(); now.isBefore(instant); now = now()) {
      requireGoing();
      Duration left = Duration.between(now, instant);
      try {
        Thread.sleep((left.compareTo(NAP) < 0 ? left : NAP).toMillis() + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw stopped();
      }
    }
    requireGoing();
  }

  private void requireGoing() {
    if (isStopped) {
      throw stopped();
    }
  }

  private static StoreException stopped() {
    return new StoreException(
        "move",
        "the clock",
        true,
        "the move was stopped by a signal",
        Optional.of("the same command again goes on from there"));
  }

  @Override
  public void begins(MoveStep step) {
    requireGoing();
    if (step.kind() != MoveStep.Kind.CHOOSE) {
      say(words.of(step), step.kind());
    }
  }

  private void say(String text, MoveStep.Kind kind) {
    if (kind == MoveStep.Kind.FOUND_BOTH || kind == MoveStep.Kind.FOUND_NEITHER) {
      messages.warning(text);
    } else {
      messages.info(text);
    }
  }

  @Override
  public void stands(Standing now) {
    standing = now;
    told.beginToWrite(this::atSignal);
  }

  /** After this nothing is written: who is told what dispatches may rely on it. */
  private String atSignal() {
    isStopped = true;
    written.stop();
    Optional<String> far = written.soFar();
    return words.of(standing)
        + "; "
        + far.filter(text -> standing.at().isPresent()).map(text -> text + "; ").orElse("")
        + "the same command again goes on from there";
  }

  @Override
  public void chosen(Cut cut) {
    String text = words.of(cut);
    if (cut.isGap()) {
      messages.info(text);
    } else {
      messages.warning(text);
    }
  }

  /** Says how it ended. */
  void ended(MoveCommand.Moved moved) {
    MoveReport report = moved.report();
    problems(report);
    if (moved.isPlan() && report.end() == MoveReport.End.PLANNED) {
      plan(report);
    }
    report.failure().ifPresent(messages::failure);
    String text = words.of(report, moved.to(), moved.schedules().store().describe());
    switch (report.end()) {
      case MOVED, UNCHANGED, PLANNED -> messages.info(text);
      case STOPPED, GUARDED -> messages.error(text);
      case UNDONE, INCOMPLETE -> messages.error(text, "the same command again goes on from there");
    }
    if (report.end() == MoveReport.End.MOVED) {
      messages.info(
          moved.to() == Target.EVENTBRIDGE
              ? "next: lavasched audit, when the first jobs were dispatched; the way back is"
                  + " lavasched move --to crontab"
              : "next: set target in x-lavasched of the lavasched job to crontab; lavasched remove"
                  + " --target eventbridge deletes the disabled schedules");
    }
  }

  private void problems(MoveReport report) {
    List<Problem> errors = new ArrayList<>(report.problems());
    errors.removeIf(problem -> problem.severity() != Severity.ERROR);
    messages.problems(errors);
  }

  private void plan(MoveReport report) {
    for (MoveStep step : report.steps()) {
      if (step.kind() == MoveStep.Kind.CHOOSE) {
        report.cut().ifPresent(this::chosen);
      } else {
        say(words.of(step), step.kind());
      }
    }
  }

  /** The first of many names. */
  static String some(List<String> names) {
    return names.size() <= MOST_NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMED))
            + " and "
            + (names.size() - MOST_NAMED)
            + " more";
  }
}
