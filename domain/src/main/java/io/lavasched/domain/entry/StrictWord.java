// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes words so that they reach the program unchanged through every known cron and {@code
 * /bin/sh}: the four rules of CRON.md section 5.2, which were proved on all of them.
 *
 * <p>In single quotes, but:
 *
 * <ol>
 *   <li>{@code %} and {@code '} stand outside, as {@code \%} and {@code \'};
 *   <li>two backslashes are never adjacent, because Debian's cron makes one of them;
 *   <li>two blanks are never adjacent, because systemd-cron makes one of them;
 *   <li>{@code #}, at which busybox cuts the line, and white space beyond ASCII, which systemd-cron
 *       turns into blanks, stand outside as {@code "$(printf '\ooo')"} in octal bytes.
 * </ol>
 *
 * <p>Words have no control characters; see {@link ShellWord}.
 */
final class StrictWord {

  private static final String HIDDEN_START = "\"$(printf '";
  private static final String HIDDEN_END = "')\"";

  private static final Pattern HIDDEN =
      Pattern.compile(
          Pattern.quote(HIDDEN_START) + "((?:\\\\[0-3][0-7]{2}){1,4})" + Pattern.quote(HIDDEN_END));

  private StrictWord() {}

  /** Appends a word, in quotes only if it needs any. */
  static void append(String text, StringBuilder out) {
    if (ShellWord.isBare(text)) {
      out.append(text);
    } else {
      appendQuoted(text, out);
    }
  }

  /** Appends a word that must not be bare. */
  static void appendQuoted(String text, StringBuilder out) {
    int start = out.length();
    boolean inQuotes = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean outside = c == '%' || c == '\'' || isHidden(c);
      if (outside == inQuotes) {
        out.append('\'');
        inQuotes = !outside;
      }
      if (isHidden(c)) {
        appendHidden(c, out);
      } else if (outside) {
        out.append('\\').appendCodePoint(c);
      } else {
        if ((c == '\\' || c == ' ') && out.charAt(out.length() - 1) == c) {
          out.append("''");
        }
        out.appendCodePoint(c);
      }
    }
    if (inQuotes) {
      out.append('\'');
    }
    if (out.length() == start) {
      out.append("''");
    }
  }

  /** What some cron takes for the end of the line or for a blank, even in quotes. */
  private static boolean isHidden(int c) {
    return c == '#' || (c > '~' && Character.isSpaceChar(c));
  }

  private static void appendHidden(int c, StringBuilder out) {
    out.append(HIDDEN_START);
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      out.append('\\')
          .append((char) ('0' + ((b >> 6) & 3)))
          .append((char) ('0' + ((b >> 3) & 7)))
          .append((char) ('0' + (b & 7)));
    }
    out.append(HIDDEN_END);
  }

  /** A character that was written in octal bytes, and where it ends in the command. */
  record Hidden(String text, int to) {}

  /**
   * Reads a character that stands in octal bytes.
   *
   * @param command a command
   * @param from where its quote is
   * @return empty for anything that {@link #append} does not write
   */
  static Optional<Hidden> hidden(String command, int from) {
    Matcher hidden = HIDDEN.matcher(command).region(from, command.length());
    if (!hidden.lookingAt()) {
      return Optional.empty();
    }
    String octal = hidden.group(1);
    byte[] bytes = new byte[octal.length() / 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(octal, 4 * i + 1, 4 * i + 4, 8);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int c = text.codePointAt(0);
    return isHidden(c) && text.length() == Character.charCount(c)
        ? Optional.of(new Hidden(text, hidden.end()))
        : Optional.empty();
  }
}
