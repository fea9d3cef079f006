// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.domain.schedule.WindowTime;
import io.lavasched.domain.text.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** How far to look ahead. */
public final class UntilOption {

  /** There are schedules for each minute: without a ceiling nobody would see the end of them. */
  private static final int MOST_DAYS = 3_660;

  /** Of every command that has this option. */
  static final String DESCRIPTION =
      "Up to this time: ISO 8601 (without an offset, in the zone), or a length of time, such as"
          + " 90m, 36h, 2d or 1w3d (a day is 24 hours). That is counted from now on, for audit"
          + " back from now. At most 3660 days from now; for audit, not after now, and 10m by"
          + " default.";

  /** To be put into a group of options. */
  public final OptionSpec option =
      Options.one(String.class, "INSTANT", "--until").description(DESCRIPTION).build();

  /**
   * The last instant to look at.
   *
   * @return empty if it was not given
   */
  public Optional<Instant> until(Instant now, ZoneId zone, CommandSpec spec) {
    return Options.<String>value(option).map(text -> until(text, now, zone, spec));
  }

  private static Instant until(String text, Instant now, ZoneId zone, CommandSpec spec) {
    Instant until =
        Length.parse(text)
            .map(now::plus)
            .or(() -> WindowTime.parse(text).value().map(time -> time.toInstant(zone)))
            .orElseThrow(
                () ->
                    usage(
                        spec,
                        "--until must be a time or a length of time, found "
                            + Quoted.of(text)
                            + "; write 2026-11-23, 2026-11-23T10:15, 90m, 36h, 2d or 1w3d"));
    if (!until.isAfter(now)) {
      throw usage(spec, "--until must be after " + now + ", found " + Quoted.of(text));
    }
    if (until.isAfter(now.plus(Duration.ofDays(MOST_DAYS)))) {
      throw usage(
          spec,
          "--until must be at most "
              + MOST_DAYS
              + " days (ten years) after now, found "
              + Quoted.of(text));
    }
    return until;
  }

  private static ParameterException usage(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
