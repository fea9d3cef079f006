// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.install.KeptCrontabs;
import io.lavasched.application.install.RestoreCrontab;
import io.lavasched.application.install.RestoreOutcome;
import io.lavasched.application.install.RestorePlan;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.UnreachableCrontab;
import io.lavasched.cli.diff.UnifiedDiff;
import io.lavasched.cli.json.RestoreJson;
import io.lavasched.cli.option.BackupChoice;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.target.GroupOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.schedules.SchedulesGroup;
import io.lavasched.cli.schedules.SchedulesRestore;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.RestoreMessages;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.Wiring;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** The kept crontabs: lists them, shows one, puts one back. */
public final class RestoreCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final PositionalParamSpec backup =
      PositionalParamSpec.builder()
          .type(String.class)
          .arity("0..1")
          .paramLabel("BACKUP")
          .description(
              "A number or name from the list, or the start of a name; or latest: the newest"
                  + " one that differs from the installed crontab and was not found after a failed"
                  + " install.")
          .build();

  private final ChangeOptions options = new ChangeOptions();

  private final GroupOptions group = new GroupOptions();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  public RestoreCommand(Environment environment) {
    this.environment = environment;
    spec.addPositional(backup);
    options.addTo(spec);
    group.addTo(spec, 1);
    CommonOptions.addTo(spec);
    spec.usageMessage()
        .header("List the kept crontabs, or put one back.")
        .description(
            "%nEach install keeps the crontab that it replaces, and the one that it makes;"
                + " the newest 20 stay. Without BACKUP they are listed, newest first: number and"
                + " name, when it was kept, its entries, and how many lines the next install added"
                + " and removed. What was found after a failed install is kept too, and marked."
                + " With BACKUP that crontab is put back. The one that it replaces is kept, so that"
                + " a restore can be undone. The next run rebuilds the block from the job records"
                + " again.%n%nWith --target eventbridge, --realm and --job, it is about the schedules of the"
                + " group of that lavasched job.")
        .footer(
            "",
            "Examples:",
            "  lavasched restore",
            "  lavasched restore latest --diff",
            "  lavasched restore 2");
  }

  @Override
  public Integer call() {
    if (group.isForSchedules(environment, spec)) {
      return schedules();
    }
    Optional<Path> file = options.file();
    RunLimit limit = Wiring.runLimit(environment, spec);
    CrontabStore crontab = limit.guard(crontab(file));
    CrontabArchive archive = Wiring.archive(file, environment);
    RestoreCrontab useCase = new RestoreCrontab(crontab, archive, Wiring.memory(file, environment));
    Messages messages = common.messages(environment);
    RestoreMessages told = new RestoreMessages(messages, crontab, archive, environment);
    RestoreJson json = new RestoreJson(crontab, archive);
    Optional<String> wanted = Options.value(backup);
    if (wanted.isEmpty()) {
      requireNoDiff();
      return list(useCase.list(), told, json);
    }
    if (options.isDiff()) {
      plan(useCase.plan(new BackupChoice(crontab, archive, spec).of(wanted.get())), told, json);
      return ExitCodes.OK;
    }
    return options.lock.whileAlone(
        limit,
        messages,
        environment,
        spec,
        () -> useCase.run(new BackupChoice(crontab, archive, spec).of(wanted.get())),
        outcome -> tell(outcome, told, json));
  }

  private int schedules() {
    options.refuseFile(spec);
    RunLimit limit = Wiring.runLimit(environment, spec);
    Messages messages = common.messages(environment);
    SchedulesRestore restore =
        new SchedulesRestore(
            SchedulesGroup.of(group, limit, environment, spec),
            messages,
            environment,
            options.isJson(),
            spec);
    Optional<String> wanted = Options.value(backup);
    if (wanted.isEmpty()) {
      requireNoDiff();
      return restore.list();
    }
    return options.isDiff()
        ? restore.plan(wanted.get(), common.outColours(environment))
        : options.lock.whileAlone(
            limit, messages, environment, spec, () -> restore.run(wanted.get()), restore::ran);
  }

  private void requireNoDiff() {
    if (options.isDiff()) {
      throw new ParameterException(
          spec.commandLine(), "--diff must have a BACKUP to compare with, found none");
    }
  }

  private int tell(RestoreOutcome outcome, RestoreMessages told, RestoreJson json) {
    int code = ExitCodes.of(outcome.result());
    told.after(outcome);
    if (options.isJson()) {
      json.write(outcome, code, environment.out());
    }
    return code;
  }

  /** Where only the list is wanted, that comes even without a crontab to compare with. */
  private CrontabStore crontab(Optional<Path> file) {
    try {
      return Wiring.crontab(file, environment, spec);
    } catch (StoreException e) {
      if (Options.value(backup).isEmpty()) {
        return new UnreachableCrontab(e);
      }
      throw e;
    }
  }

  private int list(KeptCrontabs all, RestoreMessages told, RestoreJson json) {
    int code = all.failures().isEmpty() ? ExitCodes.OK : ExitCodes.OUTSIDE;
    if (options.isJson()) {
      told.failures(all);
      json.write(all, code, environment.out());
    } else {
      told.list(all);
    }
    return code;
  }

  private void plan(RestorePlan plan, RestoreMessages told, RestoreJson json) {
    told.plan(plan);
    if (options.isJson()) {
      json.write(plan, environment.out());
    } else {
      UnifiedDiff.of(plan).print(environment.out(), common.outColours(environment));
    }
  }
}
