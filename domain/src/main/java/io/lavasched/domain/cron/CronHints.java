// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the author of a refused cron string may have meant: another scheduler's form, a zone, a
 * comment, quotes, characters of a word processor, plain English.
 *
 * <p>Law: every cron string in a hint is one that {@link CronSchedule#read} takes without a word.
 */
final class CronHints {

  /** Nobody writes a schedule that is longer, and a bound keeps this cheap. */
  private static final int LONGEST = 200;

  private static final int MOST_LINES = 5;

  private static final String DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";
  private static final String STARS = "\u2217\u2731\uff0a";
  private static final String QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb";

  private static final String ZONE =
      "UTC|GMT|Z|CES?T|BST|IST|JST|AE[SD]T|[ECMP][SD]?T|(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2})?"
          + "|[A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}";

  private static final Pattern ZONE_BEFORE = Pattern.compile("(?:CRON_TZ|TZ)=\\S*[ \t]+(.+)");
  private static final Pattern ZONE_BEHIND =
      Pattern.compile("(\\S+(?:[ \t]+\\S+){4})[ \t]+\\(?(?:CRON_TZ=|TZ=)?(?:" + ZONE + ")\\)?");
  private static final Pattern EDGES = Pattern.compile("^[ \t\r\n]+|[ \t\r\n]+$");
  private static final Pattern COMMENT = Pattern.compile("([^#]*[^# \t])[ \t]+#.*");
  private static final Pattern CRON_CALL = Pattern.compile("(?i)cron\\((.*)\\)");
  private static final Pattern AT_CALL =
      Pattern.compile("(?i)at\\((\\d{4}-(\\d{2})-(\\d{2}))T(\\d{2}):(\\d{2})(?::\\d{2})?\\)");
  private static final Pattern EVERY_DURATION =
      Pattern.compile("@every (?:(\\d{1,4})h)?(?:(\\d{1,4})m)?(?:(\\d{1,6})s)?");
  private static final Pattern EVERY =
      Pattern.compile(
          "(?:rate\\( ?|@?(?:every|each) ?)(\\d{1,5}|an?|one)?"
              + " ?(s|sec|second|m|min|minute|h|hr|hour|d|day)s?(?: ?\\))?");
  private static final Pattern DAYS =
      Pattern.compile(
          "(?:(?:on|every|each)"
              + " )?(daily|day|weekday|weekend|(?:sun|mon|tues|wednes|thurs|fri|satur)day)s?(?:"
              + " (?:at )?(\\S+ ?[ap]m|\\S+))?");
  private static final Pattern CLOCK =
      Pattern.compile("(?:at )?(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm)?");

  /** Nicknames of other programs, and words for the usual ones. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("@minutely", "* * * * *"),
          Map.entry("@every_minute", "* * * * *"),
          Map.entry("@quarterly", "0 0 1 1,4,7,10 *"),
          Map.entry("@semiannually", "0 0 1 1,7 *"),
          Map.entry("@semi-annually", "0 0 1 1,7 *"),
          Map.entry("every week", "0 0 * * 0"),
          Map.entry("every month", "0 0 1 * *"),
          Map.entry("every quarter", "0 0 1 1,4,7,10 *"),
          Map.entry("every year", "0 0 1 1 *"));

  private static final Set<String> NO_SCHEDULE =
      Set.of(
          "none",
          "never",
          "off",
          "no",
          "false",
          "null",
          "nil",
          "na",
          "n/a",
          "disabled",
          "manual",
          "manually",
          "on demand",
          "on-demand",
          "ad hoc",
          "ad-hoc",
          "adhoc",
          "unscheduled");

  private CronHints() {}

  /**
   * What to write instead.
   *
   * @param source a text that is no cron string
   * @return empty where nothing is known
   */
  static Optional<String> hint(String source) {
    if (source.length() > LONGEST) {
      return Optional.empty();
    }
    String given = EDGES.matcher(source).replaceAll("");
    if (given.indexOf('\n') >= 0 || given.indexOf('\r') >= 0) {
      return ofLines(given);
    }
    List<String> reasons = new ArrayList<>();
    String text = peel(given, reasons);
    if (isSound(text)) {
      return reasons.isEmpty()
          ? Optional.empty()
          : Optional.of(String.join("; ", reasons) + ": write " + text);
    }
    Optional<String> meant = meant(text);
    if (reasons.isEmpty()) {
      return meant;
    }
    return meant
        .map(hint -> String.join("; ", reasons) + "; " + hint)
        .or(() -> reasons.stream().filter(reason -> reason.startsWith("a zone")).findFirst());
  }

  /** Whether cron takes it, and runs it. */
  static boolean isSound(String cron) {
    return cron.length() <= LONGEST
        && CronSchedule.read(cron).value().map(CronSchedule::canFire).orElse(false);
  }

  /** Schedules as a record has them. */
  static String list(List<String> schedules) {
    return schedules.size() == 1
        ? schedules.get(0)
        : schedules.stream().map(Quoted::of).collect(Collectors.joining(", ", "the list [", "]"));
  }

  private static Optional<String> ofLines(String text) {
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(line -> peel(line, new ArrayList<>()))
            .toList();
    return lines.isEmpty()
            || lines.size() > MOST_LINES
            || !lines.stream().allMatch(CronHints::isSound)
        ? Optional.empty()
        : Optional.of("a cron string is one line: write " + list(lines));
  }

  /** The text without what is around it, or only looks like what cron reads. */
  private static String peel(String given, List<String> reasons) {
    String text = characters(given, reasons).strip();
    if (text.length() > 2
        && "\"'`".indexOf(text.charAt(0)) >= 0
        && text.charAt(text.length() - 1) == text.charAt(0)) {
      reasons.add("leave out the quotes");
      text = text.substring(1, text.length() - 1).strip();
    }
    Matcher before = ZONE_BEFORE.matcher(text);
    if (before.matches()) {
      text = before.group(1);
      reasons.add(zone());
    }
    Matcher comment = COMMENT.matcher(text);
    if (comment.matches()) {
      text = comment.group(1);
      reasons.add("cron takes no comment behind the fields, a record has its description for that");
    }
    Matcher behind = ZONE_BEHIND.matcher(text);
    if (behind.matches()) {
      text = behind.group(1);
      reasons.add(zone());
    }
    if (text.length() > 1 && ";,.".indexOf(text.charAt(text.length() - 1)) >= 0) {
      reasons.add("leave out the " + Quoted.of(text.substring(text.length() - 1)) + " at the end");
      text = text.substring(0, text.length() - 1).strip();
    }
    return text;
  }

  private static String zone() {
    return "a zone belongs in CRON_TZ of the lavasched job's env, for its whole block and for"
        + " cronie only";
  }

  /** What word processors, web pages and chats make of ordinary characters. */
  private static String characters(String given, List<String> reasons) {
    StringBuilder text = new StringBuilder();
    Set<String> found = new LinkedHashSet<>();
    given
        .codePoints()
        .forEach(
            c -> {
              if (c <= '~') {
                text.append(c == '\t' ? ' ' : (char) c);
              } else if (Character.isSpaceChar(c)) {
                text.append(' ');
                found.add("one of its blanks is no ordinary one (" + name(c) + ")");
              } else if (Character.getType(c) == Character.FORMAT) {
                found.add("it has a character that nobody sees (" + name(c) + ")");
              } else if (DASHES.indexOf(c) >= 0) {
                text.append('-');
                found.add(Quoted.of(Character.toString(c)) + " is no hyphen");
              } else if (STARS.indexOf(c) >= 0) {
                text.append('*');
                found.add(Quoted.of(Character.toString(c)) + " is no *");
              } else if (QUOTES.indexOf(c) >= 0) {
                text.append('"');
              } else {
                text.appendCodePoint(c);
              }
            });
    reasons.addAll(found);
    return text.toString();
  }

  private static String name(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  /** What is no cron string, but says the same. */
  private static Optional<String> meant(String text) {
    Matcher call = CRON_CALL.matcher(text);
    if (call.matches()) {
      String fields = call.group(1).strip();
      return isSound(fields)
          ? Optional.of("leave out cron(...): write " + fields)
          : ForeignCron.hint(fields, true).map(hint -> "leave out cron(...); " + hint);
    }
    Matcher once = AT_CALL.matcher(text);
    if (once.matches()) {
      return once(once);
    }
    String words = text.toLowerCase(Locale.ROOT).replaceAll("[ \t]+", " ");
    if (NO_SCHEDULE.contains(words)) {
      return Optional.of("for a job that is not scheduled, leave out schedule or write \"--\"");
    }
    if (isSound("@" + words)) {
      return Optional.of("nicknames begin with @: write @" + words);
    }
    if (WORDS.containsKey(words)) {
      return Optional.of("write " + WORDS.get(words));
    }
    return every(words)
        .or(() -> days(words).filter(CronHints::isSound).map(cron -> "write " + cron))
        .or(() -> ForeignCron.hint(text, false));
  }

  private static Optional<String> once(Matcher at) {
    String cron =
        Integer.parseInt(at.group(5))
            + " "
            + Integer.parseInt(at.group(4))
            + " "
            + Integer.parseInt(at.group(3))
            + " "
            + Integer.parseInt(at.group(2))
            + " *";
    return isSound(cron)
        ? Optional.of(
            "leave out at(...): write "
                + cron
                + ", with from "
                + at.group(1)
                + " and to "
                + at.group(1)
                + "T23:59:59")
        : Optional.empty();
  }

  private static Optional<String> every(String words) {
    Matcher duration = EVERY_DURATION.matcher(words);
    if (duration.matches() && words.length() > "@every ".length()) {
      long seconds = 3600L * count(duration, 1) + 60L * count(duration, 2);
      return Optional.of(interval(seconds + count(duration, 3)));
    }
    Matcher every = EVERY.matcher(words);
    if (!every.matches()) {
      return Optional.empty();
    }
    String number =
        every.group(1) == null || every.group(1).matches("[a-z]+") ? "1" : every.group(1);
    long unit =
        switch (every.group(2).charAt(0)) {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3600;
          default -> 86_400;
        };
    return Optional.of(interval(Integer.parseInt(number) * unit));
  }

  private static int count(Matcher m, int group) {
    return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
  }

  /** An interval as cron can hold it: by fields that start anew, so only what divides them. */
  private static String interval(long seconds) {
    long minutes = seconds / 60;
    if (seconds == 0 || seconds % 60 != 0) {
      return "cron has no seconds, and runs once a minute at most: write * * * * *";
    }
    if (minutes == 1) {
      return "write * * * * *";
    }
    if (60 % minutes == 0) {
      return "write " + (minutes == 60 ? "0" : "*/" + minutes) + " * * * *";
    }
    if (minutes % 60 == 0 && 24 % (minutes / 60) == 0) {
      return "write 0 " + (minutes == 1440 ? "0" : "*/" + minutes / 60) + " * * *";
    }
    if (minutes == 7 * 1440) {
      return "write 0 0 * * 0";
    }
    return minutes < 1440
        ? "cron counts minutes anew in each hour, and hours anew in each day: write an interval"
            + " that divides them, such as */15 * * * *"
        : "cron counts days anew in each month: write such as 0 0 1,15 * *";
  }

  private static Optional<String> days(String words) {
    Optional<String> alone = clock(words.replaceAll(" (?:daily|every day)$", ""));
    if (alone.isPresent()) {
      return alone.map(time -> time + " * * *");
    }
    Matcher m = DAYS.matcher(words);
    if (!m.matches()) {
      return Optional.empty();
    }
    String weekday =
        switch (m.group(1)) {
          case "daily", "day" -> "*";
          case "weekday" -> "1-5";
          case "weekend" -> "0,6";
          default -> m.group(1).substring(0, 3);
        };
    Optional<String> time = m.group(2) == null ? Optional.of("0 0") : clock(m.group(2));
    return time.map(t -> t + " * * " + weekday);
  }

  /** Minute and hour. */
  private static Optional<String> clock(String words) {
    if (words.equals("noon") || words.equals("midnight")) {
      return Optional.of(words.equals("noon") ? "0 12" : "0 0");
    }
    Matcher m = CLOCK.matcher(words);
    if (!m.matches() || (m.group(2) == null && m.group(3) == null)) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(m.group(1));
    if (m.group(3) != null) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (m.group(3).equals("pm") ? 12 : 0);
    }
    return Optional.of(count(m, 2) + " " + hour);
  }
}
