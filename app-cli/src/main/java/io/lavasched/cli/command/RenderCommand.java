// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.cli.json.RebuildJson;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.text.RebuildMessages;
import io.lavasched.cli.wiring.Rebuild;

/** The block alone. */
public final class RenderCommand extends RebuildCommand {

  public RenderCommand(Environment environment) {
    super(environment, ExitCode.INVALID, ExitCode.QUARANTINED);
    spec.usageMessage()
        .header("Print the block alone.")
        .description(
            "%nPrints the markers and the lines that run would put between them. The crontab"
                + " is read only if the installed entries of a bad record are to be kept.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched render -r demo --jobs FOLDER --dispatcher Sydney --env"
                + " PATH=/usr/bin:/bin");
  }

  @Override
  public Integer call() {
    Rebuild rebuild = Rebuild.ofBlockAlone(options, environment, spec).get();
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
}
