// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** What run, plan and render have in common: one rebuild, told about in one way. */
abstract class RebuildCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  final RebuildOptions options = new RebuildOptions();

  final CommonOptions common = new CommonOptions(spec);

  final Environment environment;

  RebuildCommand(Environment environment, ExitCode... exitCodes) {
    this.environment = environment;
    options.addTo(spec);
    CommonOptions.addTo(spec, exitCodes);
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
