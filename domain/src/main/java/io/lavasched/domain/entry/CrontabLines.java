// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What cron takes a crontab line for. */
public final class CrontabLines {

  /**
   * A name, perhaps in quotes, an equals sign, and a value: cron looks for this first, on every
   * line.
   */
  private static final Pattern VARIABLE =
      Pattern.compile("[ \\t]*+('[^']*'|\"[^\"]*\"|[^\\s=]*+)[ \\t]*+=(.*)", Pattern.DOTALL);

  private static final Pattern UNQUOTED_NAME = Pattern.compile("[ \\t]*[A-Za-z_0-9]+[ \\t]*=");

  /** The variables that busybox knows; others are lines that it passes over. */
  private static final Pattern OF_BUSYBOX =
      Pattern.compile("[ \\t]*(SHELL|MAILTO|PATH)=([^ \\t]*)");

  /** What bytes that are no UTF-8 become; text may also have it of its own. */
  private static final char REPLACEMENT = '\uFFFD';

  /** Half of a surrogate pair, for bytes that are no UTF-8: fine to show, impossible to write. */
  private static final char NO_TEXT = '\uDC80';

  /** Not {@code PASSWORD=x program}, nor what a shell may read as more than a name. */
  private static final String PROGRAM = "[^\\s=;&|<>()'\"`$]*";

  private static final Pattern START_OF_ENTRY =
      Pattern.compile("^\\s*((?:@\\S+|(?:\\S+\\s+){4}\\S+))\\s+" + PROGRAM);

  private CrontabLines() {}

  /**
   * The schedule and the program of an entry, for a message: what follows may hold a password, and
   * messages go into logs. Of a line that is no entry, nothing.
   */
  public static String gist(String line) {
    Objects.requireNonNull(line, "line");
    Matcher start = START_OF_ENTRY.matcher(line);
    // Five words are no schedule yet: a command without one may have its password among them.
    if (!start.find() || CronSchedule.parse(start.group(1)).value().isEmpty()) {
      return "...";
    }
    return start.end() < line.length() ? start.group().stripTrailing() + " ..." : line;
  }

  /** Whether cron would run it: no blank line, no comment, no variable. */
  public static boolean isEntry(String line) {
    return isActive(line) && !looksLikeVariable(line);
  }

  /** Whether cron would set a variable. */
  public static boolean isVariable(String line) {
    return isActive(line) && looksLikeVariable(line);
  }

  private static boolean looksLikeVariable(String line) {
    return line.indexOf('=') >= 0 && VARIABLE.matcher(line).lookingAt();
  }

  /** The name of the variable that a line sets, and its value without the quotes around it. */
  public static Optional<Map.Entry<String, String>> variable(String line) {
    Objects.requireNonNull(line, "line");
    Matcher variable = VARIABLE.matcher(line);
    return isActive(line) && variable.lookingAt()
        ? Optional.of(Map.entry(unquoted(variable.group(1)), unquoted(variable.group(2).strip())))
        : Optional.empty();
  }

  /** The same as one cron sees it. */
  public static Optional<Map.Entry<String, String>> variable(String line, CronDialect dialect) {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(dialect, "dialect");
    return switch (dialect) {
      case VIXIE, DEBIAN, CRONIE, PORTABLE -> variable(line);
      case BCRON, SYSTEMD_CRON ->
          variable(line).filter(variable -> UNQUOTED_NAME.matcher(line).lookingAt());
      case BUSYBOX -> {
        Matcher variable = OF_BUSYBOX.matcher(line);
        yield variable.lookingAt()
            ? Optional.of(Map.entry(variable.group(1), variable.group(2)))
            : Optional.empty();
      }
    };
  }

  /** Whether cron would look at it: no blank line, no comment. */
  public static boolean isActive(String line) {
    Objects.requireNonNull(line, "line");
    String text = line.strip();
    return !text.isEmpty() && text.charAt(0) != '#';
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(0) == text.charAt(text.length() - 1);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** A line as text in UTF-8; bytes that are none become halves of surrogate pairs. */
  public static String text(byte[] bytes, int start, int stop) {
    Objects.requireNonNull(bytes, "bytes");
    String line = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
    if (line.indexOf(REPLACEMENT) < 0) {
      return line;
    }
    byte[] back = line.getBytes(StandardCharsets.UTF_8);
    boolean isText = Arrays.equals(back, 0, back.length, bytes, start, stop);
    return isText ? line : line.replace(REPLACEMENT, NO_TEXT);
  }
}
