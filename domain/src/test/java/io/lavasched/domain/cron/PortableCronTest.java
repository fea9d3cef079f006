// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.problem.Excerpt;
import io.lavasched.domain.problem.Problem;
import io.lavasched.testkit.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PortableCronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 6 * * *             | 0 6 * * *
          00  06\t* *  *        | 0 6 * * *
          */15 */2 * */3 *      | */15 */2 * */3 *
          # names, Sunday
          0 6 * jan,DEC *       | 0 6 * 1,12 *
          0 6 * * mon-fri       | 0 6 * * 1-5
          0 6 * * 7             | 0 6 * * 0
          0 6 * * 5-7           | 0 6 * * 0,5-6
          0 6 * * 0,7           | 0 6 * * 0
          # nicknames
          @yearly               | 0 0 1 1 *
          @annually             | 0 0 1 1 *
          @monthly              | 0 0 1 * *
          @weekly               | 0 0 * * 0
          @daily                | 0 0 * * *
          @midnight             | 0 0 * * *
          @hourly               | 0 * * * *
          # stars of minute and hour stay, and none comes
          * * * * *             | * * * * *
          */1 */1 * * *         | * * * * *
          0-59 0-23 * * *       | 0-59 0-23 * * *
          *,5 * * * *           | * * * * *
          */20,40 * * * *       | */20 * * * *
          */20,5 * * * *        | 0,5,20,40 * * * *
          0-59/15 0-23/2 * * *  | 0-45/15 0-22/2 * * *
          */59 */23 * * *       | */59 */23 * * *
          0 6 * */12 *          | 0 6 * 1 *
          0 6 * */11 *          | 0 6 * */11 *
          # days: no step behind a star, all of them is a star
          0 6 */2 * *           | 0 6 1-31/2 * *
          0 6 * * */2           | 0 6 * * 0-6/2
          0 6 */31 * *          | 0 6 1 * *
          0 6 1-31 * *          | 0 6 * * *
          0 6 * * 0-6           | 0 6 * * *
          0 6 * * 1-7           | 0 6 * * *
          # a star at the start of one asks for both, so all of the other is no restriction
          0 6 1-31 * */2        | 0 6 * * 0-6/2
          0 6 */2 * 0-6         | 0 6 1-31/2 * *
          0 6 *,5 * 1           | 0 6 * * 1
          # without a star days of either count, and each day is one of all
          0 6 5 * 0-6           | 0 6 * * *
          0 6 1-31 * 5          | 0 6 * * *
          # lists
          5,10,15,20 * * * *    | 5-20/5 * * * *
          0,30 * * * *          | 0,30 * * * *
          1,2,4,5,6,9 * * * *   | 1-2,4-6,9 * * * *
          5-59/10 * * * *       | 5-55/10 * * * *
          9-17/8 * * * *        | 9,17 * * * *
          """)
  void sameMeaning(String source, String portable) {
    CronSchedule schedule = CronSchedule.of(source);

    for (CronDialect dialect : CronDialect.values()) {
      assertThat(PortableCron.of(schedule, dialect).value().orElseThrow()).hasToString(portable);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 6 1 * 1     | 5 | 5 | "1" and "1"         | either
          0  6 13 2 fri | 6 | 8 | "13" and "fri"      | either
          0 6 */2 * 1   | 5 | 7 | "*/2" and "1"       | both
          0 6 1 * */2   | 5 | 7 | "1" and "*/2"       | both
          0 6 */2 * */2 | 5 | 9 | "*/2" and "*/2"     | both
          0 6 5,* * 1-5,7 | 0 | 0 | -                 | fine
          """)
  void bothDays(String source, int column, int length, String found, String which) {
    List<Problem> problems = PortableCron.of(CronSchedule.of(source), CronDialect.BCRON).problems();

    if (which.equals("fine")) {
      assertThat(problems).isEmpty();
      return;
    }
    Problem problem = problems.get(0);
    assertThat(problem.code().id()).isEqualTo("cron-both-days");
    assertThat(problem.message())
        .isEqualTo(
            "day of month or day of week must be * for every cron to read it alike, found "
                + found);
    assertThat(problem.location().column()).isEqualTo(column);
    assertThat(problem.excerpt().map(Excerpt::length)).contains(length);
    assertThat(problem.hint().orElseThrow()).contains("days of " + which);
  }

  @Test
  void hintOfBothDaysIsTwoSchedules() {
    assertThat(
            Found.lines(
                PortableCron.of(CronSchedule.of("30\t6 1,15 2 mon"), CronDialect.PORTABLE)
                    .problems()))
        .containsExactly(
            "error: day of month or day of week must be * for every cron to read it alike, found"
                + " \"1,15\" and \"mon\" [cron-both-days] -> some crons run it on days of either,"
                + " others on days of both; for either write two schedules, \"30\\t6 1,15 2 *\" and"
                + " \"30\\t6 * 2 mon\": on a day of both the job is sent twice");
  }

  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void onlySystemdCronHasReboot(CronDialect dialect) {
    CronSchedule reboot = CronSchedule.of("@reboot");

    assertThat(Found.lines(PortableCron.of(reboot, dialect).problems()))
        .isEqualTo(
            dialect == CronDialect.SYSTEMD_CRON
                ? List.of()
                : List.of(
                    "error: cron string must have five fields for the cron "
                        + dialect.text()
                        + ", found \"@reboot\" [cron-reboot] -> bcron ignores it and some builds of"
                        + " busybox crash on it: start the job from the boot of the node, or by"
                        + " hand"));
  }
}
