// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The variable by which cronie fires entries later: by a part of so many minutes that it draws
 * once, when it starts. No other cron of the dialect supports it (CRON.md section 4).
 */
public final class RandomDelay {

  /** Its name. */
  public static final String VARIABLE = "RANDOM_DELAY";

  private static final int MOST_MINUTES = 1440;

  /** As strtol of the C library reads it. */
  private static final Pattern NUMBER = Pattern.compile("[ \\t]*\\+?0*\\d{1,4}");

  private RandomDelay() {}

  /**
   * Reads the value.
   *
   * @param value any text
   * @return the longest delay in minutes, 0-1440; empty for what cronie passes over
   */
  public static OptionalInt minutes(String value) {
    Objects.requireNonNull(value, "value");
    if (!NUMBER.matcher(value).matches()) {
      return OptionalInt.empty();
    }
    String digits = value.strip().replaceFirst("^\\+?0*(?=\\d)", "");
    int minutes = Integer.parseInt(digits);
    return minutes <= MOST_MINUTES ? OptionalInt.of(minutes) : OptionalInt.empty();
  }
}
