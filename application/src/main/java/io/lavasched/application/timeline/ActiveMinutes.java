// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import io.lavasched.domain.schedule.ActiveSeconds;

/**
 * The minutes of an interval in which a window is open.
 *
 * @param first from which it is open; may be outside of the interval
 * @param last until which it is open
 * @param isExcluding whether it is closed between the two, and not open between them
 */
record ActiveMinutes(long first, long last, boolean isExcluding) {

  static ActiveMinutes of(ActiveSeconds window, Interval interval) {
    // What begins within a minute begins with the next.
    return new ActiveMinutes(
        interval.minuteFrom(window.first()), interval.minuteOf(window.last()), window.excludes());
  }

  boolean contains(int minute) {
    return isExcluding ? minute >= first || minute <= last : minute >= first && minute <= last;
  }
}
