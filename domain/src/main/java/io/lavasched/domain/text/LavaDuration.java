// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.text;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as lava reads it: a number and {@code w}, {@code d}, {@code h}, {@code m} or {@code
 * s}; without a unit it is seconds.
 *
 * <p>Source: lava 8.2, lava/lib/datetime.py, DURATION_REGEX and duration_to_seconds. A sign and an
 * exponent are read too, and blanks and digits are those of Unicode, as in Python.
 */
public final class LavaDuration {

  /**
   * Nothing is given back: two runs of blanks side by side would be tried in each way that they can
   * share many blanks.
   */
  private static final Pattern FORM =
      Pattern.compile(
          "(?U)\\s*+([+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?)\\s*+([wdhms]?)\\s*+");

  private LavaDuration() {}

  /**
   * Reads a duration.
   *
   * @param text any text
   * @return in seconds, which may be negative or infinite; empty where lava refuses it
   */
  public static OptionalDouble seconds(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    int unit =
        switch (matcher.group(2)) {
          case "w" -> 604_800;
          case "d" -> 86_400;
          case "h" -> 3_600;
          case "m" -> 60;
          default -> 1;
        };
    return OptionalDouble.of(Double.parseDouble(ascii(matcher.group(1))) * unit);
  }

  private static String ascii(String number) {
    StringBuilder out = new StringBuilder(number.length());
    number
        .codePoints()
        .forEach(
            c -> {
              if (Character.isDigit(c)) {
                out.append(Character.digit(c, 10));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
