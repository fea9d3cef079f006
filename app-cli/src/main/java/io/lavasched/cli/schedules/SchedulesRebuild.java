// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.wiring.RunReporter;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What run, plan and render do with the schedules of a group, and what they tell of it. */
public final class SchedulesRebuild {

  private final Schedules schedules;
  private final Messages messages;
  private final Environment environment;
  private final boolean isJson;
  private final SchedulesMessages told;

  /**
   * A rebuild that is ready to go.
   *
   * @param isJson whether standard output is to have a JSON object
   */
  public SchedulesRebuild(
      Schedules schedules, Messages messages, Environment environment, boolean isJson) {
    this.schedules = schedules;
    this.messages = messages;
    this.environment = environment;
    this.isJson = isJson;
    this.told = new SchedulesMessages(messages);
  }

  /** Plans and writes. */
  public SchedulesOutcome run() {
    try (GroupStore store = schedules.store()) {
      return schedules.useCase().run(schedules.request(), store::begins);
    }
  }

  /** Tells of a run. */
  public int ran(SchedulesOutcome outcome, RunReporter report) {
    report.is(schedules.request().job().id(), word(outcome), why(outcome), counts(outcome));
    int code =
        outcome.fold(
            stopped -> stopped(stopped.stopped()),
            unchanged -> done(unchanged.plan()),
            guarded -> ExitCodes.GUARDED,
            pending -> done(pending.plan()),
            written -> written.progress().isWhole() ? done(written.plan()) : ExitCodes.OUTSIDE);
    outcome.<Optional<Void>>fold(
        this::tellStopped,
        unchanged -> {
          attention(unchanged.plan(), false);
          told.unchanged("unchanged", unchanged.plan());
          return Optional.empty();
        },
        guarded -> {
          attention(guarded.plan(), false);
          messages.problems(guarded.plan().refusals());
          messages.error("nothing was written: " + guarded.plan().group() + " is as it was");
          return Optional.empty();
        },
        pending -> Optional.empty(),
        written -> {
          attention(written.plan(), true);
          if (written.progress().isWhole()) {
            told.changes(written.plan());
          }
          told.written(written.plan(), written.progress());
          return Optional.empty();
        });
    write("run", outcome, code);
    return code;
  }

  /**
   * Plans, and tells of it.
   *
   * @param isExitCode whether changes are told by the exit code
   */
  public int plan(boolean isExitCode, Colours colours) {
    SchedulesOutcome outcome = plan();
    int code =
        outcome.fold(
            stopped -> stopped(stopped.stopped()),
            unchanged -> done(unchanged.plan()),
            guarded -> ExitCodes.GUARDED,
            pending -> isExitCode ? ExitCodes.DIFFERENT : done(pending.plan()),
            written -> ExitCodes.OK);
    if (outcome instanceof SchedulesOutcome.NotPlanned stopped) {
      tellStopped(stopped);
    }
    outcome
        .planned()
        .ifPresent(
            plan -> {
              messages.problems(schedules.notes());
              messages.problems(plan.problems());
              told.jobs(plan);
              if (plan.hasChanges()) {
                told.planned("run", plan);
              } else {
                told.unchanged("no changes", plan);
              }
              if (!plan.refusals().isEmpty()) {
                messages.problems(plan.refusals());
                messages.error("run would refuse to write this");
              }
              if (!isJson) {
                SchedulesText.changes(plan, colours, environment.out());
              }
            });
    write("plan", outcome, code);
    return code;
  }

  @SuppressWarnings("try") // it is there to be closed
  private SchedulesOutcome plan() {
    try (GroupStore store = schedules.store()) {
      return schedules.useCase().plan(schedules.request());
    }
  }

  /** Makes the schedules alone, and prints them. */
  public int render() {
    SchedulesOutcome outcome = schedules.useCase().render(schedules.request());
    int code =
        outcome.fold(
            stopped -> stopped(stopped.stopped()),
            unchanged -> done(unchanged.plan()),
            guarded -> done(guarded.plan()),
            pending -> done(pending.plan()),
            written -> ExitCodes.OK);
    if (outcome instanceof SchedulesOutcome.NotPlanned stopped) {
      tellStopped(stopped);
    }
    outcome
        .planned()
        .ifPresent(
            plan -> {
              attention(plan, true);
              if (!isJson) {
                SchedulesText.wanted(plan, environment.out());
              }
            });
    write("render", outcome, code);
    return code;
  }

  private void write(String command, SchedulesOutcome outcome, int code) {
    if (isJson) {
      new SchedulesJson(command, schedules.group(), Optional.of(schedules.request()))
          .write(outcome, Optional.empty(), schedules.notes(), code, environment.out());
    }
  }

  private Optional<Void> tellStopped(SchedulesOutcome.NotPlanned stopped) {
    messages.problems(stopped.stopped().problems());
    if (stopped.stopped().reason() != Stopped.Reason.DISABLED) {
      messages.error("nothing was written");
    }
    return Optional.empty();
  }

  /** A run that changes nothing comes around every ten minutes: then no information is told. */
  private void attention(SchedulesPlan plan, boolean withInfo) {
    List<Problem> problems = new ArrayList<>();
    for (Problem note : schedules.notes()) {
      if (withInfo || note.severity() != Severity.INFO) {
        problems.add(note);
      }
    }
    problems.addAll(plan.problems());
    SchedulesAttention.tell(problems, schedules, messages);
    told.quarantined(plan);
  }

  private static int done(SchedulesPlan plan) {
    return plan.quarantined() > 0 ? ExitCodes.QUARANTINED : ExitCodes.OK;
  }

  private static int stopped(Stopped stopped) {
    return stopped.reason() == Stopped.Reason.DISABLED ? ExitCodes.OK : ExitCodes.INVALID;
  }

  /** As a report has it: a run for a group ends well as one for a crontab does. */
  private static String word(SchedulesOutcome outcome) {
    return outcome instanceof SchedulesOutcome.Written written && written.progress().isWhole()
        ? RunReport.INSTALLED
        : outcome.word();
  }

  private static Optional<String> why(SchedulesOutcome outcome) {
    return outcome.fold(
        stopped -> stopped.stopped().why(),
        unchanged -> Optional.empty(),
        guarded -> guarded.plan().refusals().stream().findFirst().map(Problem::text),
        pending -> Optional.empty(),
        written ->
            written.progress().isWhole()
                ? Optional.empty()
                : Optional.of(
                    written.progress().done()
                        + " of "
                        + written.progress().total()
                        + " applied"
                        + written
                            .progress()
                            .failure()
                            .map(failure -> ": " + failure.getMessage())
                            .orElse(
                                ", and "
                                    + written.progress().different().size()
                                    + " not as written when read again")));
  }

  private static Optional<RunReport.Counts> counts(SchedulesOutcome outcome) {
    return outcome
        .planned()
        .map(
            plan ->
                new RunReport.Counts(
                    plan.schedules(),
                    (int) plan.jobs().stream().filter(job -> job.after() > 0).count(),
                    (int) plan.quarantined(),
                    (int)
                        plan.problems().stream()
                            .filter(problem -> problem.severity() == Severity.WARNING)
                            .count()));
  }
}
