// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.fire.FireTimes;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceFiresTest {

  private static final Instant NOW = Instant.parse("2026-10-20T00:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "*/5 * * * *",
        "0 6 * * *",
        "30 6-18/4 * * mon-fri",
        "0 6 1-7 * */7",
        "0 6 29-31 * */7",
        "15,45 0-23 * * *",
        "0 0 1 1,7 *",
        "59 23 31 12 *",
        "*/20 2 * * *",
        "0 9 * * 0",
        "0 9 * * 6,0"
      })
  void firesAsTheScheduleFromWhichTheExpressionWasMade(String text) {
    for (String zone : new String[] {"Europe/Berlin", "Australia/Adelaide", "UTC"}) {
      ServiceCron cron =
          ServiceCron.of(CronSchedule.of(text), ServiceZone.of(ZoneId.of(zone)).orElseThrow(), NOW)
              .value()
              .orElseThrow();

      FireTimes fires = ServiceFires.of(cron.expression()).orElseThrow();

      long mine = NOW.getEpochSecond();
      long its = mine;
      for (int i = 0; i < 300; i++) {
        mine = fires.next(mine);
        its = cron.fires().next(its);
        assertThat(mine).isEqualTo(its);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(5 minutes)",
        "at(2026-12-01T00:00:00)",
        "cron(0 6 * * ? 2027)",
        "cron(0/5 6 * * ? *)",
        "cron(0 6 L * ? *)",
        "cron(0 6 ? * MON-FRI *)",
        "cron(99 6 * * ? *)"
      })
  void whatLavaschedNeverWritesHasNone(String text) {
    assertThat(ServiceFires.of(new ScheduleExpression(text, "UTC"))).isEmpty();
  }

  @Test
  void aZoneThatIsNotKnownHereHasNone() {
    assertThat(ServiceFires.of(new ScheduleExpression("cron(0 6 * * ? *)", "Mars/Olympus")))
        .isEmpty();
  }
}
