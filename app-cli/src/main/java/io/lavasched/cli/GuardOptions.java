package io.lavasched.cli;

import io.lavasched.domain.usecase.Guard;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What may go although a guard would stop it. */
final class GuardOptions {

  private static final String HEADING = "%nWhat may go, although it looks like a mistake:%n";

  private final OptionSpec empty =
      Options.flag("--allow-empty")
          .description("All entries of the block. Without it, that is refused.")
          .build();

  private final OptionSpec lockout =
      Options.flag("--allow-lockout")
          .description(
              "The entry of the lavasched job itself, without which nobody rebuilds again.")
          .build();

  private final OptionSpec massRemoval =
      Options.flag("--allow-mass-removal")
          .description("More than half of the entries, where there are ten or more.")
          .build();

  private final OptionSpec ignoredCronTz =
      Options.flag("--allow-ignored-cron-tz")
          .description(
              "The zone that CRON_TZ means, where the cron at hand does not support it. Without"
                  + " this, that is an error of the lavasched job.")
          .build();

  void addTo(CommandSpec command, int order) {
    Options.addGroup(command, HEADING, order, empty, lockout, massRemoval, ignoredCronTz);
  }

  Set<Guard> allowed() {
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
