// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import java.util.Objects;

/**
 * The meaning of a cron string: sets of numbers, and which fields start with a star.
 *
 * <p>The star matters beyond its set: when either day field starts with one, a day must be in both
 * sets, otherwise in any of the two; and daylight saving treats stars in minute and hour otherwise.
 */
public record CronTimes(
    Field minute, Field hour, Field dayOfMonth, Field month, Field dayOfWeek, boolean reboot) {

  /** Bit n of the set is number n; Sunday is 0 only. */
  public record Field(long bits, boolean star) {
    public boolean has(int number) {
      return ((bits >>> number) & 1) == 1;
    }
  }

  private static final Field NONE = new Field(0, false);

  static final CronTimes REBOOT = new CronTimes(NONE, NONE, NONE, NONE, NONE, true);

  private static final int[] MOST_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /** Checks that nothing is null. */
  public CronTimes {
    Objects.requireNonNull(minute, "minute");
    Objects.requireNonNull(hour, "hour");
    Objects.requireNonNull(dayOfMonth, "dayOfMonth");
    Objects.requireNonNull(month, "month");
    Objects.requireNonNull(dayOfWeek, "dayOfWeek");
  }

  /** The most days that a month has in any year. */
  public static int mostDays(int month) {
    return MOST_DAYS[month - 1];
  }

  boolean canFire() {
    if (reboot) {
      return true;
    }
    boolean bothDaysMustMatch = dayOfMonth.star || dayOfWeek.star;
    if (!bothDaysMustMatch) {
      return true; // every weekday comes around in every month
    }
    for (int m = 1; m <= MOST_DAYS.length; m++) {
      // A date that exists falls on each weekday in some year: 29 February too.
      long days = (1L << (MOST_DAYS[m - 1] + 1)) - 1;
      if (month.has(m) && (dayOfMonth.bits & days) != 0) {
        return true;
      }
    }
    return false;
  }
}
