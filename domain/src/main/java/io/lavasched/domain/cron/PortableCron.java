// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import io.lavasched.domain.field.CronField;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A schedule in the strict form that every known cron reads alike: CRON.md section (b).
 *
 * <pre>
 * minute  = star | "*" "/" n | list        n: 2-59
 * hour    = star | "*" "/" n | list        n: 2-23
 * month   = star | "*" "/" n | list        n: 2-11
 * day of month, day of week = star | list  at least one of them is star
 * list    = item *("," item);  item = a | a"-"b | a"-"b"/"s
 * </pre>
 *
 * <p>Numbers only, without leading zeros, Sunday is 0, single spaces, no nickname.
 *
 * <p>Laws: the minutes, hours and days are the same; minute and hour start with a star if they did,
 * which matters in the nights when clocks change, unless they are a list that no {@code *}{@code
 * /n} is equal to; a strict schedule stays as it is.
 */
public final class PortableCron {

  private static final String STAR = "*";

  private static final Pattern MINUTE_AND_HOUR = Pattern.compile("\\S+[ \t]+\\S+[ \t]+");

  private PortableCron() {}

  /**
   * The same schedule in the strict form.
   *
   * @param schedule any
   * @param dialect which cron will read it; only systemd-cron has {@code @reboot}
   * @return the schedule; or {@code cron-both-days} where both day fields restrict the days, for
   *     some crons take the days of either, some those of both; or {@code cron-reboot}
   */
  public static Parsed<CronSchedule> of(CronSchedule schedule, CronDialect dialect) {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(dialect, "dialect");
    CronTimes times = schedule.times();
    if (times.reboot()) {
      return dialect == CronDialect.SYSTEMD_CRON
          ? Parsed.ok(schedule)
          : Parsed.bad(reboot(schedule, dialect));
    }
    CronTimes.Field month = times.dayOfMonth();
    CronTimes.Field week = times.dayOfWeek();
    boolean isAnyOfMonth = isAll(month, CronField.DAY_OF_MONTH);
    boolean isAnyOfWeek = isAll(week, CronField.DAY_OF_WEEK);
    boolean isEither = !month.star() && !week.star();
    boolean isEveryDay = isEither && (isAnyOfMonth || isAnyOfWeek);
    if (!isAnyOfMonth && !isAnyOfWeek) {
      return Parsed.bad(bothDays(schedule, isEither));
    }
    List<String> fields =
        List.of(
            starred(times.minute(), CronField.MINUTE),
            starred(times.hour(), CronField.HOUR),
            isEveryDay || isAnyOfMonth ? STAR : list(month),
            starred(times.month(), CronField.MONTH),
            isEveryDay || isAnyOfWeek ? STAR : list(week));
    return Parsed.ok(CronSchedule.of(String.join(" ", fields)));
  }

  /**
   * A schedule as it stands in the crontab of a cron: what it fires by.
   *
   * @param schedule any
   * @param dialect which cron
   * @return for a strict dialect the strict form where there is one, else the schedule itself
   */
  public static CronSchedule written(CronSchedule schedule, CronDialect dialect) {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(dialect, "dialect");
    return dialect.isStrict() ? of(schedule, dialect).value().orElse(schedule) : schedule;
  }

  private static Problem reboot(CronSchedule schedule, CronDialect dialect) {
    return Problem.of(
            ProblemCode.CRON_REBOOT,
            "cron string must have five fields for the cron "
                + dialect.text()
                + ", found "
                + Quoted.of(schedule.text()))
        .withHint(
            "bcron ignores it and some builds of busybox crash on it: start the job from the boot"
                + " of the node, or by hand");
  }

  private static Problem bothDays(CronSchedule schedule, boolean isEither) {
    String text = schedule.text();
    Matcher times = MINUTE_AND_HOUR.matcher(text);
    int from = times.lookingAt() ? times.end() : 0;
    String[] days = text.substring(from).split("[ \t]+", -1);
    String hint =
        isEither
            ? "some crons run it on days of either, others on days of both; for either write two"
                + " schedules, "
                + Quoted.of(text.substring(0, from) + days[0] + " " + days[1] + " *")
                + " and "
                + Quoted.of(text.substring(0, from) + "* " + days[1] + " " + days[2])
                + ": on a day of both the job is sent twice"
            : "the star before the step makes it days of both, but not for every cron: restrict one"
                + " of them, and test for the other in the job";
    return Problem.of(
            ProblemCode.CRON_BOTH_DAYS,
            "day of month or day of week must be * for every cron to read it alike, found "
                + Quoted.of(days[0])
                + " and "
                + Quoted.of(days[2]))
        .withHint(hint)
        .pointingAt(text, from + 1, text.length() - from);
  }

  private static boolean isAll(CronTimes.Field field, CronField kind) {
    return field.bits() == every(kind, 1);
  }

  /** A field in which a star matters, or does no harm. */
  private static String starred(CronTimes.Field field, CronField kind) {
    if (field.star()) {
      if (isAll(field, kind)) {
        return STAR;
      }
      for (int step = 2; step <= kind.max() - kind.min(); step++) {
        if (field.bits() == every(kind, step)) {
          return "*/" + step;
        }
      }
    }
    return list(field);
  }

  private static long every(CronField kind, int step) {
    int max = kind.last();
    long bits = 0;
    for (int n = kind.min(); n <= max; n += step) {
      bits |= 1L << n;
    }
    return bits;
  }

  /** One range with a step where that says it all, else single numbers and ranges. */
  private static String list(CronTimes.Field field) {
    int[] numbers = IntStream.range(0, Long.SIZE).filter(field::has).toArray();
    int last = numbers[numbers.length - 1];
    int step = numbers.length < 3 ? 1 : numbers[1] - numbers[0];
    if (step > 1 && isEven(numbers, step)) {
      return numbers[0] + "-" + last + "/" + step;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < numbers.length; ) {
      int end = i;
      while (end + 1 < numbers.length && numbers[end + 1] == numbers[end] + 1) {
        end++;
      }
      out.append(i == 0 ? "" : ",").append(numbers[i]);
      if (end > i) {
        out.append('-').append(numbers[end]);
      }
      i = end + 1;
    }
    return out.toString();
  }

  private static boolean isEven(int[] numbers, int step) {
    return IntStream.range(1, numbers.length).allMatch(i -> numbers[i] - numbers[i - 1] == step);
  }
}
