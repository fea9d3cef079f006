package io.lavasched.cli;

import io.lavasched.domain.usecase.PlanOutcome;
import io.lavasched.domain.usecase.RebuildPlan;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What run would do. */
@Command(
    name = "plan",
    header = "Show what run would change; write nothing.",
    description = {
      "%nPrints a unified diff of the crontab on standard output, and a line for each job on standard"
          + " error. Where a guard would stop run, it says so, and exits with 4."
    },
    footer = {
      "",
      "Examples:",
      "  lavasched plan -r prod --job demo/schedule-01",
      "  lavasched plan -r prod --job demo/schedule-01 --now 2026-12-24 --exit-code"
    })
final class PlanCommand extends RebuildCommand {

  @ArgGroup(validate = false, heading = GuardOptions.HEADING, order = 5)
  private final GuardOptions guards = new GuardOptions();

  @Option(names = "--exit-code", description = "Exit with 10 if there are changes.")
  private boolean exitCode;

  PlanCommand(Environment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    Rebuild rebuild = Rebuild.of(options, guards.allowed(), environment, spec).get();
    PlanOutcome outcome = rebuild.useCase().plan(rebuild.request());
    int code = outcome.fold(RebuildCommand::stopped, ready -> code(ready.plan()));
    new RebuildTalk(common.talk(environment), rebuild).afterPlan(outcome);
    if (options.output.isJson()) {
      RebuildJson.of(rebuild, outcome).write("plan", code, environment.out());
    } else if (outcome instanceof PlanOutcome.Ready ready) {
      UnifiedDiff.of(ready.plan()).print(environment.out(), common.outColours(environment));
    }
    return code;
  }

  private int code(RebuildPlan plan) {
    if (!plan.refusals().isEmpty()) {
      return ExitCodes.GUARDED;
    }
    return exitCode && plan.hasChanges() ? ExitCodes.DIFFERENT : done(plan);
  }
}
