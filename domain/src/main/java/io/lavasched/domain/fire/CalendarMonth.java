// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

/**
 * Months of the Gregorian calendar, as plain numbers, so that walking through them makes no
 * objects. A day is a number: days since 1970-01-01. A month is a number: 12 times the year, plus 0
 * for January.
 */
final class CalendarMonth {

  private static final int THURSDAY = 4; // 1970-01-01, with Sunday as 0
  private static final int DAYS_PER_ERA = 146_097; // 400 years
  private static final int FIRST_ERA = 719_468; // from 0000-03-01 to 1970-01-01

  private CalendarMonth() {}

  /** The month of a day. */
  public static long of(long day) {
    int fromMarch = fromMarch(dayOfYear(day));
    long year = year(day);
    // January and February belong to the year that started in March before them.
    return year * 12 + fromMarch + 2;
  }

  /** 1-31. */
  public static int dayOfMonth(long day) {
    int dayOfYear = dayOfYear(day);
    return dayOfYear - daysBefore(fromMarch(dayOfYear)) + 1;
  }

  /** 1-12. */
  public static int number(long month) {
    return (int) Math.floorMod(month, 12L) + 1;
  }

  /** 28-31. */
  public static int length(long month) {
    int number = number(month);
    if (number != 2) {
      return 30 + ((number + (number >> 3)) & 1);
    }
    long year = Math.floorDiv(month, 12L);
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  }

  /** 0 is Sunday. */
  public static int weekday(long day) {
    return (int) Math.floorMod(day + THURSDAY, 7L);
  }

  // Years that start in March have their odd day at their end, and then lengths of months that one
  // straight line goes through.

  private static int dayOfEra(long day) {
    return (int) Math.floorMod(day + FIRST_ERA, (long) DAYS_PER_ERA);
  }

  private static int yearOfEra(int dayOfEra) {
    return (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
  }

  private static long year(long day) {
    return Math.floorDiv(day + FIRST_ERA, (long) DAYS_PER_ERA) * 400 + yearOfEra(dayOfEra(day));
  }

  private static int dayOfYear(long day) {
    int dayOfEra = dayOfEra(day);
    int year = yearOfEra(dayOfEra);
    return dayOfEra - (365 * year + year / 4 - year / 100);
  }

  private static int fromMarch(int dayOfYear) {
    return (5 * dayOfYear + 2) / 153;
  }

  private static int daysBefore(int fromMarch) {
    return (153 * fromMarch + 2) / 5;
  }
}
