// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronTimes;

/**
 * The minutes of a wall clock that a cron string names, whatever the clock is set to.
 *
 * <p>A wall minute is a number: minutes since 1970-01-01T00:00 on that clock. The search goes by
 * sets of bits: a step for each month without such a day, one for a day, none for a minute.
 */
final class WallTimes {

  /** No such minute. */
  static final long NONE = Long.MIN_VALUE;

  static final int MINUTES_PER_DAY = 24 * 60;

  private static final long LEAP_YEAR = 2000 * 12;
  private static final int MONTH = 0xffff_fffe;
  private static final int WEEK = 0x7f;
  private static final long EVERY_WEEK = 1 | (1 << 7) | (1 << 14) | (1 << 21) | (1L << 28);

  // Bit n is number n.
  private final long minutes;
  private final int hours;
  private final int daysOfMonth;
  private final int months;
  private final int daysOfWeek;

  /** Whether a day must be in both sets, not in any of the two. */
  private final boolean isBothDays;

  private final boolean isEmpty;

  /**
   * A day that matches, the one that was found last: the next search most often starts on it, and
   * need not ask the calendar then. What another thread writes here is as true.
   */
  private int knownDay = Integer.MIN_VALUE;

  /** The two sets of days, and whether a day must be in both. */
  private record Days(int ofMonth, int ofWeek, boolean areBoth) {}

  WallTimes(CronTimes times, CronDialect dialect) {
    minutes = times.minute().bits();
    hours = (int) times.hour().bits();
    months = (int) times.month().bits();
    int byMonth = (int) times.dayOfMonth().bits();
    int byWeek = (int) times.dayOfWeek().bits();
    Days days =
        switch (dialect) {
          case BUSYBOX -> {
            // It looks at the sets, not at the text: a field that is not full is a restriction, and
            // if only one is, the other counts for nothing. CRON.md section 1.4
            boolean isByMonth = !times.dayOfMonth().star() || byMonth != MONTH;
            boolean isByWeek = byWeek != WEEK;
            yield new Days(
                isByWeek && !isByMonth ? 0 : byMonth, isByMonth && !isByWeek ? 0 : byWeek, false);
          }
          case BCRON, SYSTEMD_CRON -> new Days(byMonth, byWeek, true);
          case VIXIE, DEBIAN, CRONIE, PORTABLE ->
              new Days(byMonth, byWeek, times.dayOfMonth().star() || times.dayOfWeek().star());
        };
    daysOfMonth = days.ofMonth;
    daysOfWeek = days.ofWeek;
    isBothDays = days.areBoth;
    isEmpty = minutes == 0 || hours == 0 || !hasDate();
  }

  /** Whether there is none in any year. */
  boolean isEmpty() {
    return isEmpty;
  }

