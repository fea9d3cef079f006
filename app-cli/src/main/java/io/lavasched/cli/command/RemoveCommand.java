// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.install.RemoveBlock;
import io.lavasched.application.install.RemoveOutcome;
import io.lavasched.application.install.RemovePlan;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.cli.diff.UnifiedDiff;
import io.lavasched.cli.json.RemoveJson;
import io.lavasched.cli.option.target.GroupOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.schedules.SchedulesGroup;
import io.lavasched.cli.schedules.SchedulesRemove;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.RemoveMessages;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.problem.Parsed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Takes the block out of the crontab. */
public final class RemoveCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final ChangeOptions options = new ChangeOptions();

  private final GroupOptions group = new GroupOptions();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  public RemoveCommand(Environment environment) {
    this.environment = environment;
    options.addTo(spec);
    group.addTo(spec, 1);
    CommonOptions.addTo(spec);
    spec.usageMessage()
        .header("Take the block out of the crontab.")
        .description(
            "%nRemoves the two markers and all lines between them; all other lines keep every byte."
                + " The old crontab is kept first, so that `lavasched restore latest` undoes it."
                + " Without a block nothing is written. The next run makes a new block: first stop"
                + " what starts it, such as a timer or a lavasched job.%n%nWith --target eventbridge,"
                + " --realm and --job, it deletes the schedules of lavasched in the group of that"
                + " lavasched job. The group stays, and so does what lavasched did not make.")
        .footer("", "Examples:", "  lavasched remove --diff", "  lavasched remove");
  }

  @Override
  public Integer call() {
    if (group.isForSchedules(environment, spec)) {
      return schedules();
    }
    Optional<Path> file = options.file();
    RunLimit limit = Wiring.runLimit(environment, spec);
    CrontabStore crontab = limit.guard(Wiring.crontab(file, environment, spec));
    CrontabArchive archive = Wiring.archive(file, environment);
    RemoveBlock useCase = new RemoveBlock(crontab, archive, Wiring.memory(file, environment));
    Messages messages = common.messages(environment);
    RemoveMessages told = new RemoveMessages(messages, crontab, archive, file.isPresent());
    RemoveJson json = new RemoveJson(crontab, archive);
    if (options.isDiff()) {
      return tellPlan(useCase.plan(), told, json);
    }
    return options.lock.whileAlone(
        limit, messages, environment, spec, useCase::run, outcome -> tell(outcome, told, json));
  }

  private int schedules() {
    options.refuseFile(spec);
    RunLimit limit = Wiring.runLimit(environment, spec);
    Messages messages = common.messages(environment);
    SchedulesRemove remove =
        new SchedulesRemove(
            SchedulesGroup.of(group, limit, environment, spec),
            messages,
            environment,
            options.isJson());
    return options.isDiff()
        ? remove.plan(common.outColours(environment))
        : options.lock.whileAlone(limit, messages, environment, spec, remove::run, remove::ran);
  }

  private int tellPlan(Parsed<RemovePlan> plan, RemoveMessages told, RemoveJson json) {
    int code = plan.fold(ok -> ExitCodes.OK, bad -> ExitCodes.OUTSIDE);
    told.plan(plan);
    if (options.isJson()) {
      json.writePlan(plan, code, environment.out());
    } else {
      plan.value()
          .map(UnifiedDiff::of)
          .ifPresent(diff -> diff.print(environment.out(), common.outColours(environment)));
    }
    return code;
  }

  private int tell(Parsed<RemoveOutcome> outcome, RemoveMessages told, RemoveJson json) {
    int code = outcome.fold(ok -> ExitCodes.of(ok.get().result()), bad -> ExitCodes.OUTSIDE);
    told.after(outcome);
    if (options.isJson()) {
      json.writeOutcome(outcome, code, environment.out());
    }
    return code;
  }
}
