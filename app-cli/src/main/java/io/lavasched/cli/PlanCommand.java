package io.lavasched.cli;

import io.lavasched.domain.usecase.PlanOutcome;
import io.lavasched.domain.usecase.RebuildPlan;
import picocli.CommandLine.Model.OptionSpec;

/** What run would do. */
final class PlanCommand extends RebuildCommand {

  private final GuardOptions guards = new GuardOptions();

  private final OptionSpec exitCode =
      Options.flag("--exit-code").description("Exit with 10 if there are changes.").build();

  PlanCommand(Environment environment) {
    super(environment);
    guards.addTo(spec, 5);
    spec.addOption(exitCode);
    spec.usageMessage()
        .header("Show what run would change; write nothing.")
        .description(
            "%nPrints a unified diff of the crontab on standard output, and a line for each job on standard"
                + " error. Where a guard would stop run, it says so, and exits with 4.")
        .footer(
            "",
            "Examples:",
            "  lavasched plan -r prod --job demo/schedule-01",
            "  lavasched plan -r prod --job demo/schedule-01 --now 2026-12-24 --exit-code");
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
    return Options.isOn(exitCode) && plan.hasChanges() ? ExitCodes.DIFFERENT : done(plan);
  }
}
