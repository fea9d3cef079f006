// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.domain.text.Quoted;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A length of time as options have it: 90m, 36h, 2d or 1w3d. */
final class Length {

  /** Weeks, days, hours, minutes and seconds, in that order, any of them left out. */
  private static final Pattern LENGTH =
      Pattern.compile(
          "(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  private static final long[] SECONDS = {7 * 86_400, 86_400, 3_600, 60, 1};

  private Length() {}

  /** Empty for a text of another form. */
  static Optional<Duration> parse(String text) {
    Matcher m = LENGTH.matcher(text);
    if (text.isEmpty() || !m.matches()) {
      return Optional.empty();
    }
    long seconds = 0;
    for (int i = 0; i < SECONDS.length; i++) {
      String digits = m.group(i + 1);
      seconds += digits == null ? 0 : Long.parseLong(digits) * SECONDS[i];
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  /** One that an option was given, up to a limit. */
  static Duration of(String option, String text, Duration most, CommandSpec spec) {
    return parse(text)
        .filter(length -> length.compareTo(most) <= 0)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    option
                        + " must be a length of time such as 90s, 2m or 1h, at most "
                        + most.toHours()
                        + " hours, found "
                        + Quoted.of(text)));
  }
}
