package io.lavasched.domain.crontab;

import java.util.regex.Pattern;

/** What cron takes a crontab line for. */
final class CrontabLines {

  /** A name, perhaps in quotes, and an equals sign: cron looks for this first, on every line. */
  private static final Pattern VARIABLE =
      Pattern.compile("[ \\t]*(?:'[^']*'|\"[^\"]*\"|[^\\s=]*)[ \\t]*=");

  private CrontabLines() {}

  /** Whether cron would run it: no blank line, no comment, no variable. */
  static boolean isEntry(String line) {
    String text = line.strip();
    return !text.isEmpty() && text.charAt(0) != '#' && !VARIABLE.matcher(line).lookingAt();
  }
}
