// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lavasched.application.schedules.ServiceCron;
import io.lavasched.application.schedules.ServiceWindow;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.timeline.ClockChange;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.WindowEdge;
import io.lavasched.application.times.RealmService;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.testkit.Records;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The coming dispatches of EventBridge Scheduler, listed and counted. */
class ServiceForecastTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private static Map<String, Object> record(String id, String dispatcher, Object schedule) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", "cmd");
    record.put("enabled", true);
    record.put("worker", "w");
    record.put("payload", "x");
    record.put("dispatcher", dispatcher);
    record.put("schedule", schedule);
    return record;
  }

  private void job(String id, Object schedule) {
    jobs.put(record(id, "d", schedule));
  }

  private void lavasched(String id, String serves, Map<String, String> env) {
    Map<String, Object> record = record(id, "none", "");
    record.put("type", "lavasched");
    record.put("parameters", Map.of("dispatcher", serves, "env", env));
    jobs.put(record);
  }

  private void lavasched(String zone) {
    lavasched("sys", "d", Map.of("CRON_TZ", zone));
  }

  private static RealmService service(String zone, Instant now) {
    return new RealmService(
        zone.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(zone)), Optional.empty(), now);
  }

  private Forecast forecast(String zone, String from, String until) {
    Instant now = Instant.parse(from);
    return Forecast.of(
        jobs,
        new ForecastRequest(
            ForecastRequest.Chosen.ALL,
            service(zone, now),
            new ForecastRequest.Span(now, Optional.of(Instant.parse(until))),
            true));
  }

  private static List<String> times(Forecast forecast) {
    List<String> times = new ArrayList<>();
    Iterator<Dispatch> all = forecast.dispatches(forecast.jobs());
    while (all.hasNext()) {
      Dispatch dispatch = all.next();
      assertThat(dispatch.isLate()).isFalse();
      assertThat(dispatch.times()).isEqualTo(1);
      times.add(Instant.ofEpochSecond(dispatch.at()).toString());
    }
    return times;
  }

  private static List<String> codes(List<Problem> problems) {
    return problems.stream().map(problem -> problem.code().id()).toList();
  }

  private CountDispatches.Report counted(String zone, String first, int days) {
    Instant now = Instant.parse(first);
    return CountDispatches.countInService(
        jobs,
        service(zone, now),
        Set.of(),
        of -> Interval.ofDays(now.atZone(of).toLocalDate(), days, of));
  }

  /** The night itself: what is skipped is left out, what comes twice is dispatched once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Europe/Berlin    | 30 2 * * *    | 2027-03-27T12:00:00Z | 2027-03-28T12:00:00Z |
          Europe/Berlin    | 30 2 * * *    | 2027-10-30T12:00:00Z | 2027-10-31T12:00:00Z | 2027-10-31T00:30:00Z
          Europe/Berlin    | 0 3 * * *     | 2027-03-27T12:00:00Z | 2027-03-28T12:00:00Z | 2027-03-28T01:00:00Z
          Europe/Berlin    | */20 2 * * *  | 2027-03-27T12:00:00Z | 2027-03-28T12:00:00Z |
          Europe/Berlin    | */20 2 * * *  | 2027-10-30T12:00:00Z | 2027-10-31T12:00:00Z | 2027-10-31T00:00:00Z 2027-10-31T00:20:00Z 2027-10-31T00:40:00Z
          Europe/Berlin    | 30 0-23 * * * | 2027-10-30T23:00:00Z | 2027-10-31T02:00:00Z | 2027-10-30T23:30:00Z 2027-10-31T00:30:00Z
          Europe/Berlin    | */30 * * * *  | 2027-10-31T00:00:00Z | 2027-10-31T02:00:00Z | 2027-10-31T00:30:00Z 2027-10-31T01:00:00Z 2027-10-31T01:30:00Z 2027-10-31T02:00:00Z
          Europe/Berlin    | */30 * * * *  | 2027-03-28T00:00:00Z | 2027-03-28T02:00:00Z | 2027-03-28T00:30:00Z 2027-03-28T01:00:00Z 2027-03-28T01:30:00Z 2027-03-28T02:00:00Z
          Australia/Sydney | 30 2 * * *    | 2027-10-02T12:00:00Z | 2027-10-03T12:00:00Z |
          Australia/Sydney | 30 2 * * *    | 2027-04-03T12:00:00Z | 2027-04-04T12:00:00Z | 2027-04-03T15:30:00Z
          Australia/Sydney | */20 2 * * *  | 2027-04-03T12:00:00Z | 2027-04-04T12:00:00Z | 2027-04-03T15:00:00Z 2027-04-03T15:20:00Z 2027-04-03T15:40:00Z
          Australia/Sydney | 0 * * * *     | 2027-10-02T14:30:00Z | 2027-10-02T17:00:00Z | 2027-10-02T15:00:00Z 2027-10-02T16:00:00Z 2027-10-02T17:00:00Z
          Australia/Lord_Howe | 0 * * * *  | 2027-04-03T13:30:00Z | 2027-04-03T16:30:00Z | 2027-04-03T14:00:00Z 2027-04-03T15:30:00Z 2027-04-03T16:30:00Z
          """)
  void goesByTheClockOfTheService(
      String zone, String schedule, String from, String until, String expected) {
    lavasched(zone);
    job("a", schedule);
    List<String> all = expected == null ? List.of() : List.of(expected.split(" "));

    Forecast forecast = forecast("", from, until);

    assertThat(times(forecast)).isEqualTo(all);
    assertThat(forecast.isIncomplete()).isFalse();
    assertThat(forecast.jobs()).allMatch(job -> job.cron().scheduleZone().getId().equals(zone));
  }

  /** A window has its first and its last second, whenever the crontab would be rebuilt. */
  @ParameterizedTest
  @CsvSource({
    "2026-12-01T10:00:00+00:00, 2026-12-01T12:00:00+00:00, 3",
    "2026-12-01T10:00:01+00:00, 2026-12-01T12:00:00+00:00, 2",
    "2026-12-01T10:00:00+00:00, 2026-12-01T11:59:59+00:00, 2",
    "2026-12-01T09:59:59+00:00, 2026-12-01T10:00:00+00:00, 1",
    "2026-12-01T10:00:01+00:00, 2026-12-01T10:59:59+00:00, 0",
  })
  void windowsBeginAndEndOnTime(String from, String to, int count) {
    lavasched("UTC");
    job("rebuild", Map.of("crontab", "0 0 1 1 *"));
    job("a", Map.of("crontab", "0 * * * *", "from", from, "to", to));

    Forecast forecast = forecast("", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z");

    assertThat(times(forecast)).hasSize(count);
    assertThat(codes(forecast.problems())).doesNotContain("window-missed", "window-lags");
    assertThat(forecast.windowChanges(forecast.jobs()))
        .hasSize(2)
        .allMatch(change -> change.rebuild() == FireTimes.NEVER);
    CountDispatches.Report counted = counted("", "2026-12-01T00:00:00Z", 1);
    assertThat(counted.timeline().total().sum()).isEqualTo(count);
    assertThat(counted.problems()).isEmpty();
  }

  /** Without an offset: by the zone that was given, else by that of CRON_TZ. */
  @ParameterizedTest
  @CsvSource({
    "'', 2026-12-01T05:00:00Z",
    "UTC, 2026-12-01T06:00:00Z",
    "Asia/Tokyo, 2026-11-30T21:00:00Z",
  })
  void windowsWithoutAnOffsetHaveAZone(String zone, String first) {
    lavasched("Europe/Berlin");
    job("a", Map.of("crontab", "0 * * * *", "from", "2026-12-01T06:00:00"));

    Forecast forecast = forecast(zone, "2026-11-30T20:00:00Z", "2026-12-02T00:00:00Z");

    assertThat(times(forecast)).first().isEqualTo(first);
    assertThat(forecast.jobs())
        .filteredOn(job -> job.record().id().text().equals("a"))
        .allMatch(job -> job.cron().scheduleZone().equals(BERLIN));
    String edge =
        Instant.ofEpochSecond(forecast.windowChanges(forecast.jobs()).get(0).at()).toString();
    CountDispatches.Report counted = counted(zone, "2026-11-30T20:00:00Z", 2);
    WindowEdge begins = counted.timeline().edges().get(0);
    assertThat(counted.timeline().interval().at(begins.minute())).hasToString(edge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@reboot", "0 6 13 * 5"})
  void whatCannotBeSaidIsNamed(String schedule) {
    lavasched("Europe/Berlin");
    job("bad", List.of("0 6 * * *", schedule));
    job("sound", "0 7 * * *");
    String code = schedule.equals("@reboot") ? "cron-reboot" : "cron-both-days";

    Forecast forecast = forecast("", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z");

    assertThat(forecast.problems()).hasSize(1);
    Problem problem = forecast.problems().get(0);
    assertThat(problem.code().id()).isEqualTo(code);
    assertThat(problem.location().path()).isEqualTo("schedule[1]");
    assertThat(problem.text()).startsWith("job bad: ");
    assertThat(forecast.isIncomplete()).isTrue();
    assertThat(times(forecast)).containsExactly("2026-12-01T06:00:00Z");
    assertThat(forecast.atBoot(forecast.jobs())).isEmpty();
    CountDispatches.Report counted = counted("", "2026-12-01T00:00:00Z", 1);
    assertThat(codes(counted.problems())).containsExactly(code);
    assertThat(counted.tally().bad()).isEqualTo(1);
    assertThat(counted.tally().boot()).isZero();
    assertThat(counted.timeline().total().sum()).isEqualTo(1);
  }

  @Test
  void withoutAZoneNothingIsForeseen() {
    lavasched("sys", "d", Map.of());
    job("a", "0 6 * * *");
    job("b", "0 7 * * *");
    jobs.put(record("c", "e", "0 8 * * *"));
    jobs.put(record("idle", "e", ""));

    Forecast forecast = forecast("", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z");

    assertThat(forecast.problems().stream().filter(p -> p.code().id().equals("zone-missing")))
        .extracting(p -> p.location().subject().orElseThrow().name(), p -> p.location().path())
        .containsExactly(tuple("c", "dispatcher"), tuple("sys", "parameters.env"));
    assertThat(forecast.isIncomplete()).isTrue();
    assertThat(times(forecast)).isEmpty();
    CountDispatches.Report counted = counted("", "2026-12-01T00:00:00Z", 1);
    assertThat(codes(counted.problems())).containsExactly("zone-missing", "zone-missing");
    assertThat(counted.tally().bad()).isEqualTo(3);
    assertThat(counted.timeline().jobs()).isEmpty();
    assertThat(forecast("UTC", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z").isIncomplete())
        .isFalse();
  }

  /** Of two that serve a dispatcher the first one counts, as for a crontab. */
  @Test
  void theZoneIsThatOfTheFirstLavaschedJob() {
    lavasched("b", "d", Map.of("CRON_TZ", "Asia/Tokyo"));
    lavasched("a", "d", Map.of("CRON_TZ", "Asia/Kolkata"));
    job("job", "0 6 * * *");

    assertThat(times(forecast("UTC", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")))
        .containsExactly("2026-12-01T00:30:00Z");
  }

  @Test
  void whatOnlyConcernsACrontabDoesNotMatter() {
    lavasched("sys", "d", Map.of("CRON_TZ", "UTC", "RANDOM_DELAY", "30"));
    job("a", "0 6 * * *");

    assertThat(forecast("", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z").problems()).isEmpty();
    assertThat(counted("", "2026-12-01T00:00:00Z", 1).problems()).isEmpty();
  }

  /** Then no schedule is written. */
  @Test
  void argsThatTheHelperRefusesAreToldOnce() {
    Map<String, Object> record = record("sys", "none", "");
    record.put("type", "lavasched");
    record.put(
        "parameters",
        Map.of(
            "dispatcher",
            "d",
            "env",
            Map.of("CRON_TZ", "UTC"),
            "args",
            List.of("--level", "info", "--queue", "q")));
    jobs.put(record);
    job("a", "0 6 * * *");
    job("b", "0 6 * * *");

    Forecast forecast = forecast("", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z");

    assertThat(codes(forecast.problems())).containsExactly("args-helper");
    assertThat(forecast.isIncomplete()).isTrue();
  }

  /** The days are those of a clock that does not depend on the machine that looks. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, Europe/Berlin, '', Europe/Berlin, 1500",
    "Europe/Berlin, Asia/Tokyo, '', Z, 1440",
    "Europe/Berlin, Asia/Tokyo, Australia/Sydney, Australia/Sydney, 1440",
    "Europe/Berlin, Europe/Berlin, Australia/Sydney, Australia/Sydney, 1440",
  })
  void aTimelineHasTheZoneOfTheSchedules(
      String one, String other, String given, String expected, int minutes) {
    lavasched("s1", "d", Map.of("CRON_TZ", one));
    lavasched("s2", "e", Map.of("CRON_TZ", other));
    job("a", "30 2 * * *");
    jobs.put(record("b", "e", "30 2 * * *"));

    CountDispatches.Report counted = counted(given, "2027-10-31T10:00:00Z", 1);

    Interval interval = counted.timeline().interval();
    assertThat(interval.zone().getId()).isEqualTo(expected);
    assertThat(interval.minutes()).isEqualTo(minutes);
    assertThat(counted.timeline().clockChanges().stream().map(ClockChange::isForward))
        .isEqualTo(minutes == 1500 ? List.of(false) : List.of());
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(
        "Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "America/Caracas", "UTC");
  }

  @Provide
  Arbitrary<Object> schedules() {
    return Records.Schedules.valid();
  }

  /** Law: what is foreseen is what the schedules there do, each in its own window. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void isWhatItsSchedulesDo(
      @ForAll("schedules") Object schedule,
      @ForAll("zones") String zone,
      @ForAll boolean inSpring) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    Map<String, Object> record = record("a", "d", schedule);
    table.put(record);
    Instant now = Instant.parse(inSpring ? "2027-03-25T00:00:00Z" : "2027-10-28T00:00:00Z");
    int days = 10;
    RealmService service = service(zone, now);
    Instant until = now.plusSeconds(days * 86_400L - 1);
    Forecast forecast =
        Forecast.of(
            table,
            new ForecastRequest(
                ForecastRequest.Chosen.ALL,
                service,
                new ForecastRequest.Span(now.minusSeconds(1), Optional.of(until)),
                false));
    List<Long> found = new ArrayList<>();
    forecast.dispatches(forecast.jobs()).forEachRemaining(dispatch -> found.add(dispatch.at()));

    List<Long> expected = new ArrayList<>();
    for (ForecastJob job : forecast.jobs()) {
      for (ScheduleItem item : job.record().schedule().items()) {
        FireTimes fires =
            ServiceCron.of(item.cron(), ServiceZone.of(ZoneId.of(zone)).orElseThrow(), now)
                .value()
                .orElseThrow()
                .fires();
        List<ServiceWindow> windows =
            ServiceWindow.of(item.window().inSeconds(ZoneId.of(zone)), now.minusSeconds(1));
        for (long at = fires.next(now.getEpochSecond() - 1);
            at <= until.getEpochSecond();
            at = fires.next(at)) {
          Instant fire = Instant.ofEpochSecond(at);
          if (windows.stream().anyMatch(window -> has(window, fire))) {
            expected.add(at);
          }
        }
      }
    }
    Collections.sort(expected);
    assertThat(found).isEqualTo(expected);
    assertThat(timeline(table, service, now, days)).isEqualTo(countedByMinute(found));
  }

  private static boolean has(ServiceWindow window, Instant fire) {
    return window.start().map(start -> !fire.isBefore(start)).orElse(true)
        && window.end().map(fire::isBefore).orElse(true);
  }

  private static Map<Long, Integer> countedByMinute(List<Long> found) {
    return found.stream().collect(Collectors.toMap(at -> at, at -> 1, Integer::sum));
  }

  private static Map<Long, Integer> timeline(
      InMemoryJobsTable table, RealmService service, Instant now, int days) {
    CountDispatches.Report report =
        CountDispatches.countInService(
            table,
            service,
            Set.of(),
            zone -> new Interval(now.getEpochSecond(), days * 1440, ZoneOffset.UTC));
    Map<Long, Integer> counts = new HashMap<>();
    for (int minute = 0; minute < days * 1440; minute++) {
      int count = report.timeline().total().at(minute);
      if (count > 0) {
        counts.put(report.timeline().interval().second(minute), count);
      }
    }
    return counts;
  }
}
