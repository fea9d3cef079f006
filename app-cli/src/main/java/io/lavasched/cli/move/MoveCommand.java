// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.move;

import io.lavasched.application.move.CrontabPorts;
import io.lavasched.application.move.MoveReport;
import io.lavasched.application.move.MoveRequest;
import io.lavasched.application.move.MoveSchedules;
import io.lavasched.application.move.SchedulePorts;
import io.lavasched.application.records.ServiceSettings;
import io.lavasched.application.records.Target;
import io.lavasched.cli.command.CommonOptions;
import io.lavasched.cli.command.LockOption;
import io.lavasched.cli.option.GuardOptions;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.option.target.ScheduleOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.schedules.GroupStore;
import io.lavasched.cli.schedules.Schedules;
import io.lavasched.cli.schedules.SchedulesSetup;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.RebuildSetup;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Moves the dispatches from the crontab to EventBridge Scheduler, or back. */
public final class MoveCommand implements Callable<Integer> {

  /** It waits for a gap within an hour, and for as long as the writing takes. */
  private static final Duration LONGEST = Duration.ofHours(12);

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final RebuildOptions options = new RebuildOptions();
  private final ScheduleOptions schedules = new ScheduleOptions();
  private final GuardOptions guards = new GuardOptions();
  private final LockOption lock = new LockOption();
  private final CommonOptions common = new CommonOptions(spec);
  private final Environment environment;

  private final OptionSpec to =
      Options.one(Target.class, "crontab|eventbridge", "--to")
          .required(true)
          .order(0)
          .description("Which of the two is to dispatch.")
          .build();

  private final OptionSpec diff =
      Options.flag("--diff").description("Show what would change; write nothing.").build();

  private final OptionSpec leftBehind =
      Options.flag("--allow-left-behind")
          .description(
              "Move although jobs that are dispatched now cannot be by the other one: nothing"
                  + " dispatches them then.")
          .build();

  private final OptionSpec anyTarget =
      Options.flag("--allow-target")
          .description(
              "Move although target in x-lavasched of the lavasched job is not eventbridge: the"
                  + " runs name their target themselves.")
          .build();

  /** The command. */
  public MoveCommand(Environment environment) {
    this.environment = environment;
    spec.addOption(to);
    options.addTo(spec);
    schedules.addOfServiceTo(spec, 5);
    guards.addTo(spec, 6);
    spec.addOption(leftBehind);
    spec.addOption(anyTarget);
    spec.addOption(diff);
    lock.addTo(spec);
    CommonOptions.addTo(spec, ExitCode.INVALID, ExitCode.QUARANTINED, ExitCode.GUARDED);
    spec.usageMessage()
        .header("Move the dispatches to EventBridge Scheduler, or back to the crontab.")
        .description(
            "%nNo dispatch is lost and none comes twice: it looks for a minute in a gap of all"
                + " dispatches within an hour, gives it to the schedules as their start (or their"
                + " end), waits, and takes the block out of the crontab (or puts it in) half a"
                + " minute before. With --diff it says which minute that would be, and writes nothing.%n%nThe lavasched job's record must have target eventbridge in"
                + " x-lavasched before the move there, and until after the move back. A move that"
                + " was stopped anywhere is ended by the same command again.")
        .footer(
            "",
            "Examples:",
            "  lavasched move --to eventbridge -r prod --job demo/schedule-01 --diff",
            "  lavasched move --to eventbridge -r prod --job demo/schedule-01",
            "  lavasched move --to crontab -r prod --job demo/schedule-01");
  }

  @Override
  public Integer call() {
    if (options.time.isNowGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--now must not come with move, which waits for the time");
    }
    // Two, for what is said at a signal is what dispatches then, not what was written last.
    RunLimit told = new RunLimit(LONGEST);
    RunLimit written = new RunLimit(LONGEST);
    RebuildSetup setup = RebuildSetup.of(options, guards.allowed(), written, environment, spec);
    SchedulesSetup service = new SchedulesSetup(options, schedules, environment, spec);
    Messages messages = common.messages(environment);
    MoveProgress progress =
        new MoveProgress(
            messages, environment.clock(), options.time.zone(environment, spec), told, written);
    if (isPlan()) {
      return tell(work(setup, service, written, progress), progress);
    }
    return lock.whileAlone(
        told,
        messages,
        environment,
        spec,
        () -> work(setup, service, written, progress),
        moved -> tell(moved, progress));
  }

