// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Some days of a calendar, as minutes in a row, numbered from 0.
 *
 * <p>The minutes are those that pass, so that the day on which the clock goes forward has 23 times
 * 60 of them, and the one on which it goes back 25 times 60.
 *
 * @param start seconds since 1970-01-01T00:00Z of minute 0
 * @param minutes how many, at least 1
 * @param zone whose calendar it is
 */
public record Interval(long start, int minutes, ZoneId zone) {

  /** The most days that an interval has. */
  public static final int MOST_DAYS = 31;

  private static final int SECONDS = 60;

  /** Checks that there is a minute. */
  public Interval {
    Objects.requireNonNull(zone, "zone");
    if (minutes < 1) {
      throw new IllegalArgumentException("minutes " + minutes);
    }
  }

  /**
   * Whole days.
   *
   * @param first the first one
   * @param days how many, 1 to {@link #MOST_DAYS}
   * @param zone whose days they are
   * @return from the first instant of the first day to that of the day after the last
   */
  public static Interval ofDays(LocalDate first, int days, ZoneId zone) {
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException("days " + days);
    }
    long start = Math.floorDiv(first.atStartOfDay(zone).toEpochSecond(), SECONDS);
    long end = Math.floorDiv(first.plusDays(days).atStartOfDay(zone).toEpochSecond(), SECONDS);
    // A day that a zone leaves out altogether has no minute: the next one begins where it does.
    return new Interval(start * SECONDS, (int) Math.max(1, end - start), zone);
  }

  /**
   * When a minute begins.
   *
   * @param minute from 0; {@link #minutes()} is the end
   * @return seconds since 1970-01-01T00:00Z
   */
  public long second(int minute) {
    return start + (long) minute * SECONDS;
  }

  /**
   * When a minute begins.
   *
   * @param minute from 0; {@link #minutes()} is the end
   * @return the instant
   */
  public Instant at(int minute) {
    return Instant.ofEpochSecond(second(minute));
  }

  /**
   * What the clock shows when a minute begins.
   *
   * @param minute from 0; {@link #minutes()} is the end
   * @return date and time in the zone
   */
  public LocalDateTime local(int minute) {
    return LocalDateTime.ofInstant(at(minute), zone);
  }

  /**
   * How far the clock is from UTC when a minute begins.
   *
   * @param minute from 0
   * @return the offset
   */
  public ZoneOffset offset(int minute) {
    return zone.getRules().getOffset(at(minute));
  }

  /** The number of the first minute that begins at a second or after it; may be outside. */
  long minuteFrom(long second) {
    return -Math.floorDiv(start - second, SECONDS);
  }

  /** The number of the minute in which a second is; may be outside. */
  long minuteOf(long second) {
    return Math.floorDiv(second - start, SECONDS);
  }

  /**
   * The hours as the clock shows them, in the order in which they pass.
   *
   * @return each minute is in exactly one
   */
  public List<ClockHour> hours() {
    List<ClockHour> hours = new ArrayList<>();
    int from = 0;
    LocalDateTime first = local(0);
    LocalDateTime latest = first;
    for (int minute = 1; minute <= minutes; minute++) {
      LocalDateTime next = local(minute);
      boolean runsOn =
          next.getHour() == first.getHour() && next.equals(first.plusMinutes(minute - from));
      if (minute == minutes || !runsOn) {
        hours.add(new ClockHour(first, from, minute - from, first.isBefore(latest)));
        LocalDateTime last = first.plusMinutes(minute - from);
        latest = last.isAfter(latest) ? last : latest;
        from = minute;
        first = next;
      }
    }
    return hours;
  }

  /**
   * Where the clock is put forward or back.
   *
   * @return in the order of time, those at minute 0 too
   */
  List<ClockChange> clockChanges() {
    List<ClockChange> changes = new ArrayList<>();
    Instant end = at(minutes);
    ZoneOffsetTransition next = zone.getRules().nextTransition(at(0).minusNanos(1));
    while (next != null && next.getInstant().isBefore(end)) {
      changes.add(
          new ClockChange(
              (int) minuteOf(next.toEpochSecond()),
              next.getDateTimeBefore(),
              next.getDateTimeAfter()));
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return changes;
  }
}
