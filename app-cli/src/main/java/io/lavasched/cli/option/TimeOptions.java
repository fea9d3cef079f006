// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.cli.process.Environment;
import io.lavasched.domain.schedule.WindowTime;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Which time to assume. */
public final class TimeOptions {

  private static final String HEADING = "%nWhich time to assume:%n";

  private final OptionSpec now =
      Options.one(String.class, "INSTANT", "--now")
          .description("ISO 8601; without an offset, in the zone. Default: now.")
          .build();

  private final OptionSpec zone =
      Options.one(String.class, "ZONE", "--zone")
          // Asked for by the completion script alone: there are some 600.
          .completionCandidates(() -> new TreeSet<>(ZoneId.getAvailableZoneIds()).iterator())
          .description(
              "The node's own zone, such as Australia/Sydney. Default: that of this machine.")
          .build();

  public void addTo(CommandSpec command, int order) {
    Options.addGroup(command, HEADING, order, now, zone);
  }

  public boolean isZoneGiven() {
    return Options.value(zone).isPresent();
  }

  public boolean isNowGiven() {
    return Options.value(now).isPresent();
  }

  public ZoneId zone(Environment environment, CommandSpec spec) {
    Optional<String> given = Options.value(zone);
    if (given.isEmpty()) {
      return environment.zone();
    }
    String name = given.get();
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      String hint =
          Suggestions.hint(name, ZoneId.getAvailableZoneIds()).map(h -> "; " + h).orElse("");
      throw new ParameterException(
          spec.commandLine(), "--zone: must be a time zone, found " + Quoted.of(name) + hint);
    }
  }

  public Instant now(Environment environment, CommandSpec spec) {
    Optional<String> given = Options.value(now);
    if (given.isEmpty()) {
      return environment.clock().instant();
    }
    return WindowTime.parse(given.get())
        .fold(
            ok -> ok.get().toInstant(zone(environment, spec)),
            bad -> {
              throw new ParameterException(
                  spec.commandLine(), "--now: " + SourceOptions.message(bad.problems().get(0)));
            });
  }
}
