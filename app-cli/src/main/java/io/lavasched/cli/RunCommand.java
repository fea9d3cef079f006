package io.lavasched.cli;

import io.lavasched.domain.usecase.RebuildOutcome;
import picocli.CommandLine.Command;

/** The main job. */
@Command(
    name = "run",
    header = "Rebuild the block and install the crontab.",
    description = {
      "%nReads the job records of the lavasched job's dispatchers, makes the block of crontab lines,"
          + " and puts it into the crontab of this account. All other lines keep every byte. When"
          + " nothing changes, nothing is written. A bad record never stops the others."
    },
    footer = {
      "",
      "Examples:",
      "  lavasched run -r prod --job demo/schedule-01",
      "  lavasched run -r demo --jobs examples/realm --job demo/schedule-01 --crontab-file demo.crontab"
    })
final class RunCommand extends RebuildCommand {

  RunCommand(Environment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    Rebuild rebuild = Rebuild.of(options, environment, spec);
    RebuildOutcome outcome = rebuild.useCase().run(rebuild.request());
    int code =
        outcome.fold(
            RebuildCommand::stopped,
            unchanged -> done(unchanged.plan()),
            installed -> done(installed.plan()),
            refused -> ExitCodes.OUTSIDE,
            putBack -> ExitCodes.OUTSIDE);
    new RebuildTalk(common.talk(environment), rebuild).afterRun(outcome);
    if (options.output.isJson()) {
      RebuildJson.of(rebuild, outcome).write("run", code, environment.out());
    }
    return code;
  }
}
