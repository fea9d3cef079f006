package io.lavasched.domain.usecase;

import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.CronSchedule;
import io.lavasched.domain.schedule.FireTimes;
import io.lavasched.domain.schedule.NodeCron;
import io.lavasched.domain.schedule.PortableCron;

/** The fires of one schedule within its window. */
final class ActiveFires {

  private final FireTimes fires;
  private final ActiveSeconds window;

  ActiveFires(FireTimes fires, ActiveSeconds window) {
    this.fires = fires;
    this.window = window;
  }

  /** The fires of a schedule in the form in which it is written for a cron. */
  static FireTimes times(CronSchedule schedule, NodeCron cron) {
    return FireTimes.of(PortableCron.written(schedule, cron.dialect()), cron);
  }

  /** The first fire after a second at which the window is active, or {@link FireTimes#NEVER}. */
  long next(long after) {
    long fire = fires.next(after);
    while (fire != FireTimes.NEVER && !window.has(fire)) {
      long active = window.next(fire);
      fire = active == ActiveSeconds.NEVER ? FireTimes.NEVER : fires.next(active - 1);
    }
    return fire;
  }

  int count(long at) {
    return fires.count(at);
  }
}
