package io.lavasched.domain.crontab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What cron takes a crontab line for. */
final class CrontabLines {

  /** A name, perhaps in quotes, and an equals sign: cron looks for this first, on every line. */
  private static final Pattern VARIABLE =
      Pattern.compile("[ \\t]*(?:'[^']*'|\"[^\"]*\"|[^\\s=]*)[ \\t]*=");

  private static final Pattern START_OF_ENTRY =
      Pattern.compile("^\\s*(?:@\\S+\\s+\\S+|(?:\\S+\\s+){5}\\S+|\\S+)");

  private CrontabLines() {}

  /**
   * The schedule and the program of an entry, for a message: what follows may hold a password, and
   * messages go into logs.
   */
  static String gist(String line) {
    Matcher start = START_OF_ENTRY.matcher(line);
    return start.find() && start.end() < line.length() ? start.group() + " ..." : line;
  }

  /** Whether cron would run it: no blank line, no comment, no variable. */
  static boolean isEntry(String line) {
    String text = line.strip();
    return !text.isEmpty() && text.charAt(0) != '#' && !VARIABLE.matcher(line).lookingAt();
  }
}
