// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import io.lavasched.domain.fire.FireTimes;

/**
 * When one schedule dispatches its jobs in an {@link Interval}: the fire times of its cron string
 * in its window. Jobs with the same schedule share one.
 */
public final class Dispatches {

  private final FireTimes times;
  private final ActiveMinutes active;
  private final Interval interval;
  private final long total;

  Dispatches(FireTimes times, ActiveMinutes active, Interval interval, long total) {
    this.times = times;
    this.active = active;
    this.interval = interval;
    this.total = total;
  }

  /** Takes a minute, and how often the job is dispatched in it. */
  public interface Sink {

    /**
     * Takes one minute.
     *
     * @param minute its number in the interval
     * @param count 1 or more
     */
    void take(int minute, int count);
  }

  /**
   * How often it dispatches a job.
   *
   * @return 0 where it does not
   */
  long total() {
    return total;
  }

  /**
   * How often it dispatches a job in a minute.
   *
   * @param minute its number in the interval
   * @return 0 where it does not
   */
  int count(int minute) {
    return active.contains(minute) ? times.count(interval.second(minute)) : 0;
  }

  /**
   * Hands out all minutes in which it dispatches a job.
   *
   * @param sink takes them in the order of time
   */
  public void forEach(Sink sink) {
    walk(
        times,
        interval,
        (minute, count) -> {
          if (active.contains(minute)) {
            sink.take(minute, count);
          }
        });
  }

  /** The same for a cron string, whatever the window. */
  static void walk(FireTimes times, Interval interval, Sink sink) {
    long end = interval.second(interval.minutes());
    for (long fire = times.next(interval.start() - 1); fire < end; fire = times.next(fire)) {
      sink.take((int) interval.minuteOf(fire), times.count(fire));
    }
  }
}
