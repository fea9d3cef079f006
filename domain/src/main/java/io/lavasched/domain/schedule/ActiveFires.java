// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.cron.PortableCron;
import io.lavasched.domain.fire.FireTimes;
import java.util.Objects;

/** The fires of one schedule within its window. */
public final class ActiveFires {

  private final FireTimes fires;
  private final ActiveSeconds window;

  /**
   * Joins the two.
   *
   * @param fires when cron starts it
   * @param window when its entry is in the crontab
   */
  public ActiveFires(FireTimes fires, ActiveSeconds window) {
    Objects.requireNonNull(fires, "fires");
    Objects.requireNonNull(window, "window");
    this.fires = fires;
    this.window = window;
  }

  /**
   * The fires of a schedule in the form in which it is written for a cron.
   *
   * @param schedule as its author wrote it
   * @param cron which cron, and where
   * @return its fire times
   */
  public static FireTimes times(CronSchedule schedule, NodeCron cron) {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(cron, "cron");
    return FireTimes.of(PortableCron.written(schedule, cron.dialect()), cron);
  }

  /**
   * The first fire after a second at which the window is active.
   *
   * @param after not itself a candidate
   * @return the fire, or {@link FireTimes#NEVER}
   */
  public long next(long after) {
    long fire = fires.next(after);
    while (fire != FireTimes.NEVER && !window.has(fire)) {
      long active = window.next(fire);
      fire = active == ActiveSeconds.NEVER ? FireTimes.NEVER : fires.next(active - 1);
    }
    return fire;
  }

  /**
   * How often the job is dispatched at one of the fires.
   *
   * @param at seconds since 1970
   * @return 1, but where cron makes up for what the clocks skipped
   */
  public int count(long at) {
    return fires.count(at);
  }
}
