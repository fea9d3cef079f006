package io.lavasched.domain.timeline;

import io.lavasched.domain.schedule.ActiveWindow;
import java.time.Instant;

/**
 * The minutes of an interval in which a window is open.
 *
 * @param first from which it is open; may be outside of the interval
 * @param last until which it is open
 * @param isExcluding whether it is closed between the two, and not open between them
 */
record ActiveMinutes(long first, long last, boolean isExcluding) {

  static ActiveMinutes of(ActiveWindow window, Interval interval) {
    Instant from = window.from().toInstant(interval.zone());
    Instant to = window.to().toInstant(interval.zone());
    // Whole seconds count: what begins within one begins with the next.
    long begin = from.getEpochSecond() + (from.getNano() > 0 ? 1 : 0);
    return new ActiveMinutes(
        interval.minuteFrom(begin), interval.minuteOf(to.getEpochSecond()), from.isAfter(to));
  }

  boolean contains(int minute) {
    return isExcluding ? minute >= first || minute <= last : minute >= first && minute <= last;
  }
}
