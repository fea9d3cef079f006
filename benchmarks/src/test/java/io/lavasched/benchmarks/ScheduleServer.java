// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.eventbridge.testkit.FakeScheduler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The stand-in of EventBridge Scheduler with a large group, until standard input ends.
 *
 * <p>Arguments: how many schedules, and how many milliseconds an answer takes. Standard output: the
 * address. Standard input, a line each: {@code requests} is answered by their number since it was
 * asked before.
 */
final class ScheduleServer {

  /** Such as lavasched makes them: of the usual length. */
  private static final String SCHEDULE =
      """
      {"ScheduleExpression":"cron(0 6 * * ? *)","ScheduleExpressionTimezone":"Australia/Sydney",
       "State":"ENABLED","ActionAfterCompletion":"NONE","FlexibleTimeWindow":{"Mode":"OFF"},
       "Description":"lavasched: etl/orders schedule[0]: 0 6 * * *",
       "Target":{"Arn":"arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
        "RoleArn":"arn:aws:iam::123456789012:role/lavasched-schedules",
        "Input":"{\\"job_id\\":\\"etl/orders\\",\\"x-scheduled\\":\\"<aws.scheduler.scheduled-time>\\"}",
        "RetryPolicy":{"MaximumEventAgeInSeconds":900,"MaximumRetryAttempts":185}}}
      """;

  private ScheduleServer() {}

  public static void main(String[] arguments) throws Exception {
    int schedules = Integer.parseInt(arguments[0]);
    try (FakeScheduler service =
            new FakeScheduler(Instant.now())
                .latency(Duration.ofMillis(Long.parseLong(arguments[1])));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      service.makeGroup(ScheduleClient.GROUP.text(), ScheduleClient.OWNER.tags());
      for (int i = 0; i < schedules; i++) {
        service.put(
            ScheduleClient.GROUP.text(),
            String.format(Locale.ROOT, "etl.orders_999nmvng9fk1hsw1_%05d", i),
            SCHEDULE);
      }
      System.out.println(service.url());
      int before = 0;
      while (in.readLine() != null) {
        int now = service.calls().size();
        System.out.println(now - before);
        before = now;
      }
    }
  }
}
