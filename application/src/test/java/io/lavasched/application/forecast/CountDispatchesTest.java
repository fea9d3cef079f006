// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Lane;
import io.lavasched.application.timeline.TimelineJob;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.testkit.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CountDispatchesTest {

  private static final Interval WEEK =
      Interval.ofDays(LocalDate.of(2026, 11, 23), 7, ZoneOffset.UTC);

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private CountDispatches.Report count(CronDialect cron, String... dispatchers) {
    Set<DispatcherName> only = new HashSet<>();
    for (String name : dispatchers) {
      only.add(new DispatcherName(name));
    }
    return CountDispatches.count(jobs, new CountDispatches.Request(WEEK, cron, only));
  }

  private CountDispatches.Report count() {
    return count(CronDialect.VIXIE);
  }

  private static Map<String, Object> job(String id, Object dispatcher, Object schedule) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("dispatcher", dispatcher);
    record.put("schedule", schedule);
    return record;
  }

  @ParameterizedTest
  @CsvSource({
    "@daily,     @hourly,    d,     2, 0",
    "@daily,     0 24 * * *, d,     2, 0",
    "0 24 * * *, @daily,     d,     2, 0",
    "0 24 * * *, 0 25 * * *, d,     2, 0",
    "@daily,     @hourly,    other, 1, 0",
    "0 24 * * *, @daily,     other, 1, 0",
    "@daily,     0 24 * * *, other, 1, 0",
  })
  void timelineAndForecastJudgeAJobThatIsThereTwiceAlikeInAnyOrder(
      String one, String two, String dispatcherOfTwo, int bad, int dispatched) {
    List<Map<String, Object>> records =
        List.of(job("twice", "d", one), job("twice", dispatcherOfTwo, two));
    for (List<Integer> order : List.of(List.of(0, 1), List.of(1, 0))) {
      InMemoryJobsTable table = new InMemoryJobsTable();
      order.forEach(i -> table.add(records.get(i)));
      Set<DispatcherName> only = Set.of(new DispatcherName("d"));
      CountDispatches.Tally tally =
          CountDispatches.count(table, new CountDispatches.Request(WEEK, CronDialect.VIXIE, only))
              .tally();
      assertThat(tally.bad()).isEqualTo(bad);
      assertThat(tally.dispatched()).isEqualTo(dispatched);

      RealmJobs realm =
          new RealmJobs(
              new ForecastRequest(
                  new ForecastRequest.Chosen(List.copyOf(only), List.of(), List.of()),
                  ZoneOffset.UTC,
                  CronDialect.VIXIE,
                  new ForecastRequest.Span(Instant.EPOCH, Optional.empty()),
                  true));
      table.forEach(realm::add);
      assertThat(realm.jobs()).hasSize(dispatched);
    }
  }

  @Test
  void everyRecordIsOfOneSort() {
    jobs.add(job("dispatched", "d", "@daily"));
    jobs.add(job("disabled", "d", List.of("@daily", "@reboot")));
    jobs.add(job("other time", "d", "0 0 1 1 *"));
    jobs.add(job("boot", "d", "@reboot"));
    jobs.add(job("none", "d", "--"));
    jobs.add(job("nobody's", null, "@daily"));
    jobs.add(job("bad", "d", "0 24 * * *"));
    jobs.add(7);
    CountDispatches.Report report = count();

    assertThat(report.tally()).isEqualTo(new CountDispatches.Tally(8, 2, 1, 2, 1, 1, 2, 0, 0));
    assertThat(Found.lines(report.problems()))
        .containsExactly(
            "job bad: schedule:3: error: hour must be 0-23, found \"24\" [cron-out-of-range] ->"
                + " midnight is hour 0",
            "record record 8: error: job record must be an object, found a number [wrong-type]");
    assertThat(report.timeline().total().sum()).isEqualTo(14);
    assertThat(report.timeline().jobs().stream().map(TimelineJob::id).map(Object::toString))
        .containsExactly("disabled", "dispatched", "other time");
  }

  @Test
  void warningsAreForCheckToTell() {
    jobs.add(job("never", "d", "0 0 31 2 *"));

    assertThat(count().problems()).isEmpty();
    assertThat(count().tally().idle()).isEqualTo(1);
  }

  @Test
  void nobodyKnowsWhichOfTwoRecordsIsRight() {
    jobs.add(job("a", "d", "@daily"));
    jobs.add(job("b", "d", "@daily"));
    jobs.add(job("a", "d", "@hourly"));
    jobs.add(job("a", "e", "@hourly"));
    CountDispatches.Report report = count();

    assertThat(report.timeline().total().sum()).isEqualTo(7);
    assertThat(report.tally().bad()).isEqualTo(3);
    assertThat(Found.lines(report.problems()))
        .containsExactly(
            "job a: job_id: error: job_id must be unique in a realm, found it 3 times: record 1"
                + " and record 3 and record 4 [duplicate-job] -> remove all records but one");
  }

  @Test
  void someDispatchersAlone() {
    jobs.add(job("a", "d", "@daily"));
    jobs.add(job("b", "e", "@hourly"));
    jobs.add(job("c", "f", "0 24 * * *"));
    jobs.add(job("x", 7, "@daily"));
    jobs.add(job("y", "", "@daily"));
    jobs.add(job("z", null, "0 24 * * *"));
    CountDispatches.Report one = count(CronDialect.VIXIE, "d");
    CountDispatches.Report two = count(CronDialect.VIXIE, "d", "e");

    assertThat(one.timeline().dispatchers().stream().map(Lane::name)).containsExactly("d");
    assertThat(two.timeline().dispatchers().stream().map(Lane::name)).containsExactly("d", "e");
    // Of those that cannot be assigned any might be theirs.
    assertThat(one.problems().stream().map(p -> p.location().subject().orElseThrow().name()))
        .containsExactly("x", "y");
    assertThat(one.tally().records()).isEqualTo(3);
  }

  /** CRON.md section 4: only cronie honours CRON_TZ, and takes what it does not know for UTC. */
  @ParameterizedTest
  @CsvSource({
    "cronie, Asia/Tokyo,   2026-11-22T21:00",
    "cronie, Bogus/Zone,   2026-11-23T06:00",
    "cronie, '',           2026-11-23T06:00",
    "vixie,  Asia/Tokyo,   2026-11-23T06:00",
    "debian, Asia/Tokyo,   2026-11-23T06:00"
  })
  void theLavaschedJobMaySetTheZoneOfItsDispatchers(String cron, String zone, String first) {
    jobs.add(job("a", "d", "0 6 23 11 *"));
    jobs.add(job("b", "e", "0 7 23 11 *"));
    Map<String, Object> lavasched = job("s", "d", "--");
    lavasched.put("type", "lavasched");
    lavasched.put("parameters", Map.of("dispatcher", "d", "env", Map.of("CRON_TZ", zone)));
    jobs.add(lavasched);
    Interval days = Interval.ofDays(LocalDate.of(2026, 11, 22), 3, ZoneOffset.UTC);

    List<Lane> lanes =
        CountDispatches.count(
                jobs,
                new CountDispatches.Request(days, CronDialect.named(cron).orElseThrow(), Set.of()))
            .timeline()
            .dispatchers();

    assertThat(days.local(lanes.get(0).load().busiest()).toString()).isEqualTo(first);
    assertThat(days.local(lanes.get(1).load().busiest()).toString()).isEqualTo("2026-11-23T07:00");
  }

  @Test
  void anEnabledLavaschedJobCountsBeforeADisabledOne() {
    jobs.add(job("a", "d", "0 6 23 11 *"));
    for (String zone : List.of("Asia/Tokyo", "Asia/Kolkata", "Asia/Dubai")) {
      Map<String, Object> lavasched = job(zone, "d", "--");
      lavasched.put("type", "lavasched");
      lavasched.put("enabled", !zone.equals("Asia/Dubai"));
      lavasched.put("parameters", Map.of("dispatcher", "d", "env", Map.of("CRON_TZ", zone)));
      jobs.add(lavasched);
    }
    assertThat(WEEK.local(count(CronDialect.CRONIE).timeline().total().busiest()))
        .as("of two enabled ones the first by its name")
        .hasToString("2026-11-23T00:30");

    jobs.remove("Asia/Kolkata").remove("Asia/Tokyo");
    assertThat(WEEK.local(count(CronDialect.CRONIE).timeline().total().busiest()))
        .hasToString("2026-11-23T02:00");
  }

  @Test
  void whatTheCronAtHandCannotBeToldIsNotCounted() {
    jobs.add(job("a", "d", "@daily"));
    jobs.add(job("b", "d", List.of("@daily", "0 0 1 * mon")));

    assertThat(count(CronDialect.DEBIAN).tally().bad()).isZero();
    CountDispatches.Report strict = count(CronDialect.BCRON);
    assertThat(strict.tally().bad()).isEqualTo(1);
    assertThat(strict.timeline().total().sum()).isEqualTo(7);
    assertThat(strict.problems().get(0).location().text()).startsWith("job b: schedule[1]");
  }

  @Test
  void aDispatcherThatNoRecordHasIsTold() {
    jobs.add(job("a", "Sydney", "@daily"));
    Map<String, Object> lavasched = job("s", "Sydney", "--");
    lavasched.put("type", "lavasched");
    lavasched.put("parameters", Map.of("dispatcher", List.of("Sydney", "Perth")));
    jobs.add(lavasched);

    assertThat(count(CronDialect.VIXIE, "Sydney", "Perth").notFound()).isEmpty();
    assertThat(Found.lines(count(CronDialect.VIXIE, "Sidney").notFound()))
        .containsExactly(
            "error: dispatcher must be one that a record has, found \"Sidney\""
                + " [dispatcher-not-found] -> did you mean \"Sydney\"?");
  }

  @Test
  void aReadThatBreaksOffIsNoRealm() {
    jobs.add(job("a", "d", "@daily")).failAfter(1);

    assertThatThrownBy(this::count).isInstanceOf(StoreException.class);
  }

  /** Every day: bcron and systemd-cron would run the string itself on Fridays alone. */
  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void aScheduleFiresAsItIsWrittenForTheCron(CronDialect cron) {
    jobs.add(job("a", "d", "0 6 1-31 * fri"));

    assertThat(count(cron).timeline().total().sum()).isEqualTo(7);
  }
}
