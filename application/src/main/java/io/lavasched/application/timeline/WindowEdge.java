// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.Objects;

/**
 * A moment at which the window of a schedule begins or ends.
 *
 * @param minute the first minute in which the other holds
 * @param begins whether the schedule is active from there on, and not any longer
 * @param job whose schedule it is
 * @param scheduled which of its schedules
 */
public record WindowEdge(
    int minute, boolean begins, TimelineJob job, TimelineJob.Scheduled scheduled) {

  /** Checks that nothing is null. */
  public WindowEdge {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(scheduled, "scheduled");
  }
}
