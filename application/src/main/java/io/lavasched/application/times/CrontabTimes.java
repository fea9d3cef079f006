// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.times;

import io.lavasched.application.records.RebuildCheck;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.RebuildTimes;
import java.util.Objects;
import java.util.Optional;

/**
 * Those of a crontab: a schedule is in force while its entry is there, from the first rebuild that
 * finds its window open to the first that finds it closed.
 *
 * @param cron which cron reads it
 * @param rebuilds when it is rebuilt
 */
public record CrontabTimes(NodeCron cron, RebuildTimes rebuilds) implements DispatchTimes {

  /** Checks that nothing is null. */
  public CrontabTimes {
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(rebuilds, "rebuilds");
  }

  @Override
  public FireTimes fires(CronSchedule schedule) {
    return ActiveFires.times(schedule, cron);
  }

  @Override
  public ActiveSeconds inForce(ActiveWindow window) {
    return rebuilds.inCrontab(window.inSeconds(cron.zone()));
  }

  @Override
  public long nextRebuild(long after) {
    return rebuilds.next(after);
  }

  @Override
  public Optional<Problem> firstMissed(JobRecord job, long from, long until) {
    return new RebuildCheck(cron, rebuilds).firstMissed(job, from, until);
  }
}
