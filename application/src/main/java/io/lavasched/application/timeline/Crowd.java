// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.List;
import java.util.Objects;

/**
 * Jobs that are dispatched in the same minute, and together again in others.
 *
 * @param minutes all that have just these jobs, in the order of time; at least one
 * @param load how many jobs are dispatched in each of them
 * @param first the first of them, in the order of the timeline's jobs
 * @param more how many are dispatched besides those
 */
public record Crowd(List<Integer> minutes, int load, List<Dispatched> first, int more) {

  /**
   * A job that is dispatched.
   *
   * @param job which
   * @param scheduled by which of its schedules
   * @param count how often in that minute
   */
  public record Dispatched(TimelineJob job, TimelineJob.Scheduled scheduled, int count) {
    /** Checks that nothing is null. */
    public Dispatched {
      Objects.requireNonNull(job, "job");
      Objects.requireNonNull(scheduled, "scheduled");
    }
  }

  /** Copies the lists. */
  public Crowd {
    minutes = List.copyOf(minutes);
    first = List.copyOf(first);
  }
}
