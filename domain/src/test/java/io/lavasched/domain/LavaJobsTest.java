// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.value.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LavaJobsTest {

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final LavaJobs UTC = LavaJobs.of(CronDialect.DEBIAN, ZoneOffset.UTC);

  private static Map<String, Object> record(Object schedule) {
    Map<String, Object> record = new HashMap<>();
    record.put("job_id", "demo/etl");
    record.put("type", "cmd");
    record.put("worker", "core");
    record.put("dispatcher", "Sydney");
    record.put("enabled", true);
    record.put("payload", "true");
    record.put("schedule", schedule);
    return record;
  }

  private static JobRecord job(Object schedule) {
    return UTC.parse(record(schedule)).value().orElseThrow();
  }

  private static List<String> dispatches(LavaJobs jobs, Object schedule, String after, int most) {
    return jobs.dispatches(job(schedule), Instant.parse(after))
        .limit(most)
        .map(Instant::toString)
        .toList();
  }

  @Test
  void problemsHavePlaceSeverityAndExcerpt() {
    Problem problem =
        UTC.problems(record(List.of("@daily", Map.of("crontab", "0 24 * * *")))).get(0);

    assertThat(problem.location().path()).isEqualTo("schedule[1].crontab");
    assertThat(problem.location().column()).isEqualTo(3);
    assertThat(problem.severity()).isEqualTo(Severity.ERROR);
    assertThat(problem.inFull())
        .isEqualTo(
            """
            job demo/etl: schedule[1].crontab:3: error: hour must be 0-23, found "24" [cron-out-of-range]
                0 24 * * *
                  ^^
              help: midnight is hour 0\
            """);
  }

  @Test
  void recordWithoutProblems() {
    assertThat(UTC.problems(record("0 6 * * *"))).isEmpty();
    assertThat(UTC.problems(List.of())).isEmpty();
  }

  @Test
  void problemsOfSeveralRecordsNameTheirs() {
    assertThat(UTC.problems(List.of(record("0 6 * * *"), Map.of(), Map.of("job_id", "b"))))
        .extracting(problem -> problem.location().text())
        .containsOnly("record input, record 2", "job b");
    assertThat(UTC.problems(Map.of()))
        .extracting(Problem::text)
        .contains("record: error: job record must have job_id, found none [missing-field]");
  }

  @Test
  void nullAmongTheRecordsIsAProblem() {
    assertThat(UTC.problems(Collections.singletonList(null)))
        .extracting(Problem::text)
        .containsExactly(
            "record input, record 1: error: job record must be an object, found null [wrong-type]");
  }

  @Test
  void typeThatNoRecordHasIsRefusedByItsName() {
    Map<String, Object> record = record("0 6 * * *");
    record.put("payload", Map.of("on", List.of(LocalDate.EPOCH)));

    assertThat(UTC.problems(record))
        .extracting(Problem::text)
        .containsExactly(
            "job demo/etl: payload.on[0]: error: value must be one that JSON has, found data of"
                + " type LocalDate [wrong-type]");
  }

  @Test
  void recordThatContainsItselfIsRefused() {
    Map<String, Object> record = record("0 6 * * *");
    List<Object> list = new ArrayList<>();
    list.add(list);
    record.put("payload", record);
    record.put("globals", Map.of("a", list));

    assertThat(UTC.problems(record))
        .extracting(Problem::text)
        .containsExactlyInAnyOrder(
            "job demo/etl: payload: error: value must be one that JSON has, found an object that"
                + " contains itself [wrong-type]",
            "job demo/etl: globals.a[0]: error: value must be one that JSON has, found a list that"
                + " contains itself [wrong-type]");
  }

  @Test
  void recordOfTooManyLevelsIsRefused() {
    Map<String, Object> record = record("0 6 * * *");
    Object nested = "x";
    for (int i = 0; i < 100_000; i++) {
      nested = List.of(nested);
    }
    record.put("payload", nested);

    assertThat(UTC.problems(record))
        .extracting(problem -> problem.code().id())
        .containsExactly("too-deep");
  }

  @Test
  void cronsTakeOtherSchedules() {
    Map<String, Object> record = record(" 0 6 1 * 1");

    assertThat(UTC.parse(record).value()).isPresent();
    assertThat(LavaJobs.of(CronDialect.PORTABLE, SYDNEY).parse(record).value()).isEmpty();
    Problem problem = LavaJobs.of(CronDialect.PORTABLE, SYDNEY).problems(record).get(0);
    assertThat(problem.text()).startsWith("job demo/etl: schedule:6: error: ");
    assertThat(problem.code().id()).isEqualTo("cron-both-days");
  }

  @Test
  void nextDispatchIsAfterTheInstant() {
    JobRecord job = job("0 6 * * *");

    assertThat(UTC.nextDispatch(job, NOW)).contains(Instant.parse("2026-12-02T06:00:00Z"));
    assertThat(UTC.nextDispatch(job, Instant.parse("2026-12-02T06:00:00Z")))
        .contains(Instant.parse("2026-12-03T06:00:00Z"));
    assertThat(UTC.nextDispatch(job, Instant.parse("2026-12-02T05:59:59.999Z")))
        .contains(Instant.parse("2026-12-02T06:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource
  void jobThatIsNeverDispatched(Object schedule) {
    assertThat(UTC.nextDispatch(job(schedule), NOW)).isEmpty();
    assertThat(UTC.dispatches(job(schedule), NOW)).isEmpty();
  }

  static Stream<Object> jobThatIsNeverDispatched() {
    return Stream.of(
        "",
        "--",
        "@reboot",
        "0 0 30 2 *",
        Map.of("crontab", "* * * * *", "to", "2026-01-01T00:00Z"));
  }

  @Test
  void dispatchesGoByTheClockOfTheZone() {
    assertThat(
            dispatches(
                LavaJobs.of(CronDialect.DEBIAN, SYDNEY), "0 6 * * *", "2026-04-03T12:00:00Z", 2))
        .containsExactly("2026-04-03T19:00:00Z", "2026-04-04T20:00:00Z");
  }

  @Test
  void dispatchesGoByCronTzWhereCronHonoursIt() {
    LavaJobs cronie = LavaJobs.of(CronDialect.CRONIE, ZoneOffset.UTC).withCronTz(SYDNEY);

    assertThat(dispatches(cronie, "0 6 * * *", "2026-12-01T12:00:00Z", 1))
        .containsExactly("2026-12-01T19:00:00Z");
    assertThat(dispatches(UTC.withCronTz(SYDNEY), "0 6 * * *", "2026-12-01T12:00:00Z", 1))
        .containsExactly("2026-12-02T06:00:00Z");
  }

  @Test
  void dispatchesOfAllSchedulesComeInTheirWindows() {
    assertThat(
            dispatches(
                UTC,
                List.of(
                    Map.of("crontab", "0 6 * * *", "from", "2026-12-03T00:00Z"),
                    Map.of("crontab", "0 6,7 * * *", "to", "2026-12-03T06:30Z")),
                "2026-12-01T12:00:00Z",
                5))
        .containsExactly(
            "2026-12-02T06:00:00Z",
            "2026-12-02T07:00:00Z",
            "2026-12-03T06:00:00Z",
            "2026-12-04T06:00:00Z",
            "2026-12-05T06:00:00Z");
  }

  @Test
  void dispatchesAreLazy() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(UTC.dispatches(job("* * * * *"), NOW).findFirst()).isPresent());
  }

  @Test
  void linesAreThoseOfTheCron() {
    JobRecord job =
        job(
            List.of(
                "0 06 * * MON",
                Map.of("crontab", "@daily", "to", "2026-01-01T00:00Z"),
                "0 6 1 * 1"));

    assertThat(UTC.lines(job, NOW))
        .containsExactly(
            "0 06 * * MON /usr/local/bin/lava-dispatcher --worker core demo/etl",
            "0 6 1 * 1 /usr/local/bin/lava-dispatcher --worker core demo/etl");
    assertThat(LavaJobs.of(CronDialect.BUSYBOX, SYDNEY).lines(job, NOW))
        .containsExactly("0 6 * * 1 '/usr/local/bin/lava-dispatcher' --worker core demo/etl");
  }

  @ParameterizedTest
  @EnumSource
  void eachCronHasAnAnswer(CronDialect dialect) {
    LavaJobs jobs = LavaJobs.of(dialect, SYDNEY);
    JobRecord job = jobs.parse(record("0 6 * * *")).value().orElseThrow();

    assertThat(jobs.nextDispatch(job, NOW)).contains(Instant.parse("2026-12-01T19:00:00Z"));
    assertThat(jobs.lines(job, NOW)).hasSize(1);
  }

  private static final Map<Class<?>, Object> SOME =
      Map.of(
          CronDialect.class,
          CronDialect.DEBIAN,
          ZoneId.class,
          SYDNEY,
          Map.class,
          Map.of(),
          Iterable.class,
          List.of(),
          String.class,
          "x",
          Value.class,
          Value.NULL,
          Instant.class,
          NOW,
          JobRecord.class,
          job("0 6 * * *"));

  static Stream<Method> publicMethods() {
    return Arrays.stream(LavaJobs.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("publicMethods")
  void nullFailsWithTheNameOfTheArgument(Method method) {
    for (int i = 0; i < method.getParameterCount(); i++) {
      Object[] arguments =
          Arrays.stream(method.getParameterTypes()).map(SOME::get).toArray(Object[]::new);
      assertThat(arguments).doesNotContainNull();
      arguments[i] = null;

      assertThatThrownBy(() -> invoke(method, arguments))
          .as("%s, argument %d", method, i)
          .isInstanceOf(NullPointerException.class)
          .hasMessage(method.getParameters()[i].getName());
    }
  }

  private static void invoke(Method method, Object... arguments) throws Throwable {
    try {
      method.invoke(UTC, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
