// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.application.records.Target;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.cli.process.Environment;
import io.lavasched.domain.text.Quoted;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Where the schedules are kept. */
public final class TargetOptions {

  private static final String HEADING = "%nWhat the records are for:%n";

  private static final String VARIABLE = "LAVASCHED_TARGET";

  /** To be put into a group of options; see also {@link #addTo}. */
  public final OptionSpec option =
      Options.one(Target.class, "crontab|eventbridge", "--target")
          .description(
              "Where the schedules are kept: eventbridge is AWS EventBridge Scheduler, which goes"
                  + " by the zone of CRON_TZ or --zone. Default: LAVASCHED_TARGET, for run, plan and"
                  + " render target in x-lavasched of the lavasched job, crontab.")
          .build();

  public void addTo(CommandSpec command, int order) {
    Options.addGroup(command, HEADING, order, option);
  }

  public Target of(Environment environment, CommandSpec spec) {
    return given(environment, spec).orElse(Target.CRONTAB);
  }

  /** What the option or the variable says. */
  public Optional<Target> given(Environment environment, CommandSpec spec) {
    Optional<Target> given = Options.value(option);
    if (given.isPresent()) {
      return given;
    }
    Optional<String> variable = environment.variable(VARIABLE);
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    for (Target each : Target.values()) {
      if (each.text().equalsIgnoreCase(variable.get())) {
        return Optional.of(each);
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        VARIABLE + " must be crontab or eventbridge, found " + Quoted.of(variable.get()));
  }

  /** The zone of {@code --zone}, where the schedules are kept in EventBridge Scheduler. */
  public static Optional<ZoneId> zone(TimeOptions time, Environment environment, CommandSpec spec) {
    Optional<ZoneId> given =
        time.isZoneGiven() ? Optional.of(time.zone(environment, spec)) : Optional.empty();
    if (given.isPresent() && ServiceZone.of(given.get()).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--zone: must be one of the tz database for EventBridge Scheduler, such as"
              + " Asia/Kolkata, found "
              + Quoted.of(given.get().getId()));
    }
    return given;
  }
}
