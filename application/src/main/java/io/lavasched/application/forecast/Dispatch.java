// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.domain.schedule.ScheduleItem;

/**
 * One dispatch to come.
 *
 * @param at when, in seconds since 1970-01-01T00:00Z
 * @param job which job
 * @param item by which of its schedules: an index into the list of them
 * @param times how often it is dispatched then: once, but where cron makes up for what the clocks
 *     skipped
 */
public record Dispatch(long at, ForecastJob job, int item, int times) {

  /**
   * Whether it comes after its window, because the crontab has not been rebuilt since.
   *
   * @return true if the window is closed then
   */
  public boolean isLate() {
    return !schedule().window().inSeconds(job.cron().zone()).has(at);
  }

  /**
   * The schedule by which it is dispatched.
   *
   * @return one of the job's
   */
  public ScheduleItem schedule() {
    return job.record().schedule().items().get(item);
  }
}
