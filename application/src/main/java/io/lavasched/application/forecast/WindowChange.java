// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.schedule.ScheduleItem;

/**
 * A window of a schedule begins or ends. Its entry enters or leaves the crontab with the first
 * rebuild from then on.
 *
 * @param at when: the first second that is as {@code begins} says, since 1970-01-01T00:00Z
 * @param job which job
 * @param item which of its schedules: an index into the list of them
 * @param begins whether the schedule is active from then on
 * @param rebuild when the crontab is rebuilt next, that second included: cron goes by it from the
 *     minute after it on; {@link FireTimes#NEVER} where nobody can tell
 */
public record WindowChange(long at, ForecastJob job, int item, boolean begins, long rebuild) {

  /**
   * The schedule whose window it is.
   *
   * @return one of the job's
   */
  public ScheduleItem schedule() {
    return job.record().schedule().items().get(item);
  }
}
