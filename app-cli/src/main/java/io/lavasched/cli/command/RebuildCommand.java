// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.records.Target;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.option.target.ScheduleOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.wiring.RebuildSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What run, plan and render have in common: one rebuild, told about in one way. */
abstract class RebuildCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  final RebuildOptions options = new RebuildOptions();

  final ScheduleOptions schedules = new ScheduleOptions();

  final CommonOptions common = new CommonOptions(spec);

  final Environment environment;

  RebuildCommand(Environment environment, ExitCode... exitCodes) {
    this.environment = environment;
    options.addTo(spec);
    schedules.addTo(spec, 5);
    CommonOptions.addTo(spec, exitCodes);
  }

  /** Whether the command line or the environment says that the schedules are in the service. */
  final boolean isForSchedules() {
    return schedules.target(environment, spec).filter(Target.EVENTBRIDGE::equals).isPresent();
  }

  /**
   * The same, where they may leave it to the record of the lavasched job: it is not that a run by
   * cron writes on in the crontab of a node that was moved away from it.
   */
  final boolean isForSchedules(RebuildSetup.Source source) {
    boolean isForSchedules =
        schedules.isForSchedules(source.settings().service(), environment, spec);
    if (!isForSchedules) {
      schedules.requireNone(spec);
    }
    return isForSchedules;
  }

  /** Refuses to have the crontab dispatch beside the schedules that the record names. */
  final void requireOneTarget(RebuildSetup.Source source) {
    if (schedules.isAgainst(source.settings().service(), environment, spec)) {
      throw new ParameterException(
          spec.commandLine(),
          "the target crontab must not be against target of x-lavasched, found eventbridge there:"
              + " both would dispatch; lavasched move --to crontab changes over, and then set the"
              + " target of the record to crontab");
    }
  }

  /** The exit code of a rebuild that came to its end. */
  static int done(RebuildPlan plan) {
    return plan.quarantined() > 0 ? ExitCodes.QUARANTINED : ExitCodes.OK;
  }

  /** The exit code of a rebuild that stopped before there was a plan. */
  static int stopped(Stopped stopped) {
    return switch (stopped.reason()) {
      case DISABLED -> ExitCodes.OK;
      case INVALID_RECORDS, INVALID_PARAMETERS -> ExitCodes.INVALID;
      case BROKEN_CRONTAB, CRON_LIMIT -> ExitCodes.OUTSIDE;
    };
  }
}
