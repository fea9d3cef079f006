package io.lavasched.cli;

import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Suggestions;
import io.lavasched.domain.schedule.WindowTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which time it is taken to be. */
@SuppressWarnings("NullAway") // picocli leaves null what was not given
final class TimeOptions {

  static final String HEADING = "%nWhich time it is taken to be:%n";

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description = "ISO 8601; without an offset, in the zone. Default: now.")
  private String now;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The node's own zone, such as Australia/Sydney. Default: that of this machine.")
  private String zone;

  ZoneId zone(Environment environment, CommandSpec spec) {
    if (zone == null) {
      return environment.zone();
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      String hint =
          Suggestions.hint(zone, ZoneId.getAvailableZoneIds()).map(h -> "; " + h).orElse("");
      throw new ParameterException(
          spec.commandLine(), "--zone: must be a time zone, found " + Quoted.of(zone) + hint);
    }
  }

  Instant now(Environment environment, CommandSpec spec) {
    if (now == null) {
      return environment.clock().instant();
    }
    return WindowTime.parse(now)
        .fold(
            ok -> ok.get().toInstant(zone(environment, spec)),
            bad -> {
              throw new ParameterException(
                  spec.commandLine(), "--now: " + SourceOptions.message(bad.problems().get(0)));
            });
  }
}
