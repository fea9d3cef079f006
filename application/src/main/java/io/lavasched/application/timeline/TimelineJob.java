// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.schedule.ScheduleItem;
import java.util.List;
import java.util.Objects;

/**
 * A job, and when it is dispatched.
 *
 * @param id which
 * @param dispatcher who dispatches it
 * @param worker who gets it
 * @param schedules its schedules but those at boot, in the order of the record
 */
public record TimelineJob(
    JobId id, DispatcherName dispatcher, WorkerName worker, List<Scheduled> schedules) {

  /**
   * One schedule of a job.
   *
   * @param item as its author wrote it
   * @param dispatches when it dispatches the job
   */
  public record Scheduled(ScheduleItem item, Dispatches dispatches) {
    /** Checks that nothing is null. */
    public Scheduled {
      Objects.requireNonNull(item, "item");
      Objects.requireNonNull(dispatches, "dispatches");
    }
  }

  /** Copies the schedules. */
  public TimelineJob {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(worker, "worker");
    schedules = List.copyOf(schedules);
  }

  /**
   * How often it is dispatched.
   *
   * @return in the whole interval; 0 where it is not
   */
  public long dispatches() {
    long sum = 0;
    for (Scheduled scheduled : schedules) {
      sum += scheduled.dispatches().total();
    }
    return sum;
  }
}
