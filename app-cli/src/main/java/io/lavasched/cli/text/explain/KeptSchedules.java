// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text.explain;

import io.lavasched.application.explain.ServiceExplanation;
import io.lavasched.application.schedules.GroupName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The schedules that a lavasched job is to keep of a job, one a line.
 *
 * <pre>
 * EventBridge Scheduler, group lava.demo.sys_w1azfjjr5d6t, dispatches delayed by 37 s:
 *   etl.orders_999nmvng9fk1hsw1_0  cron(0 6 * * ? *) Australia/Sydney
 *   etl.orders_999nmvng9fk1hsw1_1  cron(0 9 * * ? *) Australia/Sydney  until 2027-01-01T00:00:00Z
 * </pre>
 */
public final class KeptSchedules {

  private KeptSchedules() {}

  /** The lines. */
  public static List<String> lines(ServiceExplanation.Kept kept) {
    if (kept.schedules().isEmpty()) {
      return List.of("no schedule in EventBridge Scheduler");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "EventBridge Scheduler"
            + kept.group().map(GroupName::text).map(group -> ", group " + group).orElse("")
            + (kept.delay() > 0 ? ", dispatches delayed by " + kept.delay() + " s" : "")
            + ":");
    for (ServiceExplanation.Schedule schedule : kept.schedules()) {
      lines.add(
          "  "
              + schedule.name()
              + "  "
              + schedule.expression()
              + schedule.start().map(Instant::toString).map(at -> "  from " + at).orElse("")
              + schedule.end().map(Instant::toString).map(at -> "  until " + at).orElse(""));
    }
    return lines;
  }
}
