// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.plan.ComingPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.cli.diff.UnifiedDiff;
import io.lavasched.cli.json.RebuildJson;
import io.lavasched.cli.option.GuardOptions;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.UntilOption;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.schedules.SchedulesRebuild;
import io.lavasched.cli.schedules.SchedulesSetup;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.ComingText;
import io.lavasched.cli.text.RebuildMessages;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.RebuildSetup;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.Wiring;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** What run would do. */
public final class PlanCommand extends RebuildCommand {

  private final GuardOptions guards = new GuardOptions();

  private final OptionSpec exitCode =
      Options.flag("--exit-code").description("Exit with 10 if there are changes.").build();

  private final UntilOption until = new UntilOption();

  public PlanCommand(Environment environment) {
    super(environment, ExitCode.INVALID, ExitCode.QUARANTINED, ExitCode.GUARDED, ExitCode.CHANGES);
    guards.addTo(spec, 5);
    spec.addOption(exitCode);
    spec.addOption(until.option);
    spec.usageMessage()
        .header("Show what run would change; write nothing.")
        .description(
            "%nPrints a unified diff of the crontab on standard output, and a line for each"
                + " job on standard error. If a guard would stop run, plan says so and exits with"
                + " 4.%n%nWith --until, it also prints the changes that windows of schedules make"
                + " until then when they begin and end: the time of each, and the lines that the"
                + " first run from then on removes and adds.%n%nWith --target"
                + " eventbridge, it prints one line for each schedule that run would create (+) or"
                + " delete (-), and one for each setting that it would change (~).")
        .footer(
            "",
            "Examples:",
            "  lavasched plan -r prod --job demo/schedule-01",
            "  lavasched plan -r prod --job demo/schedule-01 --now 2026-12-24 --exit-code",
            "  lavasched plan -r prod --job demo/schedule-01 --until 26w");
  }

  @Override
  public Integer call() {
    RebuildSetup setup = RebuildSetup.of(options, guards.allowed(), environment, spec);
    Optional<Instant> end = until();
    if (isForSchedules()) {
      schedulesSetup();
    }
    RebuildSetup.Source source = setup.read();
    requireOneTarget(source);
    if (isForSchedules(source)) {
      return schedules(setup, source);
    }
    Rebuild rebuild = setup.crontab(source);
    Optional<ComingPlan> coming = end.map(e -> rebuild.useCase().planUntil(rebuild.request(), e));
    PlanOutcome outcome =
        coming.map(ComingPlan::outcome).orElseGet(() -> rebuild.useCase().plan(rebuild.request()));
    int code = outcome.fold(RebuildCommand::stopped, ready -> code(ready.plan()));
    new RebuildMessages(common.messages(environment), rebuild).afterPlan(outcome);
    if (options.output.isJson()) {
      RebuildJson json = RebuildJson.of(rebuild, outcome);
      coming.map(json::with).orElse(json).write("plan", code, environment.out());
    } else if (outcome instanceof PlanOutcome.Ready ready) {
      Colours colours = common.outColours(environment);
      UnifiedDiff.of(ready.plan()).print(environment.out(), colours);
      coming.ifPresent(
          c -> ComingText.print(c, rebuild.request().node().zone(), environment.out(), colours));
    }
    return code;
  }

  private int schedules(RebuildSetup setup, RebuildSetup.Source source) {
    RunLimit limit = Wiring.runLimit(environment, spec);
    return new SchedulesRebuild(
            schedulesSetup().ready(setup, source, limit),
            common.messages(environment),
            environment,
            options.output.isJson())
        .plan(Options.isOn(exitCode), common.outColours(environment));
  }

  private SchedulesSetup schedulesSetup() {
    List<OptionSpec> ofCrontab = new ArrayList<>(guards.ofCrontabAlone());
    ofCrontab.add(until.option);
    return new SchedulesSetup(options, schedules, environment, spec).without(ofCrontab);
  }

  private Optional<Instant> until() {
    ZoneId zone = options.time.zone(environment, spec);
    return until.until(options.time.now(environment, spec), zone, spec);
  }

  private int code(RebuildPlan plan) {
    if (!plan.refusals().isEmpty()) {
      return ExitCodes.GUARDED;
    }
    return Options.isOn(exitCode) && plan.hasChanges() ? ExitCodes.DIFFERENT : done(plan);
  }
}
