// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.cli.json.RebuildJson;
import io.lavasched.cli.option.GuardOptions;
import io.lavasched.cli.option.MetricsOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.schedules.Schedules;
import io.lavasched.cli.schedules.SchedulesRebuild;
import io.lavasched.cli.schedules.SchedulesSetup;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.RebuildMessages;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.RebuildSetup;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.RunReporter;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.problem.Problem;
import java.util.Optional;
import java.util.function.Predicate;

/** The main job. */
public final class RunCommand extends RebuildCommand implements Reporting {

  private final GuardOptions guards = new GuardOptions();

  private final LockOption lock = new LockOption();

  private final MetricsOptions metrics = new MetricsOptions();

  private Optional<RunReporter> reporter = Optional.empty();

  public RunCommand(Environment environment) {
    super(environment, ExitCode.INVALID, ExitCode.QUARANTINED, ExitCode.GUARDED);
    guards.addTo(spec, 5);
    metrics.addTo(spec, 6);
    lock.addTo(spec);
    spec.usageMessage()
        .header("Rebuild the block and install the crontab.")
        .description(
            "%nReads the job records of the lavasched job's dispatchers, makes the block of"
                + " crontab lines, and puts it into the crontab of this account. All other lines"
                + " keep every byte. If nothing changes, nothing is written; otherwise the old"
                + " crontab is kept first (see restore). A bad record never stops the others.%n%nWith --target eventbridge"
                + " it brings the schedules of a group in AWS EventBridge Scheduler in line with the"
                + " records instead.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched run -r prod --job demo/schedule-01",
            "  lavasched run -r demo --jobs FOLDER --job demo/schedule-01 --crontab-file"
                + " demo.crontab");
  }

  @Override
  public Integer call() {
    RunReporter report = RunReporter.begin(options, metrics, environment, spec);
    reporter = Optional.of(report);
    try {
      return run(report);
    } catch (RuntimeException | Error e) {
      report.failed(e);
      throw e;
    }
  }

  @Override
  public void print(int exitCode) {
    if (reporter.isPresent()) {
      reporter.get().print(exitCode);
    }
  }

  @Override
  public void ended(int exitCode) {
    if (reporter.isPresent()) {
      for (StoreException failure : reporter.get().end(exitCode)) {
        common.messages(environment).warning(failure.getMessage());
      }
    }
  }

  private int run(RunReporter report) {
    metrics.check(!options.output.isJson(), spec);
    RunLimit limit = Wiring.runLimit(environment, spec);
    RebuildSetup setup = RebuildSetup.of(options, guards.allowed(), limit, environment, spec);
    Messages messages = common.messages(environment);
    if (isForSchedules()) {
      schedulesSetup().group(setup).ifPresent(group -> report.isFor(group.text()));
    }
    return lock.whileAlone(
        limit, messages, environment, spec, () -> work(setup, limit, report, messages), Told::tell);
  }

  /** What is left to do when the lock is free again. */
  private interface Told {

    /** Says how it ended; the exit code. */
    int tell();
  }

  private Told work(RebuildSetup setup, RunLimit limit, RunReporter report, Messages messages) {
    RebuildSetup.Source source = setup.read();
    requireOneTarget(source);
    if (isForSchedules(source)) {
      return schedules(setup, source, limit, report, messages);
    }
    Done done = Done.of(setup.crontab(source), this::isRead);
    return () -> tell(done, report, messages);
  }

  private Told schedules(
      RebuildSetup setup,
      RebuildSetup.Source source,
      RunLimit limit,
      RunReporter report,
      Messages messages) {
    Schedules ready = schedulesSetup().ready(setup, source, limit);
    report.isFor(ready.group().text());
    SchedulesRebuild rebuild =
        new SchedulesRebuild(ready, messages, environment, options.output.isJson());
    SchedulesOutcome outcome = rebuild.run();
    return () -> rebuild.ran(outcome, report);
  }

  private SchedulesSetup schedulesSetup() {
    return new SchedulesSetup(options, schedules, environment, spec)
        .without(guards.ofCrontabAlone());
  }

  /** A rebuild, and how it ended. */
  private record Done(Rebuild rebuild, RebuildOutcome outcome) {

    static Done of(Rebuild rebuild, Predicate<Problem> isRead) {
      return new Done(
          rebuild,
          rebuild
              .useCase()
              .run(
                  rebuild.request(), problem -> !rebuild.isQuiet(problem) && isRead.test(problem)));
    }
  }

  private boolean isRead(Problem problem) {
    return options.output.isJson()
        || common.messages(environment).isOn(Messages.levelOf(problem.severity()));
  }

  private int tell(Done done, RunReporter report, Messages messages) {
    Rebuild rebuild = done.rebuild();
    RebuildOutcome outcome = done.outcome();
    report.is(rebuild, outcome);
    int code =
        outcome.fold(
            RebuildCommand::stopped,
            unchanged -> done(unchanged.plan()),
            guarded -> ExitCodes.GUARDED,
            written ->
                written.result() instanceof InstallResult.Installed
                    ? done(written.plan())
                    : ExitCodes.OUTSIDE);
    new RebuildMessages(messages, rebuild).afterRun(outcome);
    if (options.output.isJson()) {
      RebuildJson.of(rebuild, outcome).ofRun().write("run", code, environment.out());
    }
    return code;
  }
}
