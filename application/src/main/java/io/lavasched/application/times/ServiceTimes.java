// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.times;

import io.lavasched.application.schedules.ServiceCron;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * Those of EventBridge Scheduler: a schedule has its window with it, and is in force in all of it.
 *
 * @param zone whose clock cron strings go by
 * @param windowZone that of windows without an offset from UTC
 * @param now when it is asked: the changes of the clock after it count, see {@link ServiceCron}
 */
public record ServiceTimes(ServiceZone zone, ZoneId windowZone, Instant now)
    implements DispatchTimes {

  /** Checks that nothing is null. */
  public ServiceTimes {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(windowZone, "windowZone");
    Objects.requireNonNull(now, "now");
  }

  /** Of crons, only cronie has a clock for windows and another one for cron strings. */
  @Override
  public NodeCron cron() {
    return new NodeCron(windowZone, CronDialect.CRONIE, Optional.of(zone.id()));
  }

  /**
   * A cron string as the service is told it.
   *
   * @param schedule of a sound record
   * @return its expression, and when it fires
   * @throws IllegalArgumentException for one that cannot be said there: its record is not sound
   */
  public ServiceCron said(CronSchedule schedule) {
    return ServiceCron.of(schedule, zone, now)
        .value()
        .orElseThrow(() -> new IllegalArgumentException("cannot be said: " + schedule.text()));
  }

  @Override
  public FireTimes fires(CronSchedule schedule) {
    return said(schedule).fires();
  }

  @Override
  public ActiveSeconds inForce(ActiveWindow window) {
    return window.inSeconds(windowZone);
  }

  @Override
  public long nextRebuild(long after) {
    return FireTimes.NEVER;
  }

  @Override
  public Optional<Problem> firstMissed(JobRecord job, long from, long until) {
    return Optional.empty();
  }
}
