// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.List;
import java.util.Objects;

/**
 * What is dispatched in an interval.
 *
 * <p>Windows open and close at the rebuilds of the crontab, where the records tell when they are,
 * and else at their own times. What cron starts at boot is not in it.
 *
 * @param interval which minutes
 * @param jobs those with a schedule other than at boot, by dispatcher and id, whether they are
 *     dispatched in the interval or not
 * @param total all that is dispatched
 * @param dispatchers what each dispatches, by name
 * @param workers what each gets, by name
 * @param crowds the largest, the largest first and then the earliest; at most {@link #MOST_CROWDS}
 * @param edges where windows open and close, in the order of time
 * @param clockChanges where the clock is put forward or back, in the order of time
 */
public record Timeline(
    Interval interval,
    List<TimelineJob> jobs,
    Load total,
    List<Lane> dispatchers,
    List<Lane> workers,
    List<Crowd> crowds,
    List<WindowEdge> edges,
    List<ClockChange> clockChanges) {

  /** How many crowds there are at most. */
  public static final int MOST_CROWDS = 10;

  /** How many jobs of a crowd are named at most. */
  public static final int MOST_NAMED = 20;

  /** Copies the lists. */
  public Timeline {
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(total, "total");
    jobs = List.copyOf(jobs);
    dispatchers = List.copyOf(dispatchers);
    workers = List.copyOf(workers);
    crowds = List.copyOf(crowds);
    edges = List.copyOf(edges);
    clockChanges = List.copyOf(clockChanges);
  }
}
