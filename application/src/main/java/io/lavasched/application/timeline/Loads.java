// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import io.lavasched.domain.fire.FireTimes;
import java.util.Collection;
import java.util.Map;

/** Adds up what each schedule dispatches: in all, for each dispatcher, for each worker. */
final class Loads {

  /** Of the golden ratio: spreads numbers that follow each other over all bits. */
  private static final long SPREADING = 0x9E3779B97F4A7C15L;

  private final Interval interval;
  private final Lanes dispatchers;
  private final Lanes workers;
  private final int[] total;

  /** Two minutes have the same number where the same jobs are dispatched; see {@link Crowds}. */
  private final long[] marks;

  private long lastMark;

  /** Of the cron string that is walked through: at which minutes it fires, and how often. */
  private final int[] fires;

  private final int[] counts;
  private int size;

  Loads(Interval interval, Lanes dispatchers, Lanes workers) {
    this.interval = interval;
    this.dispatchers = dispatchers;
    this.workers = workers;
    total = new int[interval.minutes()];
    marks = new long[interval.minutes()];
    fires = new int[interval.minutes()];
    counts = new int[interval.minutes()];
  }

  /** Adds a cron string with all who have it. */
  void walk(FireTimes times, Collection<Users> windows) {
    size = 0;
    Dispatches.walk(
        times,
        interval,
        (minute, count) -> {
          fires[size] = minute;
          counts[size++] = count;
        });
    for (Users users : windows) {
      add(times, users);
    }
  }

  private void add(FireTimes times, Users users) {
    ActiveMinutes active = users.active();
    int from = 0;
    int to = size;
    if (!active.isExcluding()) { // Nearly always: then what is active is in one piece.
      while (from < size && fires[from] < active.first()) {
        from++;
      }
      while (to > from && fires[to - 1] > active.last()) {
        to--;
      }
    }
    long mark = nextMark();
    long dispatches = 0;
    for (int i = from; i < to; i++) {
      if (active.contains(fires[i])) {
        dispatches += counts[i];
        total[fires[i]] += counts[i] * users.jobs();
        marks[fires[i]] += counts[i] * mark;
      }
    }
    addTo(dispatchers, users.jobsOfDispatcher(), active, from, to);
    addTo(workers, users.jobsOfWorker(), active, from, to);
    users.found(new Dispatches(times, active, interval, dispatches));
  }

  private void addTo(
      Lanes lanes, Map<Integer, Integer> jobs, ActiveMinutes active, int from, int to) {
    jobs.forEach(
        (lane, count) -> {
          int[] load = lanes.load(lane);
          for (int i = from; i < to; i++) {
            if (active.contains(fires[i])) {
              load[fires[i]] += counts[i] * count;
            }
          }
        });
  }

  /** A number for each schedule, whose sums over different sets differ (splitmix64). */
  private long nextMark() {
    lastMark += SPREADING;
    long mixed = (lastMark ^ (lastMark >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  Load total() {
    return Load.owning(total);
  }

  long mark(int minute) {
    return marks[minute];
  }
}
