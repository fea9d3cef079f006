// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.times;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import java.util.Optional;

/**
 * When the jobs of one dispatcher are dispatched, by what keeps their schedules.
 *
 * <p>A schedule dispatches its job at those of its {@link #fires} that are {@link #inForce}.
 */
public interface DispatchTimes {

  /**
   * The clocks: that of windows without an offset from UTC ({@link NodeCron#zone}), and that of
   * cron strings ({@link NodeCron#scheduleZone}).
   *
   * @return of a crontab the cron that reads it. Law: where it is the same, a cron string has the
   *     same {@link #fires} for all dispatchers of a realm
   */
  NodeCron cron();

  /**
   * When a cron string fires.
   *
   * @param schedule of a sound record
   * @return its fire times; none for {@code @reboot}
   */
  FireTimes fires(CronSchedule schedule);

  /**
   * When a schedule with a window is in force.
   *
   * @param window of a schedule
   * @return the seconds at which its fires dispatch
   */
  ActiveSeconds inForce(ActiveWindow window);

  /**
   * When a window that changes has an effect, where that is not at once.
   *
   * @param after seconds since 1970; not itself a candidate
   * @return the next rebuild of the crontab; {@link FireTimes#NEVER} where there is none, or where
   *     nobody can tell
   */
  long nextRebuild(long after);

  /**
   * The first window of a job that is over before it comes into force.
   *
   * @param job a sound record
   * @param from the first second that counts
   * @param until the last second at which the window may begin
   * @return {@code window-missed}
   */
  Optional<Problem> firstMissed(JobRecord job, long from, long until);
}
