// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.eventbridge.EventBridgeSchedules;
import io.lavasched.eventbridge.testkit.TestScheduler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Reads a large group of schedules, or makes and takes away some in it, with the real client and at
 * its own rate.
 *
 * <p>Arguments: the address of a {@link ScheduleServer}, and how many schedules to write; 0 only
 * reads. Standard output: how many were read or written.
 */
final class ScheduleClient {

  static final GroupName GROUP = new GroupName("lava.bench.schedules_1");
  static final GroupOwner OWNER = new GroupOwner(new RealmName("bench"), new JobId("schedules"));

  private static final ScheduleTarget TARGET =
      new ScheduleTarget(
          "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
          "arn:aws:iam::123456789012:role/lavasched-schedules",
          "{\"job_id\":\"etl/orders\"}",
          900,
          185,
          Optional.empty());

  private ScheduleClient() {}

  public static void main(String[] arguments) {
    int writes = Integer.parseInt(arguments[1]);
    try (EventBridgeSchedules store =
        EventBridgeSchedules.open(
            GROUP,
            OWNER,
            TestScheduler.options(),
            TestScheduler.environment(arguments[0], 9),
            Clock.systemUTC())) {
      System.out.println(writes == 0 ? read(store) : written(store, writes));
    }
  }

  private static int read(EventBridgeSchedules store) {
    List<Stored> all = store.read().orElseThrow();
    return (int) all.stream().filter(stored -> stored.beyond().isEmpty()).count();
  }

  private static int written(EventBridgeSchedules store, int writes) {
    for (int i = 0; i < writes; i++) {
      ScheduleName name = new ScheduleName("new_" + i);
      store.create(
          new ScheduleSpec(
              name,
              new ScheduleExpression("cron(0 6 * * ? *)", "Australia/Sydney"),
              Optional.empty(),
              Optional.empty(),
              true,
              TARGET,
              ""));
      store.delete(name);
    }
    return 2 * writes;
  }
}
