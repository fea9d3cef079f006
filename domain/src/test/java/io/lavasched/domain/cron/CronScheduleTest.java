// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.problem.Excerpt;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Table;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

  @ParameterizedTest
  @MethodSource
  void accepts(String source, String sameMeaning) {
    Parsed<CronSchedule> parsed = CronSchedule.parse(source);

    assertThat(Found.lines(parsed.problems())).isEmpty();
    assertThat(parsed.value()).contains(CronSchedule.of(sameMeaning));
    assertThat(CronSchedule.of(source)).hasSameHashCodeAs(CronSchedule.of(sameMeaning));
    assertThat(CronSchedule.of(source).text()).isEqualTo(source.strip());
    assertThat(CronSchedule.of(source)).hasToString(source.strip());
  }

  static Stream<Arguments> accepts() {
    return Table.rows("/io/lavasched/domain/schedule/cron-accept.tsv", 2).stream()
        .map(row -> Arguments.of(row.toArray()));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(String source, String code, int column, int length, String message, String hint) {
    List<Problem> problems = CronSchedule.parse(source).problems();

    assertThat(problems).hasSize(1);
    Problem problem = problems.get(0);
    assertThat(problem.code().id()).isEqualTo(code);
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.hint().orElse("")).isEqualTo(hint);
    assertThat(problem.location().column()).isEqualTo(column);
    assertThat(problem.excerpt().map(Excerpt::length).orElse(0)).isEqualTo(length);
    assertThat(problem.excerpt().map(Excerpt::text).orElse(source)).isEqualTo(source);
    assertThatThrownBy(() -> CronSchedule.of(source)).isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<Arguments> refuses() {
    return Table.rows("/io/lavasched/domain/schedule/cron-reject.tsv", 6).stream()
        .map(row -> Arguments.of(row.toArray()));
  }

  /** Each would be the same job at another time on the machine, or none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a star at the start of a day field asks for both days, the same set without it for either
        "0 0 1 * 0-6  | 0 0 1 * *",
        "0 0 1-31 * 5 | 0 0 * * 5",
        "0 0 5,* * 1  | 0 0 *,5 * 1",
        // in minute and hour, a star changes what daylight saving does
        "30 * * * *   | 30 0-23 * * *",
        "0 0 * * 0    | 0 0 * * 6",
        "@reboot      | @hourly",
        "@weekly      | 0 0 * * mon",
      })
  void meaningDiffers(String one, String other) {
    assertThat(CronSchedule.of(one)).isNotEqualTo(CronSchedule.of(other));
  }

  @Test
  void everyErrorIsReported() {
    assertThat(Found.lines(CronSchedule.parse("60 5/0 3-1,,x * 8-9").problems()))
        .containsExactly(
            "error: minute must be 0-59, found \"60\" [cron-out-of-range]"
                + " -> the full hour is minute 0",
            "error: hour must have a step of 1-23, found \"0\" [cron-step]",
            "error: hour must have a range or * before a step, found \"5/0\" [cron-step]",
            "error: day of month must have a range that runs upwards, found \"3-1\""
                + " [cron-reversed-range] -> cron would accept it and never run;"
                + " write 3-31,1",
            "error: day of month must not have an empty item in its list [cron-syntax]"
                + " -> remove the extra comma",
            "error: day of month must be *, numbers, ranges and steps such as 1-5/2, found \"x\""
                + " [cron-syntax]",
            "error: day of week must be 0-7, found \"8\" [cron-out-of-range]"
                + " -> Sunday is 0 or 7, Saturday is 6",
            "error: day of week must be 0-7, found \"9\" [cron-out-of-range]"
                + " -> Sunday is 0 or 7, Saturday is 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 0 30 2 *", "0 0 31 feb,apr,jun,sep,nov *", "0 0 31 4 */2", "0 0 30-31 2 *"})
  void warnsOfDatesThatNoYearHas(String source) {
    Parsed<CronSchedule> parsed = CronSchedule.parse(source);

    assertThat(Found.lines(parsed.problems()))
        .containsExactly(
            "warning: cron string must have a date that some year has, found \""
                + source
                + "\" [cron-never-fires]"
                + " -> none of its months has such a day, so cron never runs it");
    assertThat(parsed.value().orElseThrow().canFire()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 29 2 *", "0 0 31 2-3 *", "0 0 31 2 5", "* * * * *", "@reboot"})
  void canFire(String source) {
    assertThat(CronSchedule.of(source).canFire()).isTrue();
  }

  @Test
  void rebootIsKnown() {
    assertThat(CronSchedule.of("@reboot").isReboot()).isTrue();
    assertThat(CronSchedule.of("@hourly").isReboot()).isFalse();
  }
}
