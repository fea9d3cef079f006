// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import java.time.Instant;
import java.util.Optional;

/** Schedules for tests. */
final class Specs {

  private static final ScheduleTarget TARGET =
      new ScheduleTarget(
          "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
          "arn:aws:iam::123456789012:role/lavasched-schedules",
          "{\"job_id\":\"etl/orders\",\"x-scheduled\":\"<aws.scheduler.scheduled-time>\"}",
          900,
          185,
          Optional.of("arn:aws:sqs:ap-southeast-2:123456789012:lava-demo-dead"));

  private Specs() {}

  static ScheduleSpec plain(String name) {
    return of(name, "cron(0 6 * * ? *)", Optional.empty(), "");
  }

  static ScheduleSpec at(String name, String expression) {
    return of(name, expression, Optional.empty(), "");
  }

  static ScheduleSpec starting(String name, Instant start) {
    return of(name, "cron(0 6 * * ? *)", Optional.of(start), "");
  }

  static ScheduleSpec described(String name, String description) {
    return of(name, "cron(0 6 * * ? *)", Optional.empty(), description);
  }

  private static ScheduleSpec of(
      String name, String expression, Optional<Instant> start, String description) {
    return new ScheduleSpec(
        new ScheduleName(name),
        new ScheduleExpression(expression, "Australia/Sydney"),
        start,
        Optional.empty(),
        true,
        TARGET,
        description);
  }
}
