// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.testkit.Found;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service is told of a cron string, and what cannot be said there. */
class ServiceCronTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private static ServiceZone zone(String name) {
    return ServiceZone.of(ZoneId.of(name)).orElseThrow();
  }

  private static String expression(String cron, String zone) {
    return ServiceCron.of(CronSchedule.of(cron), zone(zone), NOW)
        .value()
        .orElseThrow()
        .expression()
        .toString();
  }

  /** Brisbane's clock is never changed, so that each stays in its zone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 6 * * *               | cron(0 6 * * ? *)
          * * * * *               | cron(* * * * ? *)
          */5 * * * *             | cron(0,5,10,15,20,25,30,35,40,45,50,55 * * * ? *)
          00 06 1-7,15 jan,7 *    | cron(0 6 1-7,15 1,7 ? *)
          10,11 0-23 * * *        | cron(10-11 * * * ? *)
          0-59/1 6-18/4 * */2 *   | cron(* 6,10,14,18 * 1,3,5,7,9,11 ? *)
          0 6 */10 * *            | cron(0 6 1,11,21,31 * ? *)
          0 6 1-31 * *            | cron(0 6 * * ? *)
          0 6 * * 0               | cron(0 6 ? * 1 *)
          0 6 * * 7               | cron(0 6 ? * 1 *)
          0 6 * * sun,sat         | cron(0 6 ? * 1,7 *)
          0 6 * * mon-fri         | cron(0 6 ? * 2-6 *)
          0 6 * * 5-7             | cron(0 6 ? * 1,6-7 *)
          0 6 * * */2             | cron(0 6 ? * 1,3,5,7 *)
          0 6 * * 0-6             | cron(0 6 * * ? *)
          0 6 */1 * 5             | cron(0 6 ? * 6 *)
          0 6 13 * */1            | cron(0 6 13 * ? *)
          0 6 13 * 1-7            | cron(0 6 * * ? *)
          0 6 1-31 * 5            | cron(0 6 * * ? *)
          0 6 1-7 * */7           | cron(0 6 ? * 1#1 *)
          0 6 8,9-14 * */7        | cron(0 6 ? * 1#2 *)
          0 6 22-28 3 */7         | cron(0 6 ? 3 1#4 *)
          0 6 29-31 * */7         | cron(0 6 ? * 1#5 *)
          0 6 */31,2-7 * wed      | cron(0 6 ? * 4#1 *)
          0 0 29 2 *              | cron(0 0 29 2 ? *)
          @yearly                 | cron(0 0 1 1 ? *)
          @annually               | cron(0 0 1 1 ? *)
          @monthly                | cron(0 0 1 * ? *)
          @weekly                 | cron(0 0 ? * 1 *)
          @daily                  | cron(0 0 * * ? *)
          @midnight               | cron(0 0 * * ? *)
          @hourly                 | cron(0 * * * ? *)
          """)
  void isTold(String cron, String expression) {
    assertThat(expression(cron, "Australia/Brisbane"))
        .isEqualTo(expression + " Australia/Brisbane");
  }

  /** By real time, and so in UTC, go those that the vixie family lets go by it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 * * * *       | Europe/Berlin        | cron(0 * * * ? *) UTC
          @hourly         | Europe/Berlin        | cron(0 * * * ? *) UTC
          * * * * *       | Australia/Adelaide   | cron(* * * * ? *) UTC
          0,45 * * * *    | Australia/Adelaide   | cron(15,30 * * * ? *) UTC
          0 * * * *       | America/St_Johns     | cron(30 * * * ? *) UTC
          5-7 * * * *     | Pacific/Chatham      | cron(20-22 * * * ? *) UTC
          50 * * * *      | Pacific/Chatham      | cron(5 * * * ? *) UTC
          */30 0-23 * * * | Europe/Berlin        | cron(0,30 * * * ? *) UTC
          7 */1 1-31 */1 * | Europe/Berlin       | cron(7 * * * ? *) UTC
          7 * * 1-12 0-7  | Europe/Berlin        | cron(7 * * * ? *) UTC
          7 * 5 * 0-7     | Europe/Berlin        | cron(7 * * * ? *) UTC
          30 0-23 * * *   | Europe/Berlin        | cron(30 * * * ? *) Europe/Berlin
          0-59 0-23 * * * | Europe/Berlin        | cron(* * * * ? *) Europe/Berlin
          */30 1-23 * * * | Europe/Berlin        | cron(0,30 1-23 * * ? *) Europe/Berlin
          0 * * * 1-6     | Europe/Berlin        | cron(0 * ? * 2-7 *) Europe/Berlin
          0 * 2-31 * *    | Europe/Berlin        | cron(0 * 2-31 * ? *) Europe/Berlin
          0 * * 1-11 *    | Europe/Berlin        | cron(0 * * 1-11 ? *) Europe/Berlin
          0 * * * *       | Australia/Lord_Howe  | cron(0 * * * ? *) Australia/Lord_Howe
          0 * * * *       | Asia/Kolkata         | cron(0 * * * ? *) Asia/Kolkata
          0 * * * *       | UTC                  | cron(0 * * * ? *) UTC
          """)
  void isToldInUtcWhereItGoesByRealTime(String cron, String zone, String expression) {
    assertThat(expression(cron, zone)).isEqualTo(expression);
  }

  /** Only changes to come count: the clock of Pyongyang went by half an hour in 2015 and 2018. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2014-01-01T00:00:00Z | cron(0 * * * ? *) Asia/Pyongyang
          2019-01-01T00:00:00Z | cron(0 * * * ? *) Asia/Pyongyang
          """)
  void aZoneWhosePartOfAnHourChangesKeepsItsOwn(Instant now, String expression) {
    assertThat(
            ServiceCron.of(CronSchedule.of("0 * * * *"), zone("Asia/Pyongyang"), now)
                .value()
                .orElseThrow()
                .expression())
        .hasToString(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 6 13 * 5       | :5: error: day of month or day of week must be * for EventBridge Scheduler, found "13" and "5" [cron-both-days] -> it cannot take the days of either: write two schedules, "0 6 13 * *" and "0 6 * * 5": on a day of both the job is dispatched twice
          6 6 6 6 6        | :5: error: day of month or day of week must be * for EventBridge Scheduler, found "6" and "6" [cron-both-days] -> it cannot take the days of either: write two schedules, "6 6 6 6 *" and "6 6 * 6 6": on a day of both the job is dispatched twice
          11 1  1 1 1      | :7: error: day of month or day of week must be * for EventBridge Scheduler, found "1" and "1" [cron-both-days] -> it cannot take the days of either: write two schedules, "11 1 1 1 *" and "11 1 * 1 1": on a day of both the job is dispatched twice
          0 6 1-7 * 0      | :5: error: day of month or day of week must be * for EventBridge Scheduler, found "1-7" and "0" [cron-both-days] -> it cannot take the days of either: write two schedules, "0 6 1-7 * *" and "0 6 * * 0": on a day of both the job is dispatched twice
          0 6 1-6 * */7    | :5: error: day of month or day of week must be * for EventBridge Scheduler, found "1-6" and "*/7" [cron-both-days] -> of days that are in both it can only take one weekday in a whole week of the month, such as 1-7 and */7: restrict one of them, and test for the other in the job
          0 6 1-7 * */2    | :5: error: day of month or day of week must be * for EventBridge Scheduler, found "1-7" and "*/2" [cron-both-days] -> of days that are in both it can only take one weekday in a whole week of the month, such as 1-7 and */7: restrict one of them, and test for the other in the job
          0 6 */2 * mon    | :5: error: day of month or day of week must be * for EventBridge Scheduler, found "*/2" and "mon" [cron-both-days] -> of days that are in both it can only take one weekday in a whole week of the month, such as 1-7 and */7: restrict one of them, and test for the other in the job
          @reboot          | : error: cron string must have five fields for EventBridge Scheduler, found "@reboot" [cron-reboot] -> no node starts there: start the job in another way
          """)
  void cannotBeTold(String cron, String problem) {
    assertThat(
            Found.lines(
                ServiceCron.of(CronSchedule.of(cron), zone("Europe/Berlin"), NOW)
                    .problems()
                    .stream()
                    .map(found -> found.under("schedule"))
                    .toList()))
        .containsExactly("schedule" + problem);
  }

  /** The whole of what each field can be, so that no cron string is longer. */
  @Test
  void theLongestExpressionIsShorterThanTheServiceTakes() {
    String minutes = longest(0, 59);
    String hours = longest(0, 23);
    String days = longest(1, 31);
    String months = longest(1, 12);
    String expression =
        ServiceCron.of(
                CronSchedule.of(String.join(" ", minutes, hours, days, months, "*")),
                zone("Europe/Berlin"),
                NOW)
            .value()
            .orElseThrow()
            .expression()
            .text();

    assertThat(expression)
        .isEqualTo("cron(" + String.join(" ", minutes, hours, days, months, "?") + " *)");
    assertThat(expression).hasSize(ServiceCron.LONGEST);
    assertThat(ServiceCron.LONGEST).isLessThanOrEqualTo(ScheduleExpression.MOST);
    assertThat(longest(0, 6)).hasSizeLessThan(days.length());
  }

  /** The longest list of numbers and ranges, by what is the best from each number on. */
  private static String longest(int first, int last) {
    String[] best = new String[last + 3];
    best[last + 1] = "";
    best[last + 2] = "";
    for (int n = last; n >= first; n--) {
      best[n] = best[n + 1];
      for (int end = n; end <= last; end++) {
        String item = n == end ? String.valueOf(n) : n + "-" + end;
        String rest = best[Math.min(end + 2, last + 1)];
        String all = rest.isEmpty() ? item : item + "," + rest;
        best[n] = all.length() > best[n].length() ? all : best[n];
      }
    }
    return best[first];
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Australia/Lord_Howe", "UTC"})
  void theZoneIsThatOfTheExpression(String zone) {
    ServiceCron cron =
        ServiceCron.of(CronSchedule.of("0 6 * * *"), zone(zone), NOW).value().orElseThrow();

    assertThat(cron.zone().name()).isEqualTo(zone);
    assertThat(cron.expression().zone()).isEqualTo(zone);
  }
}
