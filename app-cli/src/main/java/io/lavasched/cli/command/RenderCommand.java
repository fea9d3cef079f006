// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.cli.json.RebuildJson;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.schedules.SchedulesRebuild;
import io.lavasched.cli.schedules.SchedulesSetup;
import io.lavasched.cli.text.RebuildMessages;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.RebuildSetup;
import io.lavasched.cli.wiring.Wiring;
import java.util.List;

/** The block alone. */
public final class RenderCommand extends RebuildCommand {

  public RenderCommand(Environment environment) {
    super(environment, ExitCode.INVALID, ExitCode.QUARANTINED);
    spec.usageMessage()
        .header("Print the block alone.")
        .description(
            "%nPrints the markers and the lines that run would put between them. The crontab"
                + " is read only if the installed entries of a bad record are to be kept.%n%nWith --target"
                + " eventbridge, it prints the schedules that run would make, and does not look at"
                + " the group; -o json has them as the requests that make them.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched render -r demo --jobs FOLDER --dispatcher Sydney --env"
                + " PATH=/usr/bin:/bin");
  }

  @Override
  public Integer call() {
    RebuildSetup setup = RebuildSetup.ofBlockAlone(options, environment, spec);
    if (isForSchedules()) {
      schedulesSetup();
    }
    RebuildSetup.Source source = setup.read();
    if (isForSchedules(source)) {
      return new SchedulesRebuild(
              schedulesSetup().unread(setup, source, Wiring.runLimit(environment, spec)),
              common.messages(environment),
              environment,
              options.output.isJson())
          .render();
    }
    Rebuild rebuild = setup.crontab(source);
    PlanOutcome outcome = rebuild.useCase().render(rebuild.request());
    int code = outcome.fold(RebuildCommand::stopped, ready -> done(ready.plan()));
    new RebuildMessages(common.messages(environment), rebuild).afterRender(outcome);
    if (options.output.isJson()) {
      RebuildJson.of(rebuild, outcome).write("render", code, environment.out());
    } else if (outcome instanceof PlanOutcome.Ready ready) {
      environment.out().print(ready.plan().block().text());
    }
    return code;
  }

  private SchedulesSetup schedulesSetup() {
    return new SchedulesSetup(options, schedules, List.of(), environment, spec);
  }
}