  private boolean hasDate() {
    for (long month = LEAP_YEAR; month < LEAP_YEAR + 12; month++) {
      boolean inMonth = has(months, CalendarMonth.number(month));
      // A date that exists falls on each weekday in some year: 29 February too.
      boolean byDate = (daysOfMonth & ((2L << CalendarMonth.length(month)) - 1)) != 0;
      boolean byWeek = daysOfWeek != 0;
      if (inMonth && (isBothDays ? byDate && byWeek : byDate || byWeek)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all its minutes are of one hour of the day. */
  boolean isOfOneHour() {
    return Integer.bitCount(hours) <= 1;
  }

  boolean has(long wall) {
    return next(wall, wall) != NONE;
  }

  /** How many there are in [from, to]. */
  int count(long from, long to) {
    int count = 0;
    for (long wall = next(from, to); wall != NONE; wall = next(wall + 1, to)) {
      count++;
    }
    return count;
  }

  /** The first one in [from, to], or {@link #NONE}. */
  long next(long from, long to) {
    if (from > to) {
      return NONE;
    }
    long day = Math.floorDiv(from, MINUTES_PER_DAY);
    if (day == knownDay) {
      int found = nextInDay((int) (from - day * MINUTES_PER_DAY));
      if (found >= 0) {
        return notAfter(to, day * MINUTES_PER_DAY + found);
      }
    }
    int dayOfMonth = CalendarMonth.dayOfMonth(day);
    long month = CalendarMonth.of(day);
    long firstDay = day - (dayOfMonth - 1);
    int days = days(month, firstDay);
    if (has(days, dayOfMonth)) {
      int found = nextInDay((int) (from - day * MINUTES_PER_DAY));
      if (found >= 0) {
        return notAfter(to, day * MINUTES_PER_DAY + found);
      }
    }
    int first = nextInDay(0);
    if (first < 0) {
      return NONE;
    }
    days &= -2 << dayOfMonth;
    while (days == 0) {
      firstDay += CalendarMonth.length(month);
      month++;
      if (firstDay * MINUTES_PER_DAY > to) {
        return NONE;
      }
      days = days(month, firstDay);
    }
    long found = firstDay - 1 + Integer.numberOfTrailingZeros(days);
    knownDay = (int) found;
    return notAfter(to, found * MINUTES_PER_DAY + first);
  }

  private static long notAfter(long to, long wall) {
    return wall <= to ? wall : NONE;
  }

  /** The last one in [from, to], or {@link #NONE}. */
  long previous(long to, long from) {
    if (from > to) {
      return NONE;
    }
    long day = Math.floorDiv(to, MINUTES_PER_DAY);
    if (day == knownDay) {
      int found = previousInDay((int) (to - day * MINUTES_PER_DAY));
      if (found >= 0) {
        return notBefore(from, day * MINUTES_PER_DAY + found);
      }
    }
    int dayOfMonth = CalendarMonth.dayOfMonth(day);
    long month = CalendarMonth.of(day);
    long firstDay = day - (dayOfMonth - 1);
    int days = days(month, firstDay);
    if (has(days, dayOfMonth)) {
      int found = previousInDay((int) (to - day * MINUTES_PER_DAY));
      if (found >= 0) {
        return notBefore(from, day * MINUTES_PER_DAY + found);
      }
    }
    int last = previousInDay(MINUTES_PER_DAY - 1);
    if (last < 0) {
      return NONE;
    }
    days &= (1 << dayOfMonth) - 1;
    while (days == 0) {
      if (firstDay * MINUTES_PER_DAY <= from) {
        return NONE;
      }
      month--;
      firstDay -= CalendarMonth.length(month);
      days = days(month, firstDay);
    }
    long found = firstDay - 1 + highest(days & 0xffff_ffffL);
    knownDay = (int) found;
    return notBefore(from, found * MINUTES_PER_DAY + last);
  }

  private static long notBefore(long from, long wall) {
    return wall >= from ? wall : NONE;
  }

  /** The first minute of a day that is not before a minute of the day, or -1. */
  private int nextInDay(int minuteOfDay) {
    int hour = minuteOfDay / 60;
    if (has(hours, hour)) {
      long rest = minutes & (-1L << (minuteOfDay % 60));
      if (rest != 0) {
        return hour * 60 + Long.numberOfTrailingZeros(rest);
      }
    }
    int later = hours & (-2 << hour);
    return later == 0 || minutes == 0
        ? -1
        : Integer.numberOfTrailingZeros(later) * 60 + Long.numberOfTrailingZeros(minutes);
  }

  /** The last minute of a day that is not after a minute of the day, or -1. */
  private int previousInDay(int minuteOfDay) {
    int hour = minuteOfDay / 60;
    if (has(hours, hour)) {
      long rest = minutes & ((2L << (minuteOfDay % 60)) - 1);
      if (rest != 0) {
        return hour * 60 + highest(rest);
      }
    }
    int earlier = hours & ((1 << hour) - 1);
    return earlier == 0 || minutes == 0 ? -1 : highest(earlier) * 60 + highest(minutes);
  }

  private static boolean has(int bits, int number) {
    return ((bits >>> number) & 1) == 1;
  }

  private static int highest(long bits) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
  }

  /** The days of a month that match; bit n is day n. */
  private int days(long month, long firstDay) {
    if (!has(months, CalendarMonth.number(month))) {
      return 0;
    }
    // Bit 0 of the week is the weekday of the first.
    int turned = (daysOfWeek | (daysOfWeek << 7)) >>> CalendarMonth.weekday(firstDay);
    long byWeek = ((turned & WEEK) * EVERY_WEEK) << 1;
    long days = isBothDays ? daysOfMonth & byWeek : daysOfMonth | byWeek;
    return (int) (days & ((2L << CalendarMonth.length(month)) - 1));
  }
}
