// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import static java.util.Collections.singletonList;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Records;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

  @ParameterizedTest
  @MethodSource
  void notScheduled(Object schedule, List<String> found) {
    assertThat(Found.lines(JobSchedule.parse(Value.of(schedule)).problems())).isEqualTo(found);
    assertThat(JobSchedule.parse(Value.of(schedule)).value()).contains(JobSchedule.NONE);
    assertThat(JobSchedule.NONE.isScheduled()).isFalse();
    assertThat(JobSchedule.NONE.activeAt(NOW, ZoneOffset.UTC)).isEmpty();
  }

  static Stream<Arguments> notScheduled() {
    List<String> filler =
        List.of("info: schedule is the filler \"--\": the job is not scheduled [schedule-filler]");
    return Stream.of(
        arguments(null, List.of()),
        arguments("", List.of()),
        arguments("   ", List.of()),
        arguments("\t\r\n", List.of()),
        arguments(List.of(), List.of()),
        arguments("--", filler),
        arguments(" -- ", filler));
  }

  @ParameterizedTest
  @MethodSource
  void scheduled(Object schedule, List<String> active) {
    JobSchedule parsed = JobSchedule.parse(Value.of(schedule)).value().orElseThrow();

    assertThat(Found.lines(JobSchedule.parse(Value.of(schedule)).problems())).isEmpty();
    assertThat(parsed.isScheduled()).isTrue();
    assertThat(parsed.activeAt(NOW, ZoneOffset.UTC))
        .extracting(CronSchedule::text)
        .isEqualTo(active);
  }

  static Stream<Arguments> scheduled() {
    Map<String, Object> nulls = new LinkedHashMap<>();
    nulls.put("crontab", "@daily");
    nulls.put("from", null);
    nulls.put("to", null);
    return Stream.of(
        arguments("0 6 * * *", List.of("0 6 * * *")),
        arguments("  0  6 * * * ", List.of("0  6 * * *")),
        arguments(Map.of("crontab", "@daily"), List.of("@daily")),
        arguments(nulls, List.of("@daily")),
        arguments(Map.of("crontab", "@daily", "from", "2026-11-23T10:15Z"), List.of("@daily")),
        arguments(Map.of("crontab", "@daily", "from", "2026-11-23T10:15:01Z"), List.of()),
        arguments(Map.of("crontab", "@daily", "to", "2026-11-23T10:15Z"), List.of("@daily")),
        arguments(Map.of("crontab", "@daily", "to", "2026-11-23"), List.of()),
        arguments(
            List.of(
                "0 6 * * *",
                Map.of("crontab", "0 7 * * *", "to", "2025-01-01"),
                "0 6 * * *",
                Map.of("crontab", "0 5 * * *")),
            List.of("0 6 * * *", "0 6 * * *", "0 5 * * *")));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(Object schedule, List<String> found) {
    assertThat(Found.lines(JobSchedule.parse(Value.of(schedule)).problems())).isEqualTo(found);
    assertThat(JobSchedule.parse(Value.of(schedule)).value()).isEmpty();
  }

  static Stream<Arguments> refuses() {
    String mustBe = "must be a cron string or a scheduling object, found ";
    String empty =
        "error: cron string must not be empty [cron-empty] -> write five fields, such as 0 6 * * *";
    return Stream.of(
        arguments(7, List.of("error: " + mustBe + "a number [wrong-type]")),
        arguments(true, List.of("error: " + mustBe + "true [wrong-type]")),
        arguments(Set.of("@daily"), List.of("error: " + mustBe + other() + " [wrong-type]")),
        arguments(
            List.of(List.of("@daily")), List.of("[0]: error: " + mustBe + "a list [wrong-type]")),
        arguments(
            List.of("@daily", List.of()),
            List.of("[1]: error: " + mustBe + "an empty list [wrong-type]")),
        arguments(singletonList(null), List.of("[0]: error: " + mustBe + "null [wrong-type]")),
        arguments(List.of("@daily", ""), List.of("[1]: " + empty)),
        arguments(
            List.of("--"),
            List.of(
                "[0]:3: error: cron string must have five fields, found 1 [cron-field-count]"
                    + " -> the fields are minute, hour, day of month, month, day of week")),
        arguments(
            Map.of(),
            List.of(
                "crontab: error: scheduling object must have crontab, found none"
                    + " [missing-field]")),
        arguments(
            singletonMap("crontab", null),
            List.of("crontab: error: must be a cron string, found null [wrong-type]")),
        arguments(
            Map.of("crontab", List.of("@daily")),
            List.of("crontab: error: must be a cron string, found a list [wrong-type]")),
        arguments(Map.of("crontab", " "), List.of("crontab: " + empty)),
        arguments(
            map("crontab", "0 24 * * *", "from", 7, "to", "soon"),
            List.of(
                "crontab:3: error: hour must be 0-23, found \"24\" [cron-out-of-range]"
                    + " -> midnight is hour 0",
                "from: error: must be a string with a time, found a number [wrong-type]",
                "to: error: must be an ISO 8601 date or date and time, found \"soon\""
                    + " [time-syntax] -> write 2026-11-23, 2026-11-23T10:15:00,"
                    + " 2026-11-23T10:15Z or 2026-11-23T10:15:00+10:00")),
        arguments(
            map("crontab", "@daily", "to:", "2026-11-23"),
            List.of(
                "error: scheduling object must have no other fields than crontab, from and to,"
                    + " found \"to:\" [unknown-schedule-field] -> did you mean \"to\"?")),
        arguments(
            map("cron", "@daily", "Until", "2026-11-23"),
            List.of(
                "error: scheduling object must have no other fields than crontab, from and to,"
                    + " found \"cron\" [unknown-schedule-field] -> known: crontab, from, to",
                "error: scheduling object must have no other fields than crontab, from and to,"
                    + " found \"Until\" [unknown-schedule-field] -> known: crontab, from, to",
                "crontab: error: scheduling object must have crontab, found none"
                    + " [missing-field]")),
        arguments(
            List.of("0 0 * *", "@daily", map("crontab", "60 * * * *", "form", "2026-11-23")),
            List.of(
                "[0]:8: error: cron string must have five fields, found 4 [cron-field-count]"
                    + " -> the fields are minute, hour, day of month, month, day of week",
                "[2]: error: scheduling object must have no other fields than crontab, from and"
                    + " to, found \"form\" [unknown-schedule-field] -> did you mean \"from\"?",
                "[2].crontab:1: error: minute must be 0-59, found \"60\" [cron-out-of-range]"
                    + " -> the full hour is minute 0")));
  }

  private static String other() {
    return Value.of(Set.of("x")).kind();
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  @Property
  void parseNeverThrows(@ForAll("anyValue") Value value) {
    JobSchedule.parse(value)
        .problems()
        .forEach(
            problem -> {
              assertThat(problem.text()).doesNotContainPattern("\\p{Cntrl}");
              assertThat(problem.hint().orElse("")).doesNotContainPattern("\\p{Cntrl}");
            });
  }

  @Provide
  Arbitrary<Value> anyValue() {
    return Records.anyData(new Value.Other("a string set")).map(Value::of);
  }

  @Property
  void validSchedulesAreRead(@ForAll("valid") Object schedule) {
    JobSchedule parsed = JobSchedule.parse(Value.of(schedule)).value().orElseThrow();

    assertThat(parsed.activeAt(NOW, ZoneId.of("Pacific/Chatham")).size())
        .isLessThanOrEqualTo(parsed.items().size());
  }

  @Provide
  Arbitrary<Object> valid() {
    return Records.Schedules.valid();
  }
}
