// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.english;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.CronTimes;
import io.lavasched.domain.field.CronField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A cron schedule in English.
 *
 * <p>Law: the words of two schedules that some node fires at different times are not the same.
 *
 * <p>Source: CRON.md, sections 1.4 (both day fields) and 4 (stars and daylight saving), which hold
 * for Debian's cron and cronie.
 *
 * @param sentence when it fires: {@code at 06:00, every Monday}
 * @param notes what its author may not have meant: uneven steps, two day fields, days that not
 *     every month has, a star or the lack of one where clocks change
 */
public record ScheduleWords(String sentence, List<String> notes) {

  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  /** From Monday on, so that a weekend is in one piece. */
  static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  /** As many are named one by one. */
  private static final int MOST_TIMES = 6;

  /** The last and the first hour in which any zone skips or repeats some time. */
  private static final int MORNING = 4;

  private static final int EVENING = 21;

  private static final int FIRST_DAY_OF_NOT_ALL_MONTHS = 29;

  private static final String EVERY_DAY = "every day";

  /** Checks that nothing is null, and copies the notes. */
  public ScheduleWords {
    Objects.requireNonNull(sentence, "sentence");
    notes = List.copyOf(notes);
  }

  /**
   * The words of a schedule.
   *
   * @param schedule any
   * @return its words; of equal schedules the sentences are the same
   */
  public static ScheduleWords of(CronSchedule schedule) {
    CronTimes times = schedule.times();
    if (times.reboot()) {
      return new ScheduleWords(
          "when cron starts, and at no other time", List.of("cron starts when the machine does"));
    }
    Sets sets = new Sets(times);
    String time = time(sets);
    String days = days(sets);
    String sentence = time;
    if (!days.equals(EVERY_DAY)) {
      sentence += ", " + days;
    } else if (!sets.everyHour()) {
      sentence += " " + EVERY_DAY;
    }
    if (sets.months.size() < MONTHS.size()) {
      String months = NumberWords.of(sets.months, "and", m -> MONTHS.get(m - 1));
      sentence += days.contains(" also ") ? ", both only in " + months : " in " + months;
    }
    return new ScheduleWords(sentence, notes(schedule, sets));
  }

  /** The numbers of each field. */
  private static final class Sets {

    private final List<Integer> minutes;
    private final List<Integer> hours;
    private final List<Integer> days;
    private final List<Integer> months;

    /** 0 is Monday. */
    private final List<Integer> weekdays = new ArrayList<>();

    /** Whether a day must be in both day fields, and not in any of the two. */
    private final boolean bothDays;

    /** Whether daylight saving takes it for one that has no fixed time. */
    private final boolean hasStarTime;

    private Sets(CronTimes times) {
      minutes = NumberWords.list(times.minute(), 0, 59);
      hours = NumberWords.list(times.hour(), 0, 23);
      days = NumberWords.list(times.dayOfMonth(), 1, 31);
      months = NumberWords.list(times.month(), 1, 12);
      for (int day = 0; day < DAYS.size(); day++) {
        if (times.dayOfWeek().has((day + 1) % DAYS.size())) {
          weekdays.add(day);
        }
      }
      bothDays = times.dayOfMonth().star() || times.dayOfWeek().star();
      hasStarTime = times.minute().star() || times.hour().star();
    }

    private boolean everyMinute() {
      return minutes.size() == 60;
    }

    private boolean everyHour() {
      return hours.size() == 24;
    }

    private boolean isLongAndHourly() {
      return everyHour() && minutes.size() > MOST_TIMES;
    }

    private boolean isOfTheNight() {
      return hours.get(0) <= MORNING || hours.get(hours.size() - 1) >= EVENING;
    }

    private boolean everyDayOfMonth() {
      return days.size() == 31;
    }

    private boolean everyWeekday() {
      return weekdays.size() == DAYS.size();
    }
  }

  private static String time(Sets sets) {
    if (sets.minutes.size() * sets.hours.size() <= MOST_TIMES) {
      return "at " + NumberWords.join(times(sets), "and");
    }
    int first = sets.minutes.get(0);
    if (sets.minutes.size() == 1 && NumberWords.isEven(sets.hours, 24)) {
      int step = NumberWords.step(sets.hours);
      if (step == 1) {
        return first == 0 ? "every hour on the hour" : "every hour at minute " + first;
      }
      return "every " + step + " hours from " + clock(sets.hours.get(0), first);
    }
    if (sets.minutes.size() == 1 && NumberWords.isOneRun(sets.hours)) {
      return "every hour" + fromTo(sets);
    }
    if (NumberWords.isEven(sets.minutes, 60) && (first == 0 || sets.isLongAndHourly())) {
      int step = NumberWords.step(sets.minutes);
      String every = step == 1 ? "every minute" : "every " + step + " minutes";
      if (first > 0) {
        return every + " from minute " + first + " of every hour";
      }
      if (sets.everyHour()) {
        return every;
      }
      return every
          + (NumberWords.isOneRun(sets.hours) ? fromTo(sets) : " of the hours " + hours(sets));
    }
    String at =
        "at minute"
            + (sets.minutes.size() == 1 ? " " : "s ")
            + NumberWords.of(sets.minutes, "and", String::valueOf);
    if (sets.everyHour()) {
      return at + " of every hour";
    }
    return at + (sets.hours.size() == 1 ? " of the hour " : " of the hours ") + hours(sets);
  }

