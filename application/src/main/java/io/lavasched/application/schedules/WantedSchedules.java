// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.entry.DispatchDelay;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What all schedules of a lavasched job have in common.
 *
 * @param zone whose clock the cron strings are compared with
 * @param windowZone the zone of windows without an offset from UTC
 * @param args what every dispatch gets
 * @param delay by how much each job is delayed
 * @param target what is invoked; its input is left out of account
 * @param enabled whether the schedules are in force
 * @param bounds from when to when they are: one whose window is wholly without them is not
 */
public record WantedSchedules(
    ServiceZone zone,
    ZoneId windowZone,
    HelperArgs args,
    DispatchDelay delay,
    ScheduleTarget target,
    boolean enabled,
    Bounds bounds) {

  /** Checks that nothing is null. */
  public WantedSchedules {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(windowZone, "windowZone");
    Objects.requireNonNull(args, "args");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(bounds, "bounds");
  }

  /**
   * Schedules for which their windows alone count.
   *
   * @param zone whose clock the cron strings are compared with
   * @param windowZone the zone of windows without an offset from UTC
   * @param args what every dispatch gets
   * @param delay by how much each job is delayed
   * @param target what is invoked
   * @param enabled whether the schedules are in force
   */
  public WantedSchedules(
      ServiceZone zone,
      ZoneId windowZone,
      HelperArgs args,
      DispatchDelay delay,
      ScheduleTarget target,
      boolean enabled) {
    this(zone, windowZone, args, delay, target, enabled, Bounds.NONE);
  }

  /**
   * The same schedules, in force or not.
   *
   * @param are whether they are in force
   * @param within from when to when
   * @return other settings for the same jobs
   */
  public WantedSchedules inForce(boolean are, Bounds within) {
    return new WantedSchedules(zone, windowZone, args, delay, target, are, within);
  }
}
