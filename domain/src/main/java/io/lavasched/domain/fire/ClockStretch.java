// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import static io.lavasched.domain.fire.FireTimes.NEVER;
import static io.lavasched.domain.fire.WallTimes.NONE;

/**
 * A stretch of time in which the wall clock is not put forward or back, and what one cron makes of
 * one schedule in it.
 *
 * <p>In it, the schedule fires at each of its wall minutes from {@code firesFrom} on, and {@code
 * extraCount} times at {@code extraAt}, if that is one.
 *
 * @param start the first second
 * @param end the second after the last one, or {@link Long#MAX_VALUE}
 * @param offset what the wall clock is ahead, in seconds
 * @param firesFrom a wall minute that begins in the stretch, or one after it for none
 * @param extraAt a wall minute, or {@link WallTimes#NONE}
 * @param extraCount 0 if there is none
 */
record ClockStretch(
    long start, long end, int offset, long firesFrom, long extraAt, int extraCount) {

  static final ClockStretch EMPTY = new ClockStretch(1, 0, 0, 0, NONE, 0);

  boolean has(long instant) {
    return start <= instant && instant < end;
  }

  /** The first wall minute that begins at or after an instant. */
  static long wallFrom(long instant, int offset) {
    return -Math.floorDiv(-(instant + offset), 60L);
  }

  /** The last wall minute that begins at or before an instant. */
  static long wallTo(long instant, int offset) {
    return Math.floorDiv(instant + offset, 60L);
  }

  long instant(long wall) {
    return wall * 60 - offset;
  }

  /** The first fire in [from, to] and in this stretch. */
  long next(WallTimes times, long from, long to) {
    long first = wallFrom(Math.max(from, start), offset);
    long last = wallTo(Math.min(to, end - 1), offset);
    long wall = times.next(Math.max(first, firesFrom), last);
    if (extraCount > 0 && first <= extraAt && extraAt <= last) {
      wall = wall == NONE ? extraAt : Math.min(wall, extraAt);
    }
    return wall == NONE ? NEVER : instant(wall);
  }

  /** The last fire in [from, to] and in this stretch. */
  long previous(WallTimes times, long to, long from) {
    long first = wallFrom(Math.max(from, start), offset);
    long last = wallTo(Math.min(to, end - 1), offset);
    long wall = times.previous(last, Math.max(first, firesFrom));
    if (extraCount > 0 && first <= extraAt && extraAt <= last) {
      wall = Math.max(wall, extraAt); // NONE is less than any
    }
    return wall == NONE ? NEVER : instant(wall);
  }

  int count(WallTimes times, long at) {
    long wall = wallTo(at, offset);
    if (instant(wall) != at) {
      return 0;
    }
    return (wall >= firesFrom && times.has(wall) ? 1 : 0) + (wall == extraAt ? extraCount : 0);
  }
}
