// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import io.lavasched.domain.fire.FireTimes;

/**
 * An {@link ActiveWindow} on the clock of one zone: in whole seconds since 1970-01-01T00:00Z.
 *
 * <p>Law: {@link #has} of a second is {@link ActiveWindow#isActive} of any instant in it.
 *
 * @param first the first active second, or the first after the pause of one that excludes
 * @param last the last active second, or the last before the pause of one that excludes
 * @param excludes whether it is active outside the two, and not between them
 */
public record ActiveSeconds(long first, long last, boolean excludes) {

  /** No such second. */
  public static final long NEVER = FireTimes.NEVER;

  /**
   * Whether the schedule is active.
   *
   * @param second which second
   * @return true if its entry belongs into the crontab then
   */
  public boolean has(long second) {
    boolean begun = second >= first;
    boolean ended = second > last;
    return excludes ? begun || !ended : begun && !ended;
  }

  /**
   * The first active second that is not before another.
   *
   * @param from where to start
   * @return that second itself where it is active; {@link #NEVER} if there is none any more
   */
  public long next(long from) {
    if (has(from)) {
      return from;
    }
    return from < first && has(first) ? first : NEVER;
  }

  /**
   * The next second at which the window begins or ends.
   *
   * @param after not itself a candidate
   * @return the first second that is not as the one before it; {@link #NEVER} if there is none. The
   *     ends of all time, which stand for none given, are no change
   */
  public long changeAfter(long after) {
    long found = NEVER;
    for (long change : new long[] {first, last + 1}) {
      if (change > after && change < found && isChange(change)) {
        found = change;
      }
    }
    return found;
  }

  /**
   * The last second at which the window began or ended.
   *
   * @param until the last candidate
   * @return the last second that is not as the one before it; {@link #NEVER} if there is none
   */
  public long changeUpTo(long until) {
    long found = NEVER;
    for (long change : new long[] {first, last + 1}) {
      if (change <= until && (found == NEVER || change > found) && isChange(change)) {
        found = change;
      }
    }
    return found;
  }

  private boolean isChange(long second) {
    return second > ActiveWindow.EARLIEST_SECOND
        && second <= ActiveWindow.LATEST_SECOND
        && has(second) != has(second - 1);
  }

  /**
   * What the window is at an instant.
   *
   * @param second which second
   * @return its state
   */
  public State state(long second) {
    boolean was = changeUpTo(second) != NEVER;
    boolean changes = changeAfter(second) != NEVER;
    if (has(second)) {
      return changes || was ? State.ACTIVE : State.ALWAYS;
    }
    if (changes) {
      return was ? State.PAUSED : State.NOT_BEGUN;
    }
    return State.OVER;
  }

  /** What a window is at some instant. */
  public enum State {
    /** Active, and it never begins or ends. */
    ALWAYS,
    /** Active, and it began or will end. */
    ACTIVE,
    /** Not active, and never was before; it will be. */
    NOT_BEGUN,
    /** Not active, but it was, and it will be again. */
    PAUSED,
    /** Not active, and it will never be again. */
    OVER
  }
}
