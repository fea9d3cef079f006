// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.CronTimes;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.field.CronField;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A cron string as the service is told it, and when the service then fires it.
 *
 * <pre>
 * 0 6 * * *              cron(0 6 * * ? *)                Australia/Sydney
 * 30 6-18/4 * * mon-fri  cron(30 6,10,14,18 ? * 2-6 *)    Australia/Sydney
 * 0 6 1-7 * *&#47;7          cron(0 6 ? * 1#1 *)              Australia/Sydney
 * 0 * * * *              cron(30 * * * ? *)               UTC, for Australia/Adelaide
 * </pre>
 *
 * <p>The expression has plain numbers, ranges and lists of them, from the sets that the cron string
 * means; its weekdays begin with 1 for Sunday, and one of its day fields is {@code ?}. Both day
 * fields together it can have for one case alone: a weekday in a whole week of the month, such as
 * the first Sunday, is {@code 1#1}.
 *
 * <p>A schedule for every hour of every day whose minute or hour starts with a star goes by real
 * time with the vixie family. So it is written in UTC, and no change of the clock touches it; its
 * minutes are those of the zone, shifted by what the zone has beyond whole hours. That needs a zone
 * whose clock is still to be changed (another one is the same in its own zone, and easier to read),
 * always by whole hours: the clock of Lord Howe is put forward by half an hour.
 *
 * <p>Laws: the expression has at most {@value #LONGEST} characters; in a zone without changes of
 * the clock it fires at the instants at which cron does. Where clocks are changed the service
 * leaves out local times that are skipped, and fires those that come twice the first time: the rule
 * of systemd-cron (EventBridge Scheduler, user guide, "Schedule types", "Daylight savings time").
 */
public final class ServiceCron {

  /** That of {@code 10-11,13-14,...} in each field: a test finds it. */
  static final int LONGEST = 240;

  private static final String ANY = "*";
  private static final String NONE = "?";

  private static final int DAYS_OF_WEEK = 7;
  private static final int HOUR = 3600;

  private final CronSchedule schedule;
  private final String days;
  private final String weekdays;
  private final ServiceZone zone;

  /** The two day fields, for cron where both must match, and for the service. */
  private record Days(String day, String weekday, String serviceDay, String serviceWeekday) {

    private static final Days ALL = new Days(ANY, ANY, ANY, NONE);

    static Days ofMonth(long bits) {
      return new Days(list(bits, 0), ANY, list(bits, 0), NONE);
    }

    static Days ofWeek(long bits) {
      return new Days(ANY, list(bits, 0), NONE, list(bits, 1));
    }

    static Days ofWeekInMonth(long days, int weekday, int week) {
      return new Days(list(days, 0), String.valueOf(weekday), NONE, weekday + 1 + "#" + week);
    }
  }

  private ServiceCron(CronTimes times, long minutes, Days days, ServiceZone zone) {
    String time = field(minutes, CronField.MINUTE) + " " + field(times.hour(), CronField.HOUR);
    String month = field(times.month(), CronField.MONTH);
    this.schedule = CronSchedule.of(String.join(" ", time, days.day, month, days.weekday));
    this.days = days.serviceDay;
    this.weekdays = days.serviceWeekday;
    this.zone = zone;
  }

  /**
   * A cron string for the service.
   *
   * @param schedule any that fires
   * @param zone whose clock it is compared with
   * @param now the changes of the clock after it count
   * @return the same for the service; or {@code cron-both-days} or {@code cron-reboot}, whose
   *     columns count in the text of the schedule
   */
  public static Parsed<ServiceCron> of(CronSchedule schedule, ServiceZone zone, Instant now) {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(now, "now");
    Optional<Problem> problem = problem(schedule);
    if (problem.isPresent()) {
      return Parsed.bad(problem.get());
    }
    CronTimes times = schedule.times();
    Optional<Days> days = days(times);
    boolean isEveryHour =
        days.get().equals(Days.ALL)
            && schedule.isEachHour()
            && isAll(times.month(), CronField.MONTH);
    OptionalInt shift =
        isEveryHour && schedule.hasStarredTime()
            ? minutesBeyondHours(zone.id().getRules(), now)
            : OptionalInt.empty();
    return Parsed.ok(
        shift.isPresent()
            ? new ServiceCron(
                times, earlier(times.minute().bits(), shift.getAsInt()), Days.ALL, ServiceZone.UTC)
            : new ServiceCron(times, times.minute().bits(), days.get(), zone));
  }

  /**
   * Why a cron string cannot be said, whatever the zone.
   *
   * @param schedule any
   * @return {@code cron-both-days} or {@code cron-reboot}, whose columns count in its text
   */
  public static Optional<Problem> problem(CronSchedule schedule) {
    Objects.requireNonNull(schedule, "schedule");
    if (schedule.isReboot()) {
      return Optional.of(reboot(schedule));
    }
    return days(schedule.times()).isEmpty() ? Optional.of(bothDays(schedule)) : Optional.empty();
  }

  /** Empty where neither field alone says which days are meant. */
  private static Optional<Days> days(CronTimes times) {
    CronTimes.Field month = times.dayOfMonth();
    CronTimes.Field week = times.dayOfWeek();
    boolean isAnyOfMonth = isAll(month, CronField.DAY_OF_MONTH);
    boolean isAnyOfWeek = isAll(week, CronField.DAY_OF_WEEK);
    if (!month.star() && !week.star()) {
      // Days of either: all of one are all.
      return isAnyOfMonth || isAnyOfWeek ? Optional.of(Days.ALL) : Optional.empty();
    }
    if (isAnyOfMonth) {
      return Optional.of(isAnyOfWeek ? Days.ALL : Days.ofWeek(week.bits()));
    }
    return isAnyOfWeek ? Optional.of(Days.ofMonth(month.bits())) : weekInMonth(month, week);
  }

  /** One weekday in one of the weeks that begin with the days 1, 8, 15, 22 and 29. */
  private static Optional<Days> weekInMonth(CronTimes.Field month, CronTimes.Field week) {
    if (Long.bitCount(week.bits()) != 1) {
      return Optional.empty();
    }
    int last = CronField.DAY_OF_MONTH.last();
    for (int number = 1; DAYS_OF_WEEK * (number - 1) < last; number++) {
      int first = DAYS_OF_WEEK * (number - 1) + 1;
      long days = bits(first, Math.min(first + DAYS_OF_WEEK - 1, last));
      if (month.bits() == days) {
        return Optional.of(
            Days.ofWeekInMonth(days, Long.numberOfTrailingZeros(week.bits()), number));
      }
    }
    return Optional.empty();
  }

  /**
   * What a zone has beyond whole hours, in minutes.
   *
   * @return empty where its clock is not changed after an instant, or where that is not always the
   *     same
   */
  private static OptionalInt minutesBeyondHours(ZoneRules rules, Instant now) {
    if (rules.nextTransition(now) == null) {
      return OptionalInt.empty();
    }
    Set<Integer> beyond = new HashSet<>();
    add(rules.getOffset(now), beyond);
    for (ZoneOffsetTransition change : rules.getTransitions()) {
      if (change.getInstant().isAfter(now)) {
        add(change.getOffsetAfter(), beyond);
      }
    }
    for (ZoneOffsetTransitionRule rule : rules.getTransitionRules()) {
      add(rule.getOffsetBefore(), beyond);
      add(rule.getOffsetAfter(), beyond);
    }
    int seconds = beyond.iterator().next();
    return beyond.size() == 1 && seconds % 60 == 0
        ? OptionalInt.of(seconds / 60)
        : OptionalInt.empty();
  }

  private static void add(ZoneOffset offset, Set<Integer> beyond) {
    beyond.add(Math.floorMod(offset.getTotalSeconds(), HOUR));
  }

  /** Minutes of the hour, each some minutes before. */
  private static long earlier(long minutes, int by) {
    return ((minutes >>> by) | (minutes << (CronField.MINUTE.size() - by)))
        & bits(0, CronField.MINUTE.last());
  }

  /** The numbers of a range as a set. */
  private static long bits(int first, int last) {
    return (2L << last) - (1L << first);
  }

  private static boolean isAll(CronTimes.Field field, CronField kind) {
    return field.bits() == bits(kind.min(), kind.last());
  }

  private static String field(CronTimes.Field field, CronField kind) {
    return field(field.bits(), kind);
  }

  private static String field(long numbers, CronField kind) {
    return numbers == bits(kind.min(), kind.last()) ? ANY : list(numbers, 0);
  }

  /** Numbers and ranges, each so many more. */
  private static String list(long numbers, int more) {
    StringBuilder out = new StringBuilder();
    for (int first = 0; first < Long.SIZE; first++) {
      if (!has(numbers, first)) {
        continue;
      }
      int last = first;
      while (has(numbers, last + 1)) {
        last++;
      }
      out.append(out.length() == 0 ? "" : ",").append(first + more);
      if (last > first) {
        out.append('-').append(last + more);
      }
      first = last;
    }
    return out.toString();
  }

  private static boolean has(long numbers, int number) {
    return ((numbers >>> number) & 1) == 1;
  }

  private static Problem reboot(CronSchedule schedule) {
    return Problem.of(
            ProblemCode.CRON_REBOOT,
            "cron string must have five fields for EventBridge Scheduler, found "
                + Quoted.of(schedule.text()))
        .withHint("no node starts there: start the job in another way");
  }

  private static Problem bothDays(CronSchedule schedule) {
    String text = schedule.text();
    String[] fields = text.split("[ \t]+", -1);
    int from =
        text.indexOf(fields[2], text.indexOf(fields[1], fields[0].length()) + fields[1].length());
    String time = fields[0] + " " + fields[1] + " ";
    boolean isEither =
        !schedule.times().dayOfMonth().star() && !schedule.times().dayOfWeek().star();
    return Problem.of(
            ProblemCode.CRON_BOTH_DAYS,
            "day of month or day of week must be * for EventBridge Scheduler, found "
                + Quoted.of(fields[2])
                + " and "
                + Quoted.of(fields[4]))
        .withHint(
            isEither
                ? "it cannot take the days of either: write two schedules, "
                    + Quoted.of(time + fields[2] + " " + fields[3] + " *")
                    + " and "
                    + Quoted.of(time + "* " + fields[3] + " " + fields[4])
                    + ": on a day of both the job is dispatched twice"
                : "of days that are in both it can only take one weekday in a whole week of the"
                    + " month, such as 1-7 and */7: restrict one of them, and test for the other"
                    + " in the job")
        .pointingAt(text, from + 1, text.length() - from);
  }

  /**
   * What the service is told.
   *
   * @return the expression and its zone
   */
  public ScheduleExpression expression() {
    String[] fields = schedule.text().split(" ", -1);
    return new ScheduleExpression(
        "cron("
            + String.join(" ", List.of(fields[0], fields[1], days, fields[3], weekdays))
            + " *)",
        zone.name());
  }

  /**
   * When the service fires it.
   *
   * @return by the rule of systemd-cron: what is skipped is not fired, what comes twice once
   */
  public FireTimes fires() {
    return FireTimes.of(
        schedule, new NodeCron(zone.id(), CronDialect.SYSTEMD_CRON, Optional.empty()));
  }

  /**
   * The zone of the expression.
   *
   * @return that which was given, or UTC
   */
  public ServiceZone zone() {
    return zone;
  }
}
