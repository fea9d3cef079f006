// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option.target;

import io.lavasched.application.records.ServiceArn;
import io.lavasched.application.records.ServiceSettings;
import io.lavasched.application.records.Target;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.process.Environment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Where the schedules are kept, and what is said of those in EventBridge Scheduler. */
public final class ScheduleOptions {

  private static final String HEADING = "%nWhere the schedules are kept:%n";

  private static final String OF_SERVICE = "%nThe schedules in EventBridge Scheduler:%n";

  private final TargetOptions target = new TargetOptions();

  private final OptionSpec role =
      Options.one(String.class, "ARN", "--schedule-role")
          .description("With eventbridge: the role that the service assumes for each dispatch.")
          .build();

  private final OptionSpec dispatch =
      Options.one(String.class, "ARN", "--dispatch")
          .description(
              "With eventbridge: lava's dispatch helper, the Lambda function or the SNS topic"
                  + " lava-REALM-dispatch.")
          .build();

  private final OptionSpec deadLetter =
      Options.one(String.class, "ARN", "--dead-letter")
          .description(
              "With eventbridge: the SQS queue that gets what could not be delivered. Without it,"
                  + " that is dropped.")
          .build();

  private final OptionSpec maxAge =
      Options.one(String.class, "LENGTH", "--max-age")
          .description(
              "With eventbridge: how long the service tries to deliver a dispatch, 60s to 24h."
                  + " Default: 15m.")
          .build();

  private final OptionSpec group = groupOption();

  private final OptionSpec disabled =
      Options.flag("--disabled")
          .description("With eventbridge: the schedules are made, and not in force.")
          .build();

  /** Of every command that has it. */
  static OptionSpec groupOption() {
    return Options.one(String.class, "NAME", "--schedule-group")
        .description(
            "With eventbridge: the group of the schedules. Default: one that is named after the"
                + " realm and the lavasched job.")
        .build();
  }

  /** Adds them as one group of options. */
  public void addTo(CommandSpec command, int order) {
    Options.addGroup(
        command,
        HEADING,
        order,
        target.option,
        role,
        dispatch,
        deadLetter,
        maxAge,
        group,
        disabled);
  }

  /** The same for a command whose own {@code --max-age} is that of a run. */
  public void addWithoutAge(CommandSpec command, int order) {
    Options.addGroup(
        command, HEADING, order, target.option, role, dispatch, deadLetter, group, disabled);
  }

  /**
   * Whether the schedules are in the service: by the option or the variable, and where both leave
   * it open, by the record of the lavasched job.
   */
  public boolean isForSchedules(
      Optional<ServiceSettings> settings, Environment environment, CommandSpec spec) {
    Optional<Target> given = target(environment, spec);
    Optional<Target> target =
        given.isPresent() || settings.isEmpty() ? given : settings.get().target();
    return target.isPresent() && target.get() == Target.EVENTBRIDGE;
  }

  /** Adds those that say how schedules are made, and not where they are kept. */
  public void addOfServiceTo(CommandSpec command, int order) {
    Options.addGroup(command, OF_SERVICE, order, role, dispatch, deadLetter, maxAge, group);
  }

  /** Whether option or variable name the crontab where the record names the service. */
  public boolean isAgainst(
      Optional<ServiceSettings> settings, Environment environment, CommandSpec spec) {
    return settings.isPresent()
        && settings.get().target().filter(Target.EVENTBRIDGE::equals).isPresent()
        && target(environment, spec).filter(Target.CRONTAB::equals).isPresent();
  }

  /** What the option or the variable says. */
  public Optional<Target> target(Environment environment, CommandSpec spec) {
    return target.given(environment, spec);
  }

  /** Refuses what a crontab has not. */
  public void requireNone(CommandSpec spec) {
    for (OptionSpec option : List.of(role, dispatch, deadLetter, maxAge, group, disabled)) {
      if (Options.value(option).isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            option.longestName()
                + " must come with the target eventbridge: a crontab has no such thing");
      }
    }
  }

  /**
   * Refuses options that have no effect on schedules.
   *
   * @param ofCrontab options that are for a crontab alone
   */
  public static void refuse(List<OptionSpec> ofCrontab, CommandSpec spec) {
    for (OptionSpec option : ofCrontab) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(),
            option.longestName()
                + " must not come with the target eventbridge: it is for a crontab alone");
      }
    }
  }

  /** What these options say, but for the target; checked. */
  public ServiceSettings given(CommandSpec spec) {
    return new ServiceSettings(
        Optional.empty(),
        arn(role, ServiceArn.ROLE, spec),
        arn(dispatch, ServiceArn.DISPATCH, spec),
        arn(deadLetter, ServiceArn.DEAD_LETTER, spec),
        age(spec),
        group(group, spec),
        Options.value(disabled));
  }

  private static Optional<String> arn(OptionSpec option, ServiceArn kind, CommandSpec spec) {
    Optional<String> given = Options.value(option);
    given
        .flatMap(kind::problem)
        .ifPresent(
            wrong -> {
              throw new ParameterException(spec.commandLine(), option.longestName() + " " + wrong);
            });
    return given;
  }

  private OptionalInt age(CommandSpec spec) {
    Optional<String> given = Options.value(maxAge);
    if (given.isEmpty()) {
      return OptionalInt.empty();
    }
    OptionalInt seconds = ServiceSettings.maxAge(given.get());
    if (seconds.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--max-age " + ServiceSettings.notMaxAge(given.get()));
    }
    return seconds;
  }

  /** The group that was named. */
  static Optional<GroupName> group(OptionSpec option, CommandSpec spec) {
    Optional<String> given = Options.value(option);
    if (given.isPresent() && !GroupName.isName(given.get())) {
      throw new ParameterException(
          spec.commandLine(), option.longestName() + " " + ServiceSettings.notGroup(given.get()));
    }
    return given.map(GroupName::new);
  }
}
