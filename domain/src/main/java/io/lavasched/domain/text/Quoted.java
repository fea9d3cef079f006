// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.text;

import java.util.function.UnaryOperator;

/**
 * Values of unknown origin, made safe to show in one line of a message.
 *
 * <p>Control characters, line separators, blanks other than the space, invisible format characters
 * (which can turn text around on a screen) and halves of surrogate pairs are written as {@code \n},
 * {@code \t}, {@code \r} or <code>&#92;u{1b}</code>.
 */
public final class Quoted {

  private static final int MOST = 80;

  /** Longer than what anybody calls a job, and a list of all minutes. */
  private static final int MOST_OF_NAME = 256;

  private Quoted() {}

  /**
   * A name of unknown origin in a line for people: escaped, and of a long one only the start and
   * how long it is. A record may hold a name of 400 KB, and each of its problems tells it.
   *
   * @param value any text
   * @return such as {@code demo/etl}, or {@code aaaa... (200000 characters)}
   */
  public static String name(String value) {
    // Only the head is escaped: each line of a long output has the name in it.
    return value.length() <= MOST_OF_NAME
        ? escape(value)
        : cut(value, MOST_OF_NAME, Quoted::escape);
  }

  /**
   * The start of a long text, and how long that is.
   *
   * @param text any text
   * @param most how many code points to keep
   * @return the text itself where it is no longer than that
   */
  public static String head(String text, int most) {
    return text.length() <= most ? text : cut(text, most, start -> start);
  }

  private static String cut(String text, int most, UnaryOperator<String> shown) {
    int length = text.codePointCount(0, text.length());
    return length <= most
        ? shown.apply(text)
        : shown.apply(text.substring(0, text.offsetByCodePoints(0, most)))
            + "... ("
            + length
            + " characters)";
  }

  /**
   * The value in double quotes, escaped (quotes and backslashes too), cut after 80 code points.
   *
   * @param value any text
   * @return such as {@code "24"}
   */
  public static String of(String value) {
    if (isPlain(value)) {
      return '"' + value + '"';
    }
    int length = value.codePointCount(0, value.length());
    if (length <= MOST) {
      return '"' + quotable(value) + '"';
    }
    return '"' + quotable(value.substring(0, value.offsetByCodePoints(0, MOST))) + "\"...";
  }

  /** Whether nothing has to be escaped or cut: each record that is read has its place quoted. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return value.length() <= MOST;
  }

  /** So that a quote does not look like the end, nor a backslash and an n like a line break. */
  private static String quotable(String value) {
    return escape(value.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /**
   * The value escaped, without quotes.
   *
   * @param value any text
   * @return one line of visible characters
   */
  public static String escape(String value) {
    StringBuilder out = new StringBuilder(value.length());
    value.codePoints().forEach(c -> escape(c, out));
    return out.toString();
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case ' ' -> out.append(' ');
      default -> {
        switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              out.append("\\u{").append(Integer.toHexString(c)).append('}');
          default -> out.appendCodePoint(c);
        }
      }
    }
  }
}
