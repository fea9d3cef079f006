// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import java.util.Optional;

/**
 * What two crons do to the lines of a crontab before a shell or a job sees them, in as few words as
 * possible: made from a description of the programs, and independent of the code under test.
 */
public final class CronRules {

  private CronRules() {}

  /** A command, and what is left for its standard input. */
  public record Command(String text, Optional<String> input) {}

  /** Debian's: {@code %} ends the command, {@code \%} is a {@code %}, two backslashes are one. */
  public static Command debian(String field) {
    return command(field, "%\\");
  }

  /** Cronie's: {@code %} ends the command, {@code \%} is a {@code %}, backslashes stay. */
  public static Command cronie(String field) {
    return command(field, "%");
  }

  /** Systemd-cron's: white space, also beyond ASCII, is one blank, even in quotes. */
  public static String systemdCron(String line) {
    return line.strip().replaceAll("(?U)[\\s\\p{Z}\u001c-\u001f]+", " ");
  }

  /** Busybox's: the line ends at the first {@code #}, even in quotes. */
  public static String busybox(String line) {
    return line.replaceFirst("#.*", "");
  }

  private static Command command(String field, String unescaped) {
    StringBuilder out = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (escaped) {
        if (unescaped.indexOf(c) >= 0) {
          out.setLength(out.length() - 1);
        }
        out.append(c);
        escaped = false;
      } else if (c == '%') {
        return new Command(out.toString(), Optional.of(field.substring(i + 1)));
      } else {
        out.append(c);
        escaped = c == '\\';
      }
    }
    return new Command(out.toString(), Optional.empty());
  }

  /** A variable as cron has it after reading a line. */
  public record Variable(String name, String value) {}

  /** Debian's: drops blanks at the end even in quotes, and then a second pair of quotes. */
  public static Optional<Variable> debianVariable(String line) {
    return cronieVariable(line)
        .map(
            variable -> {
              String value = dropBlanks(variable.value);
              boolean quoted =
                  value.length() >= 2
                      && isQuote(value.charAt(0))
                      && value.charAt(value.length() - 1) == value.charAt(0);
              return new Variable(
                  variable.name, quoted ? value.substring(1, value.length() - 1) : value);
            });
  }

  /**
   * Cronie's: name, perhaps in quotes; equals sign; value, perhaps in quotes. Empty for a line that
   * is none, and for {@code NAME=}, which old versions refuse.
   */
  public static Optional<Variable> cronieVariable(String line) {
    int i = skipBlanks(line, 0);
    if (i == line.length() || line.charAt(i) == '#') {
      return Optional.empty();
    }
    String name;
    if (isQuote(line.charAt(i))) {
      int close = line.indexOf(line.charAt(i), i + 1);
      if (close < 0) {
        return Optional.empty();
      }
      name = line.substring(i + 1, close);
      i = close + 1;
    } else {
      int end = i;
      while (end < line.length() && !isBlank(line.charAt(end)) && line.charAt(end) != '=') {
        end++;
      }
      name = line.substring(i, end);
      i = end;
    }
    i = skipBlanks(line, i);
    if (i == line.length() || line.charAt(i) != '=') {
      return Optional.empty();
    }
    i = skipBlanks(line, i + 1);
    if (i == line.length()) {
      return Optional.empty();
    }
    if (!isQuote(line.charAt(i))) {
      return Optional.of(new Variable(name, dropBlanks(line.substring(i))));
    }
    int close = line.indexOf(line.charAt(i), i + 1);
    return close < 0 || skipBlanks(line, close + 1) < line.length()
        ? Optional.empty()
        : Optional.of(new Variable(name, line.substring(i + 1, close)));
  }

  private static int skipBlanks(String line, int from) {
    int i = from;
    while (i < line.length() && isBlank(line.charAt(i))) {
      i++;
    }
    return i;
  }

  private static String dropBlanks(String value) {
    int end = value.length();
    while (end > 0 && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(0, end);
  }

  /** What C calls white space; bytes beyond ASCII never are. */
  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }
}
