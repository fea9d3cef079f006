package io.lavasched.domain.problem;

/**
 * Values of unknown origin, made safe to show in one line of a message.
 *
 * <p>Control characters, line separators, blanks other than the space, invisible format characters
 * (which can turn text around on a screen) and halves of surrogate pairs are written as {@code \n},
 * {@code \t}, {@code \r} or <code>&#92;u{1b}</code>.
 */
public final class Quoted {

  private static final int MOST = 80;

  private Quoted() {}

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
