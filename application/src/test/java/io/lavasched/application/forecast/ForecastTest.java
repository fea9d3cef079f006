// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.timeline.Interval;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private static Map<String, Object> job(String id, String dispatcher, Object schedule) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", "cmd");
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("payload", "x");
    record.put("dispatcher", dispatcher);
    record.put("schedule", schedule);
    return record;
  }

  private static Map<String, Object> lavasched(String id, Object serves, Map<String, String> env) {
    Map<String, Object> record = job(id, "none", "");
    record.put("type", "lavasched");
    record.put("parameters", Map.of("dispatcher", serves, "env", env));
    return record;
  }

  private static ForecastRequest request(Duration length) {
    return request(length, CronDialect.VIXIE, List.of(), List.of());
  }

  private static ForecastRequest request(
      Duration length, CronDialect dialect, List<String> dispatchers, List<String> patterns) {
    return new ForecastRequest(
        new ForecastRequest.Chosen(
            dispatchers.stream().map(DispatcherName::new).toList(),
            patterns.stream().map(JobPattern::new).toList(),
            List.of()),
        SYDNEY,
        dialect,
        new ForecastRequest.Span(NOW, Optional.of(NOW.plus(length))),
        true);
  }

  private static List<String> lines(Forecast forecast) {
    List<String> lines = new ArrayList<>();
    for (Iterator<Dispatch> all = forecast.dispatches(forecast.jobs()); all.hasNext(); ) {
      Dispatch dispatch = all.next();
      lines.add(
          Instant.ofEpochSecond(dispatch.at())
              + " "
              + dispatch.job().record().id()
              + " "
              + dispatch.schedule().cron()
              + (dispatch.times() == 1 ? "" : " x" + dispatch.times()));
    }
    return lines;
  }

  private List<String> lines(ForecastRequest request) {
    return lines(Forecast.of(jobs, request));
  }

  @Test
  void dispatchesComeInTimeOrderAndThenInThatOfTheBlock() {
    jobs.put(job("b", "d", "*/30 * * * *")).put(job("a", "e", List.of("5 * * * *", "@hourly")));
    jobs.put(job("c", "d", "0 * * * *"));

    // From now on, but not now; up to the end, and with it.
    assertThat(lines(request(Duration.ofHours(1))))
        .containsExactly(
            "2026-12-01T12:05:00Z a 5 * * * *",
            "2026-12-01T12:30:00Z b */30 * * * *",
            "2026-12-01T13:00:00Z b */30 * * * *",
            "2026-12-01T13:00:00Z c 0 * * * *",
            "2026-12-01T13:00:00Z a @hourly");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cronie  | 45   | info: entries are started up to 45 minutes later than their schedules say, for RANDOM_DELAY is set [random-delay]
          cronie  | 1    | info: entries are started up to 1 minute later than their schedules say, for RANDOM_DELAY is set [random-delay]
          cronie  | 1h   | warning: RANDOM_DELAY should be 0 to 1440 minutes, found another text, which cronie passes over [env-random-delay]
          cronie  | 0    |
          debian  | 45   | warning: RANDOM_DELAY should be for cronie, found it for debian, which passes over it [env-random-delay]
          busybox | 45   |
          """)
  void aRandomDelayIsTold(String cron, String minutes, String found) {
    jobs.put(job("a", "d", "@daily"));
    jobs.put(lavasched("sys", "d", Map.of("RANDOM_DELAY", minutes)));
    jobs.put(lavasched("other", "e", Map.of("RANDOM_DELAY", "7")));
    CronDialect dialect = CronDialect.named(cron).orElseThrow();
    List<String> expected =
        found == null ? List.of() : List.of("job sys: parameters.env.RANDOM_DELAY: " + found);

    assertThat(
            Forecast.of(jobs, request(Duration.ofDays(1), dialect, List.of("d"), List.of()))
                .problems())
        .extracting(Problem::text)
        .isEqualTo(expected);
    assertThat(
            CountDispatches.count(
                    jobs,
                    new CountDispatches.Request(
                        Interval.ofDays(LocalDate.of(2026, 12, 1), 1, SYDNEY),
                        dialect,
                        Set.of(new DispatcherName("d"))))
                .problems())
        .extracting(Problem::text)
        .isEqualTo(expected);
  }

  @Test
  void aFractionOfASecondIsOfTheSecondThatIsOver() {
    jobs.put(job("a", "d", "* * * * *"));
    Instant now = NOW.plusMillis(500);
    ForecastRequest request =
        new ForecastRequest(
            ForecastRequest.Chosen.ALL,
            SYDNEY,
            CronDialect.VIXIE,
            new ForecastRequest.Span(now, Optional.of(now.plusSeconds(60))),
            true);

    assertThat(lines(request)).containsExactly("2026-12-01T12:01:00Z a * * * * *");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from                | to                  | which of 12:15 to 14:00 Z
          2026-12-01T12:30Z     |                     | 12:30 12:45 13:00 13:15 13:30 13:45 14:00
          2026-12-01T12:30:01Z  |                     | 12:45 13:00 13:15 13:30 13:45 14:00
                                | 2026-12-01T13:00Z   | 12:15 12:30 12:45 13:00
          2026-12-01T12:30Z     | 2026-12-01T13:00Z   | 12:30 12:45 13:00
          2026-12-01T12:31Z     | 2026-12-01T12:44Z   |
          # ends without an offset are in the zone of the node
          2026-12-01T23:30      | 2026-12-02          | 12:30 12:45 13:00
          # a pause
          2026-12-01T13:30Z     | 2026-12-01T12:30Z   | 12:15 12:30 13:30 13:45 14:00
          # over, and not begun
                                | 2026-12-01T11:00Z   |
          2027-01-01            |                     |
          """)
  void aScheduleFiresWhileItsWindowIsActive(String from, String to, String minutes) {
    Map<String, Object> schedule = new LinkedHashMap<>(Map.of("crontab", "*/15 * * * *"));
    Optional.ofNullable(from).ifPresent(time -> schedule.put("from", time));
    Optional.ofNullable(to).ifPresent(time -> schedule.put("to", time));
    jobs.put(job("a", "d", schedule));

    assertThat(
            lines(request(Duration.ofHours(2))).stream()
                .map(line -> line.substring(11, 16))
                .toList())
        .isEqualTo(minutes == null ? List.of() : List.of(minutes.split(" ", -1)));
  }

  @Test
  void aWindowThatBeginsInAFarYearIsFoundAtOnce() {
    jobs.put(job("a", "d", Map.of("crontab", "* * * * *", "from", "9000-01-01T00:00Z")));
    jobs.put(job("b", "d", "0 0 31 2 *"));
    ForecastRequest request =
        new ForecastRequest(
            ForecastRequest.Chosen.ALL,
            SYDNEY,
            CronDialect.VIXIE,
            new ForecastRequest.Span(NOW, Optional.empty()),
            true);
    Forecast forecast = Forecast.of(jobs, request);

    assertThat(Instant.ofEpochSecond(forecast.dispatches(forecast.jobs()).next().at()))
        .isEqualTo("9000-01-01T00:00:00Z");
  }

  @Test
  void windowsThatBeginAndEndAreTold() {
    jobs.put(
        job(
            "a",
            "d",
            List.of(
                Map.of("crontab", "0 * * * *", "to", "2026-12-03"),
                Map.of("crontab", "5 * * * *", "from", "2026-12-03T00:00:01"),
                Map.of("crontab", "9 * * * *", "from", "2026-12-30", "to", "2026-12-02"),
                "@daily")));
    Forecast forecast = Forecast.of(jobs, request(Duration.ofDays(3)));

    assertThat(
            forecast.windowChanges(forecast.jobs()).stream()
                .map(
                    change ->
                        Instant.ofEpochSecond(change.at())
                            + (change.begins() ? " begins " : " ends ")
                            + change.schedule().cron()))
        .containsExactly(
            "2026-12-01T13:00:01Z ends 9 * * * *",
            "2026-12-02T13:00:01Z ends 0 * * * *",
            "2026-12-02T13:00:01Z begins 5 * * * *");
  }

  @Test
  void jobsThatStartAtABootAreApart() {
    jobs.put(job("a", "d", List.of("@reboot", "@daily")));
    jobs.put(job("b", "d", Map.of("crontab", "@reboot", "from", "2027-01-01")));
    Forecast forecast = Forecast.of(jobs, request(Duration.ofDays(1)));

    assertThat(forecast.atBoot(forecast.jobs()))
        .extracting(boot -> boot.job().record().id() + " " + boot.item())
        .containsExactly("a 0");
    assertThat(lines(forecast)).containsExactly("2026-12-01T13:00:00Z a @daily");
  }

  @Test
  void cronTzCountsWhereTheCronHonoursIt() {
    jobs.put(job("a", "d", "0 6 * * *")).put(job("b", "e", "0 6 * * *"));
    jobs.put(job("c", "f", "0 6 * * *"));
    jobs.put(lavasched("sys", List.of("d"), Map.of("CRON_TZ", "America/New_York")));
    jobs.put(lavasched("typo", List.of("e"), Map.of("CRON_TZ", "America/New York")));
    jobs.put(lavasched("empty", List.of("f"), Map.of("CRON_TZ", "")));

    assertThat(lines(request(Duration.ofDays(1), CronDialect.CRONIE, List.of(), List.of())))
        .containsExactly(
            // A zone that is none makes the parameters wrong: no rebuild takes them.
            "2026-12-01T19:00:00Z b 0 6 * * *",
            "2026-12-01T19:00:00Z c 0 6 * * *",
            "2026-12-02T11:00:00Z a 0 6 * * *");
    assertThat(lines(request(Duration.ofDays(1), CronDialect.DEBIAN, List.of(), List.of())))
        .containsExactly(
            "2026-12-01T19:00:00Z a 0 6 * * *",
            "2026-12-01T19:00:00Z b 0 6 * * *",
            "2026-12-01T19:00:00Z c 0 6 * * *");
  }

  @Test
  void whatCronMakesUpForIsCounted() {
    jobs.put(job("a", "d", "0,30 2 * * *"));
    Instant now = Instant.parse("2027-10-02T12:00:00Z");
    ForecastRequest request =
        new ForecastRequest(
            ForecastRequest.Chosen.ALL,
            SYDNEY,
            CronDialect.DEBIAN,
            new ForecastRequest.Span(now, Optional.of(now.plus(Duration.ofDays(1)))),
            true);

    assertThat(lines(request)).containsExactly("2027-10-02T16:00:00Z a 0,30 2 * * * x2");
  }

  @Test
  void aStricterCronFiresWhatIsWrittenForIt() {
    // busybox itself takes the even days for */2, and every day for 7.
    jobs.put(job("a", "d", "0 0 */2 * *")).put(job("b", "d", "0 1 * * 7"));
    jobs.put(job("c", "d", "0 0 13 * 5"));
    ForecastRequest request =
        request(Duration.ofDays(6), CronDialect.BUSYBOX, List.of(), List.of());
    Forecast forecast = Forecast.of(jobs, request);

    assertThat(lines(forecast))
        .containsExactly(
            "2026-12-02T13:00:00Z a 0 0 */2 * *",
            "2026-12-04T13:00:00Z a 0 0 */2 * *",
            "2026-12-05T14:00:00Z b 0 1 * * 7",
            "2026-12-06T13:00:00Z a 0 0 */2 * *");
    assertThat(Found.lines(forecast.problems())).anyMatch(line -> line.startsWith("job c: "));
    assertThat(forecast.isIncomplete()).isTrue();
  }

  @Test
  void badRecordsAreToldAndLeftOut() {
    jobs.put(lavasched("sys", List.of("d"), Map.of()));
    jobs.put(job("a", "d", "0 24 * * *")).put(job("b", "d", "@hourly"));
    jobs.add(job("c", "d", "@hourly")).add(job("c", "d", "@hourly"));
    jobs.add("no record");
    Forecast forecast = Forecast.of(jobs, request(Duration.ofHours(1)));

    assertThat(lines(forecast)).containsExactly("2026-12-01T13:00:00Z b @hourly");
    assertThat(
            Found.lines(forecast.problems()).stream().map(l -> l.replaceAll("(error): .*", "$1")))
        .containsExactly(
            "job a: schedule:3: error", "job c: job_id: error", "record record 6: error");
    assertThat(forecast.isIncomplete()).isTrue();
  }

  @Test
  void disabledJobsAreMarked() {
    Map<String, Object> off = job("a", "d", "@hourly");
    off.put("enabled", false);
    jobs.put(off).put(job("b", "d", "@hourly"));

    assertThat(Forecast.of(jobs, request(Duration.ofHours(1))).jobs())
        .extracting(ForecastJob::enabled)
        .containsExactly(Enabled.NO, Enabled.YES);
  }

  @Test
  void jobsThatNobodyDispatchesAreReported() {
    jobs.put(lavasched("sys", List.of("d"), Map.of())).put(job("a", "e", "@hourly"));
    Map<String, Object> nobodys = job("b", "d", "@hourly");
    nobodys.remove("dispatcher");
    jobs.put(nobodys);
    Forecast forecast = Forecast.of(jobs, request(Duration.ofHours(1)));

    // Somebody may still rebuild that crontab, with the parameters given directly.
    assertThat(lines(forecast)).containsExactly("2026-12-01T13:00:00Z a @hourly");
    assertThat(Found.lines(forecast.problems()))
        .containsExactly(
            "warning: dispatcher should be one that a lavasched job serves, found \"e\""
                + " [dispatcher-unserved] -> did you mean \"d\"?",
            "job b: warning: job with a schedule should name a dispatcher, found none"
                + " [no-dispatcher] -> without one no crontab ever has it");
    assertThat(forecast.isIncomplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # dispatchers | jobs      | chosen
                        |           | a/1 a/2 b/1 x
          d             |           | a/1 b/1
          d,e           |           | a/1 a/2 b/1
                        | a/*       | a/1 a/2
          d             | a/*       | a/1
                        | ?/1,x     | a/1 b/1 x
          """)
  void someAreChosen(String dispatchers, String patterns, String chosen) {
    jobs.put(job("a/1", "d", "@hourly")).put(job("a/2", "e", "@hourly"));
    jobs.put(job("b/1", "d", "@hourly")).put(job("x", "f", "@hourly"));
    ForecastRequest request =
        request(Duration.ofHours(1), CronDialect.VIXIE, list(dispatchers), list(patterns));
    Forecast forecast = Forecast.of(jobs, request);

    assertThat(forecast.jobs().stream().map(job -> job.record().id().text()).sorted())
        .containsExactly(chosen.split(" ", -1));
    assertThat(forecast.notFound()).isEmpty();
  }

  private static List<String> list(String words) {
    return words == null ? List.of() : List.of(words.split(",", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          Sidney |          | error: dispatcher must be one that a record has, found "Sidney" [dispatcher-not-found] -> did you mean "Sydney"?
                 | etl/ordrs | error: job must be the job_id of a record, found "etl/ordrs" [job-not-found] -> did you mean "etl/orders"?
                 | orders   | error: job must be the job_id of a record, found "orders" [job-not-found] -> did you mean "etl/orders" or "old/orders"?
                 | b*       | error: glob must fit the job_id of a record, found "b*" [job-not-found] -> * is any characters, ? is one; both must be in quotes in a shell
          Perth  | etl/*    | error: glob must fit the job_id of a record, found "etl/*" [job-not-found] -> * is any characters, ? is one; both must be in quotes in a shell
          """)
  void whatIsNotThereIsTold(String dispatcher, String pattern, String problem) {
    jobs.put(job("etl/orders", "Sydney", "@hourly")).put(job("old/orders", "Perth", "@hourly"));
    ForecastRequest request =
        request(Duration.ofHours(1), CronDialect.VIXIE, list(dispatcher), list(pattern));

    assertThat(Found.lines(Forecast.of(jobs, request).notFound())).containsExactly(problem);
  }

  @Test
  void aDispatcherWithoutJobsIsThereIfALavaschedJobServesIt() {
    jobs.put(lavasched("sys", List.of("d"), Map.of()));

    assertThat(
            Forecast.of(
                    jobs, request(Duration.ofHours(1), CronDialect.VIXIE, List.of("d"), List.of()))
                .notFound())
        .isEmpty();
  }

  /** Each schedule alone, and its window asked at each fire. */
  @Property(tries = 100)
  void isWhatEachScheduleDoesAlone(@ForAll("realm") List<Map<String, Object>> realm) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    realm.forEach(table::put);
    // Around the ends of the windows that are generated.
    Instant now = Instant.parse("2026-11-22T22:00:00Z");
    Instant until = now.plus(Duration.ofHours(26));
    Forecast forecast =
        Forecast.of(
            table,
            new ForecastRequest(
                ForecastRequest.Chosen.ALL,
                SYDNEY,
                CronDialect.VIXIE,
                new ForecastRequest.Span(now, Optional.of(until)),
                true));

    List<String> expected = new ArrayList<>();
    for (ForecastJob job : forecast.jobs()) {
      for (ScheduleItem item : job.record().schedule().items()) {
        FireTimes fires = FireTimes.of(item.cron(), job.cron());
        for (long at = fires.next(now.getEpochSecond());
            at <= until.getEpochSecond();
            at = fires.next(at)) {
          if (item.window().isActive(Instant.ofEpochSecond(at), SYDNEY)) {
            expected.add(at + " " + job.record().id() + " " + item.cron());
          }
        }
      }
    }
    List<String> found = new ArrayList<>();
    long before = 0;
    for (Iterator<Dispatch> all = forecast.dispatches(forecast.jobs()); all.hasNext(); ) {
      Dispatch dispatch = all.next();
      assertThat(dispatch.at()).isGreaterThanOrEqualTo(before);
      before = dispatch.at();
      found.add(before + " " + dispatch.job().record().id() + " " + dispatch.schedule().cron());
    }
    Collections.sort(expected);
    Collections.sort(found);
    assertThat(found).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> realm() {
    return Records.realm("d", "e");
  }

  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void aPartOfTheJobsHasItsPartOfTheDispatches(CronDialect dialect) {
    jobs.put(job("a", "d", "*/20 * * * *")).put(job("b", "d", "5 * * * *"));
    jobs.put(job("c", "e", "5 * * * *"));
    Forecast forecast =
        Forecast.of(jobs, request(Duration.ofHours(3), dialect, List.of(), List.of()));
    List<String> all = lines(forecast);
    List<String> parts =
        forecast.jobs().stream()
            .flatMap(
                job ->
                    Stream.iterate(forecast.dispatches(List.of(job)), Iterator::hasNext, it -> it))
            .map(it -> it.next())
            .map(
                dispatch ->
                    Instant.ofEpochSecond(dispatch.at())
                        + " "
                        + dispatch.job().record().id()
                        + " "
                        + dispatch.schedule().cron())
            .toList();

    assertThat(parts).hasSize(9 + 3 + 3).containsExactlyInAnyOrderElementsOf(all);
  }
}
