// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge.testkit;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which expressions the service takes: its grammar as AWS documents it ("Schedule types in
 * EventBridge Scheduler"), and as it answered to others (see {@code RecordedAnswersTest}).
 */
final class AwsExpression {

  private static final Pattern RATE =
      Pattern.compile("rate\\(([1-9][0-9]*) (minute|hour|day)s?\\)");
  private static final Pattern AT =
      Pattern.compile("at\\((\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\)");
  private static final Pattern CRON = Pattern.compile("cron\\((\\S+(?: +\\S+){5})\\)");

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private AwsExpression() {}

  static boolean isValid(String text) {
    if (RATE.matcher(text).matches()) {
      return true;
    }
    Matcher at = AT.matcher(text);
    if (at.matches()) {
      return isTime(at.group(1));
    }
    Matcher cron = CRON.matcher(text);
    return cron.matches() && isCron(cron.group(1).split(" +", -1));
  }

  private static boolean isTime(String text) {
    try {
      return LocalDateTime.parse(text).getYear() > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isCron(String[] fields) {
    boolean anyDay = fields[2].equals("?");
    boolean anyWeekday = fields[4].equals("?");
    return anyDay != anyWeekday
        && isField(fields[0], 0, 59, List.of())
        && isField(fields[1], 0, 23, List.of())
        && (anyDay || isDay(fields[2]))
        && isField(fields[3], 1, 12, MONTHS)
        && (anyWeekday || isWeekday(fields[4]))
        && isField(fields[5], 1970, 2199, List.of());
  }

  private static boolean isDay(String field) {
    return field.matches("L|LW|([1-9]|[12][0-9]|3[01])W") || isField(field, 1, 31, List.of());
  }

  private static boolean isWeekday(String field) {
    return field.matches("L|[1-7]L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5]")
        || isField(field, 1, 7, DAYS);
  }

  private static boolean isField(String field, int least, int most, List<String> names) {
    for (String item : field.split(",", -1)) {
      String[] step = item.split("/", -1);
      if (step.length > 2 || (step.length == 2 && number(step[1], List.of(), 0) < 1)) {
        return false;
      }
      if (step[0].equals("*")) {
        continue;
      }
      String[] ends = step[0].split("-", -1);
      int from = number(ends[0], names, least);
      int to = ends.length == 1 ? from : number(ends[1], names, least);
      if (ends.length > 2 || from < least || to > most || from > to) {
        return false;
      }
    }
    return true;
  }

  /** A number or a name; -1 for anything else. */
  private static int number(String text, List<String> names, int first) {
    int name = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (name >= 0) {
      return name + first;
    }
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
  }
}