  private static List<String> times(Sets sets) {
    List<String> times = new ArrayList<>();
    for (int hour : sets.hours) {
      for (int minute : sets.minutes) {
        times.add(clock(hour, minute));
      }
    }
    return times;
  }

  private static String hours(Sets sets) {
    return NumberWords.of(sets.hours, "and", String::valueOf);
  }

  private static String fromTo(Sets sets) {
    return " from "
        + clock(sets.hours.get(0), sets.minutes.get(0))
        + " to "
        + clock(sets.hours.get(sets.hours.size() - 1), sets.minutes.get(sets.minutes.size() - 1));
  }

  private static String clock(int hour, int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
  }

  private static String days(Sets sets) {
    if (sets.bothDays) {
      if (sets.everyDayOfMonth()) {
        return sets.everyWeekday() ? EVERY_DAY : weekdays(sets);
      }
      return sets.everyWeekday()
          ? daysOfMonth(sets)
          : daysOfMonth(sets)
              + (sets.days.size() == 1 ? " if it is a " : " that are a ")
              + NumberWords.of(sets.weekdays, "or", DAYS::get);
    }
    return sets.everyDayOfMonth() || sets.everyWeekday()
        ? EVERY_DAY
        : daysOfMonth(sets) + ", and also " + weekdays(sets);
  }

  private static String weekdays(Sets sets) {
    String names = NumberWords.of(sets.weekdays, "and", DAYS::get);
    boolean isRange = sets.weekdays.size() > 2 && NumberWords.isOneRun(sets.weekdays);
    return isRange ? names : "every " + names;
  }

  private static String daysOfMonth(Sets sets) {
    return (sets.days.size() == 1 ? "on day " : "on days ")
        + NumberWords.of(sets.days, "and", String::valueOf)
        + " of the month";
  }

  private static List<String> notes(CronSchedule schedule, Sets sets) {
    List<String> notes = new ArrayList<>();
    if (!schedule.canFire()) {
      notes.add("no year has such a date: it never fires");
    }
    addDays(schedule.times(), sets, notes);
    StepNotes.addTo(schedule.text(), notes);
    addShortMonths(schedule, sets, notes);
    addClocks(sets, notes);
    return notes;
  }

  private static void addDays(CronTimes times, Sets sets, List<String> notes) {
    boolean restricted = !sets.everyDayOfMonth() && !sets.everyWeekday();
    if (sets.bothDays) {
      if (restricted) {
        notes.add(
            (times.dayOfMonth().star() ? CronField.DAY_OF_MONTH : CronField.DAY_OF_WEEK).label()
                + " starts with a star, so a day must match both day fields");
      }
    } else if (restricted) {
      notes.add(
          "both day fields are given: cron fires on a day that matches either, not only on one that"
              + " matches both");
    } else if (!sets.everyDayOfMonth() || !sets.everyWeekday()) {
      notes.add(
          "both day fields are given, and one that matches is enough: "
              + (sets.everyWeekday()
                  ? "day of week has every day, so day of month changes nothing"
                  : "day of month has every day, so day of week changes nothing"));
    }
  }

  private static void addShortMonths(CronSchedule schedule, Sets sets, List<String> notes) {
    boolean byDayOfMonth = sets.bothDays && sets.days.get(0) >= FIRST_DAY_OF_NOT_ALL_MONTHS;
    if (!byDayOfMonth || !schedule.canFire()) {
      return;
    }
    if (sets.months.equals(List.of(2))) {
      notes.add("29 February comes in leap years only");
    } else if (sets.months.stream().anyMatch(m -> CronTimes.mostDays(m) < sets.days.get(0))
        || sets.months.contains(2)) {
      notes.add("months without such a day are passed over");
    }
  }

  /**
   * A schedule of every hour or minute is expected to go on through both nights, and one of some
   * hours to happen once: where a star, or none, has it otherwise, that is said. No zone changes
   * its clocks by day.
   */
  private static void addClocks(Sets sets, List<String> notes) {
    if (!sets.isOfTheNight()) {
      return;
    }
    boolean expected = sets.everyHour() || sets.everyMinute();
    if (sets.hasStarTime && !expected) {
      notes.add(
          "a time field starts with a star: where the clocks change, Debian's cron and cronie lose"
              + " what the skipped hour has, and run what the repeated hour has twice");
    } else if (!sets.hasStarTime && expected) {
      notes.add(
          "no time field starts with a star: where the clocks change, Debian's cron and cronie make"
              + " up for the skipped hour at its end, and run what the repeated hour has once");
    }
  }
}
