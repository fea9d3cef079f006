// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.application.plan.Guard;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What may go although a guard would stop it. */
public final class GuardOptions {

  private static final String HEADING = "%nAllow what looks like a mistake:%n";

  private final OptionSpec empty =
      Options.flag("--allow-empty").description("Remove all entries of the block.").build();

  private final OptionSpec lockout =
      Options.flag("--allow-lockout")
          .description("Remove the entry that dispatches the rebuild itself.")
          .build();

  private final OptionSpec massRemoval =
      Options.flag("--allow-mass-removal")
          .description("Remove more than half of the entries, if there are ten or more.")
          .build();

  private final OptionSpec ignoredCronTz =
      Options.flag("--allow-ignored-cron-tz")
          .description(
              "Ignore the zone of CRON_TZ, if the cron at hand does not support it. Otherwise"
                  + " that is an error of the lavasched job.")
          .build();

  public void addTo(CommandSpec command, int order) {
    Options.addGroup(command, HEADING, order, empty, lockout, massRemoval, ignoredCronTz);
  }

  /** Those that say something about a crontab, and nothing about schedules. */
  public List<OptionSpec> ofCrontabAlone() {
    return List.of(ignoredCronTz);
  }

  public Set<Guard> allowed() {
    Set<Guard> allowed = EnumSet.noneOf(Guard.class);
    if (Options.isOn(empty)) {
      allowed.add(Guard.EMPTY);
    }
    if (Options.isOn(lockout)) {
      allowed.add(Guard.LOCKOUT);
    }
    if (Options.isOn(massRemoval)) {
      allowed.add(Guard.MASS_REMOVAL);
    }
    if (Options.isOn(ignoredCronTz)) {
      allowed.add(Guard.IGNORED_CRON_TZ);
    }
    return allowed;
  }
}
