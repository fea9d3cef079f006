// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Times as {@code 2026-11-29T01:02:03.004Z}, always to the millisecond.
 *
 * <p>By hand: each run writes some, and the formatters of the JDK are dozens of classes.
 */
final class UtcTime {

  private static final String FORM = "0000-00-00T00:00:00.000Z";

  private UtcTime() {}

  /** Of a time in the years 0 to 9999. */
  static String format(Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(FORM.length());
    digits(utc.getYear(), 4, out);
    digits(utc.getMonthValue(), 2, out.append('-'));
    digits(utc.getDayOfMonth(), 2, out.append('-'));
    digits(utc.getHour(), 2, out.append('T'));
    digits(utc.getMinute(), 2, out.append(':'));
    digits(utc.getSecond(), 2, out.append(':'));
    digits(time.getNano() / 1_000_000, 3, out.append('.'));
    return out.append('Z').toString();
  }

  private static void digits(int number, int width, StringBuilder out) {
    String text = String.valueOf(number);
    for (int i = text.length(); i < width; i++) {
      out.append('0');
    }
    out.append(text);
  }

  /** Reads back what {@link #format} wrote; empty for all else. */
  static Optional<Instant> parse(String text) {
    if (text.length() != FORM.length()) {
      return Optional.empty();
    }
    for (int i = 0; i < FORM.length(); i++) {
      char c = text.charAt(i);
      if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 5, 7),
                  number(text, 8, 10),
                  number(text, 11, 13),
                  number(text, 14, 16),
                  number(text, 17, 19),
                  number(text, 20, 23) * 1_000_000)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }
}
