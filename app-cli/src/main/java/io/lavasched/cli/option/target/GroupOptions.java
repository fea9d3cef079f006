// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option.target;

import io.lavasched.application.records.Target;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.cli.option.JobChoice;
import io.lavasched.cli.option.JobOptions;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.domain.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Which group of schedules, for the commands that read no job records. */
public final class GroupOptions {

  private static final String HEADING = "%nWhere the schedules are kept:%n";

  private final TargetOptions target = new TargetOptions();

  /** Of these, only those of the realm and of AWS are options here. */
  public final SourceOptions source = new SourceOptions();

  private final JobOptions job = new JobOptions();

  private final OptionSpec group = ScheduleOptions.groupOption();

  /** Adds them as one group of options. */
  public void addTo(CommandSpec command, int order) {
    List<OptionSpec> all = new ArrayList<>();
    all.add(target.option);
    all.addAll(ofGroup());
    Options.addGroup(command, HEADING, order, all.toArray(OptionSpec[]::new));
  }

  private List<OptionSpec> ofGroup() {
    List<OptionSpec> options = new ArrayList<>(source.ofService());
    options.add(job.jobOption());
    options.add(group);
    return options;
  }

  /** Whether the schedules are in EventBridge Scheduler; options of it are refused otherwise. */
  public boolean isForSchedules(Environment environment, CommandSpec spec) {
    if (target.of(environment, spec) == Target.EVENTBRIDGE) {
      return true;
    }
    for (OptionSpec option : ofGroup()) {
      if (Options.value(option).isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            option.longestName()
                + " must come with the target eventbridge: a crontab has no such thing");
      }
    }
    return false;
  }

  /** The lavasched job, whose group it is. */
  public JobId job(CommandSpec spec) {
    return job.job()
        .map(id -> JobChoice.value("--job", JobId.parse(id), spec))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--job must name the lavasched job whose group it is, found none"));
  }

  /** The group that was named. */
  public Optional<GroupName> group(CommandSpec spec) {
    return ScheduleOptions.group(group, spec);
  }
}
