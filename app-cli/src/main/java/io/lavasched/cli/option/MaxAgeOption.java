// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.domain.text.Quoted;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** How long ago the last successful run may be. */
public final class MaxAgeOption {

  private static final Duration MOST = Duration.ofDays(3_660);

  public final OptionSpec option =
      Options.one(String.class, "LENGTH", "--max-age")
          .order(98)
          .description(
              "The check last-run fails if the last successful run of this crontab is longer ago,"
                  + " such as 90m, 1h or 2d, or unknown. Without this option it only warns if the"
                  + " last run failed.")
          .build();

  /** Empty where it is not given. */
  public Optional<Duration> given(CommandSpec spec) {
    return Options.<String>value(option).map(text -> length(text, spec));
  }

  private static Duration length(String text, CommandSpec spec) {
    return Length.parse(text)
        .filter(length -> !length.isZero() && length.compareTo(MOST) <= 0)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--max-age must be a length of time of 1s to 3660d, such as 90m, 1h or 2d, found "
                        + Quoted.of(text)));
  }
}