  private boolean isPlan() {
    return Options.isOn(diff);
  }

  private Target target() {
    return Options.<Target>value(to).orElseThrow();
  }

  private Moved work(
      RebuildSetup setup, SchedulesSetup service, RunLimit written, MoveProgress progress) {
    RebuildSetup.Source source = setup.read();
    Rebuild rebuild = setup.crontab(source);
    Schedules ready = service.ready(setup, source, written);
    Optional<Problem> refusal = target(source);
    if (refusal.isPresent()) {
      return new Moved(ready, target(), isPlan(), MoveReport.refused(refusal.get()));
    }
    try (GroupStore store = ready.store()) {
      MoveSchedules moves =
          new MoveSchedules(
              source.table(),
              new CrontabPorts(
                  rebuild.crontab(),
                  rebuild.archive(),
                  Wiring.memory(options.block.crontabFile(), environment)),
              new SchedulePorts(store, ready.archive()),
              progress);
      MoveRequest request =
          new MoveRequest(rebuild.request(), ready.request(), Options.isOn(leftBehind));
      return new Moved(ready, target(), isPlan(), run(moves, request, progress));
    }
  }

  private MoveReport run(MoveSchedules moves, MoveRequest request, MoveProgress progress) {
    if (target() == Target.EVENTBRIDGE) {
      return isPlan()
          ? moves.planToEventBridge(request, progress)
          : moves.toEventBridge(request, progress);
    }
    return isPlan() ? moves.planToCrontab(request, progress) : moves.toCrontab(request, progress);
  }

  /** Else the next run of the lavasched job would undo it. */
  private Optional<Problem> target(RebuildSetup.Source source) {
    ServiceSettings settings = source.settings().service().orElse(ServiceSettings.NONE);
    boolean isEventBridge =
        settings.target().filter(Target.EVENTBRIDGE::equals).isPresent() || Options.isOn(anyTarget);
    if (!isEventBridge) {
      return refusal(
          source,
          "x-lavasched must have target eventbridge before a move there, and until after one back,"
              + " found "
              + settings.target().map(Target::text).orElse("none"),
          "set it: runs refuse to write while the crontab dispatches; where runs name their target"
              + " themselves, allow it with --allow-target");
    }
    return target() == Target.EVENTBRIDGE && settings.disabled().orElse(false)
        ? refusal(
            source,
            "x-lavasched must not have disabled for a move to eventbridge, found true",
            "take it out of the record: the next run would disable the schedules")
        : Optional.empty();
  }

  private static Optional<Problem> refusal(
      RebuildSetup.Source source, String message, String hint) {
    Problem problem =
        Problem.of(ProblemCode.GUARD_TARGET, message).withHint(hint).under("x-lavasched");
    return Optional.of(
        source.job().id().map(id -> problem.in(Subject.job(id.text()))).orElse(problem));
  }

  /** A move, and how it ended. */
  record Moved(Schedules schedules, Target to, boolean isPlan, MoveReport report) {}

  private int tell(Moved moved, MoveProgress progress) {
    int code = code(moved.report());
    progress.ended(moved);
    if (options.output.isJson()) {
      MoveJson.write(moved, code, environment.out());
    }
    return code;
  }

  private static int code(MoveReport report) {
    return switch (report.end()) {
      case MOVED, UNCHANGED, PLANNED ->
          report.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR)
              ? ExitCodes.QUARANTINED
              : ExitCodes.OK;
      case STOPPED ->
          report.problems().stream().anyMatch(p -> p.code() == ProblemCode.BROKEN_MARKERS)
              ? ExitCodes.OUTSIDE
              : ExitCodes.INVALID;
      case GUARDED -> ExitCodes.GUARDED;
      case UNDONE, INCOMPLETE -> ExitCodes.OUTSIDE;
    };
  }
}
