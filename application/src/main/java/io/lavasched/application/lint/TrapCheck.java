// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.field.CronField;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What many an author takes a cron string for, and cron does not. */
final class TrapCheck {

  private static final Pattern FIELD = Pattern.compile("[^ \t]+");
  private static final Pattern STEP = Pattern.compile("(?:\\*|(\\d+)-(\\d+))/(\\d+)");

  private static final int DAY_OF_MONTH = 2;
  private static final int DAY_OF_WEEK = 4;

  private TrapCheck() {}

  static List<Problem> problems(CronSchedule schedule, CronDialect dialect) {
    String text = schedule.text();
    if (text.startsWith("@")) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    Matcher found = FIELD.matcher(text);
    while (found.find()) {
      fields.add(found.group());
      columns.add(found.start() + 1);
    }
    Iterator<String> each = fields.iterator();
    Iterator<Integer> starts = columns.iterator();
    for (CronField field : CronField.values()) {
      String given = each.next();
      int column = starts.next();
      if (isUneven(field, given)) {
        problems.add(uneven(field, given).pointingAt(text, column, given.length()));
      }
    }
    String day = fields.get(DAY_OF_MONTH);
    // The strict crons are not given such a string at all.
    if (!dialect.isStrict() && !day.startsWith("*") && !fields.get(DAY_OF_WEEK).startsWith("*")) {
      problems.add(
          Problem.of(
                  ProblemCode.CRON_EITHER_DAY,
                  "cron string should restrict one of its two day fields, found both: cron runs it"
                      + " on the days of either")
              .withHint(eitherHint(fields))
              .pointingAt(text, columns.get(DAY_OF_MONTH), day.length()));
    }
    return problems;
  }

  /** Of all weekdays only Sunday has a form that starts with a star. */
  private static String eitherHint(List<String> fields) {
    List<String> both = new ArrayList<>(fields);
    both.set(DAY_OF_WEEK, "0");
    boolean isSunday =
        CronSchedule.of(String.join(" ", both)).equals(CronSchedule.of(String.join(" ", fields)));
    both.set(DAY_OF_WEEK, "*/7");
    return isSunday
        ? "for the Sundays among those days alone, write "
            + String.join(" ", both)
            + ": */7 is Sunday, and its star asks for both fields"
        : "for days that are in both, restrict the day of month and test the weekday in the job";
  }

  /** A step through the whole field that does not end where the field does. */
  private static boolean isUneven(CronField field, String given) {
    Matcher step = STEP.matcher(given);
    if (!step.matches()) {
      return false;
    }
    int width = Integer.parseInt(step.group(3));
    boolean isWhole =
        step.group(1) == null
            || (Integer.parseInt(step.group(1)) == field.min()
                && Integer.parseInt(step.group(2)) >= field.last());
    boolean isOnce = width >= field.size();
    return isWhole && !isOnce && field.isUneven(width);
  }

  private static Problem uneven(CronField field, String given) {
    if (field == CronField.DAY_OF_MONTH) {
      return Problem.of(
              ProblemCode.CRON_UNEVEN_STEP,
              field.label()
                  + " should have no step, for months differ in length, found "
                  + Quoted.of(given))
          .withHint("each month it starts anew with day 1");
    }
    int width = Integer.parseInt(given.substring(given.indexOf('/') + 1));
    return Problem.of(
            ProblemCode.CRON_UNEVEN_STEP,
            field.label()
                + " should have a step that divides "
                + field.size()
                + ", found "
                + Quoted.of(given)
                + ", whose last one is "
                + field.lastStep(width))
        .withHint("the field starts anew at " + field.min());
  }
}
