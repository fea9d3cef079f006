// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.schedules.HelperArgs;
import io.lavasched.application.schedules.JobSchedules;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.application.schedules.WantedSchedules;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.times.RealmService;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Records;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainInServiceTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final RealmName DEMO = new RealmName("demo");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private RealmService service = new RealmService(Optional.empty(), Optional.of(DEMO), NOW);
  private RebuildSettings settings = RebuildSettings.NONE;

  private static Map<String, Object> record(String id, Object... more) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", "cmd");
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("payload", "x");
    record.put("dispatcher", "d");
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    return record;
  }

  private void lavasched(Map<String, Object> env, List<String> args, Object... more) {
    Map<String, Object> record = record("sys", "schedule", "*/15 * * * *");
    record.put("type", "lavasched");
    record.put("parameters", Map.of("dispatcher", "d", "env", env, "args", args));
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    jobs.put(record);
  }

  private void lavasched(String zone) {
    lavasched(Map.of("CRON_TZ", zone), List.of());
  }

  private ServiceExplanation explain(String id) {
    return ExplainInService.explain(
            jobs, new ExplainServiceRequest(new JobId(id), true, service, settings))
        .value()
        .orElseThrow();
  }

  private static List<String> reasons(ServiceExplanation explained) {
    return explained.explanation().reasons().stream().map(reason -> reason.kind().label()).toList();
  }

  private static List<String> kept(ServiceExplanation explained) {
    List<String> all = new ArrayList<>();
    for (ServiceExplanation.Schedule each : explained.kept().get(0).schedules()) {
      all.add(
          each.name()
              + " "
              + each.expression()
              + each.start().map(at -> " from " + at).orElse("")
              + each.end().map(at -> " until " + at).orElse(""));
    }
    return all;
  }

  private static List<String> codes(ServiceExplanation explained) {
    return explained.explanation().allProblems().stream()
        .map(problem -> problem.code().id())
        .toList();
  }

  @Test
  void tellsWhatIsKept() {
    lavasched(Map.of("CRON_TZ", "Europe/Berlin"), List.of("--delay", "37s"));
    jobs.put(
        record(
            "etl/orders",
            "schedule",
            List.of(
                "0 6 * * *",
                "*/30 * * * *",
                Map.of(
                    "crontab", "0 7 * * mon", "from", "2026-12-24", "to", "2027-01-01T12:00:00"))));

    ServiceExplanation explained = explain("etl/orders");

    assertThat(reasons(explained)).isEmpty();
    assertThat(explained.isIncomplete()).isFalse();
    assertThat(explained.explanation().willRun()).isTrue();
    assertThat(explained.kept()).hasSize(1);
    assertThat(explained.kept().get(0).group().orElseThrow().text()).startsWith("lava.demo.sys_");
    assertThat(explained.kept().get(0).delay()).isEqualTo(37);
    assertThat(kept(explained))
        .containsExactly(
            "etl.orders_999nmvng9fk1hsw1_0 cron(0 6 * * ? *) Europe/Berlin",
            "etl.orders_999nmvng9fk1hsw1_1 cron(0,30 * * * ? *) UTC",
            "etl.orders_999nmvng9fk1hsw1_2 cron(0 7 ? * 2 *) Europe/Berlin"
                + " from 2026-12-23T23:00:00Z until 2027-01-01T11:00:01Z");
    assertThat(explained.explanation().schedules())
        .allMatch(schedule -> schedule.cron().scheduleZone().equals(BERLIN));
    assertThat(explained.explanation().schedules().get(0).fires().get(0).at())
        .isEqualTo(Instant.parse("2026-12-02T05:00:00Z").getEpochSecond());
    assertThat(explained.explanation().crontabRead()).isFalse();
  }

  /** A window that excludes is two schedules there. */
  @Test
  void aPauseMakesTwo() {
    lavasched("UTC");
    jobs.put(
        record(
            "a",
            "schedule",
            Map.of("crontab", "@hourly", "from", "2027-02-01", "to", "2027-01-01")));

    assertThat(kept(explain("a")))
        .hasSize(2)
        .allMatch(schedule -> schedule.contains(" cron(0 * * * ? *) UTC"))
        .anyMatch(schedule -> schedule.contains("_0b ") && schedule.contains(" from 2027-02-01"));
  }

  /** Each with what is kept, where that is not everything. */
  @ParameterizedTest
  @CsvSource({
    "schedule, @reboot, quarantined, cron-reboot",
    "schedule, 0 6 13 * 5, quarantined, cron-both-days",
    "schedule, 0 24 * * *, quarantined, cron-out-of-range",
    "schedule, '', unscheduled,",
    "schedule, 0 6 31 2 *, over, cron-never-fires",
    "dispatcher, missing, no_dispatcher, no-dispatcher",
    "dispatcher, e, unserved, dispatcher-unserved",
  })
  void tellsWhyNothingIsKept(String field, String value, String reason, String code) {
    lavasched("UTC");
    Map<String, Object> record = record("a", "schedule", "0 6 * * *", field, value);
    record.values().remove("missing");
    jobs.put(record);
    service = new RealmService(Optional.of(BERLIN), Optional.of(DEMO), NOW);

    ServiceExplanation explained = explain("a");

    assertThat(reasons(explained)).containsExactly(reason);
    assertThat(explained.explanation().willRun()).isFalse();
    assertThat(explained.isIncomplete()).isEqualTo(reason.equals("quarantined"));
    if (code != null) {
      assertThat(codes(explained)).contains(code);
    }
    if (!field.equals("dispatcher")) {
      assertThat(kept(explained)).isEmpty();
    }
  }

  @Test
  void oneThatCannotBeSaidKeepsAllOut() {
    lavasched("UTC");
    jobs.put(record("a", "schedule", List.of("0 6 * * *", "@reboot")));

    ServiceExplanation explained = explain("a");

    assertThat(kept(explained)).isEmpty();
    assertThat(explained.explanation().schedules()).isEmpty();
    assertThat(explained.explanation().problems())
        .extracting(problem -> problem.location().path(), problem -> problem.code().id())
        .contains(tuple("schedule[1]", "cron-reboot"));
  }

  @Test
  void withoutAZoneNobodyKnows() {
    lavasched(Map.of(), List.of());
    jobs.put(record("a", "schedule", "0 6 * * *"));

    ServiceExplanation explained = explain("a");

    assertThat(reasons(explained)).containsExactly("zone_missing");
    assertThat(explained.isIncomplete()).isTrue();
    assertThat(explained.explanation().willRun()).isFalse();
    assertThat(kept(explained)).isEmpty();
    assertThat(codes(explained)).contains("zone-missing");
    service = new RealmService(Optional.of(BERLIN), Optional.empty(), NOW);
    assertThat(reasons(explain("a"))).isEmpty();
    assertThat(kept(explain("a"))).hasSize(1);
    assertThat(explain("a").kept().get(0).group()).isEmpty();
  }

  @Test
  void argsThatTheHelperRefusesKeepAllOut() {
    lavasched(Map.of("CRON_TZ", "UTC"), List.of("--queue", "q"));
    jobs.put(record("a", "schedule", "0 6 * * *"));

    ServiceExplanation explained = explain("a");

    assertThat(reasons(explained)).containsExactly("lavasched_invalid");
    assertThat(codes(explained)).contains("args-helper");
    assertThat(kept(explained)).isEmpty();
  }

  @Test
  void whatTheWorkerDoesIsTheSame() {
    lavasched("UTC");
    jobs.put(record("off", "schedule", "0 6 * * *", "enabled", false));
    jobs.put(record("unsure", "schedule", "0 6 * * *", "enabled", "{{ x }}"));

    assertThat(reasons(explain("off"))).containsExactly("disabled");
    assertThat(kept(explain("off"))).hasSize(1);
    assertThat(reasons(explain("unsure"))).containsExactly("decided_at_run_time");
    settings =
        new RebuildSettings(
            OptionalInt.empty(),
            OptionalInt.of(600),
            Optional.of(true),
            Optional.empty(),
            Set.of());
    assertThat(kept(explain("off"))).isEmpty();
    assertThat(explain("off").explanation().reasons().get(0).hint().orElseThrow())
        .startsWith("it gets no schedule;");
    assertThat(explain("unsure").kept().get(0).delay()).isBetween(1, 600);
  }

  @ParameterizedTest
  @CsvSource({
    "KEEP, the schedules that it has already stay as they are; mend the record",
    "DROP, it gets no schedule; mend the record",
    "FAIL, no schedule of any other job is written either; mend the record",
  })
  void whatBecomesOfABadOneIsSaid(OnInvalid onInvalid, String hint) {
    lavasched("UTC");
    jobs.put(record("a", "schedule", "@reboot"));
    settings =
        new RebuildSettings(
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(onInvalid),
            Set.of());

    assertThat(explain("a").explanation().reasons().get(0).hint()).contains(hint);
  }

  @Test
  void whoKeepsItCountsToo() {
    lavasched(Map.of("CRON_TZ", "UTC"), List.of(), "enabled", false);
    jobs.put(record("a", "schedule", "0 6 * * *"));
    assertThat(reasons(explain("a"))).containsExactly("lavasched_disabled");

    lavasched(Map.of("CRON_TZ", "UTC"), List.of(), "schedule", "");
    assertThat(reasons(explain("a"))).containsExactly("not_rebuilt");

    lavasched(Map.of("CRON_TZ", "UTC"), List.of(), "parameters", Map.of("dispatcher", "d", "x", 1));
    service = new RealmService(Optional.of(BERLIN), Optional.of(DEMO), NOW);
    assertThat(reasons(explain("a"))).containsExactly("lavasched_invalid");
  }

  @Test
  void aWindowThatIsNotOpenYetIsWaitedFor() {
    lavasched("UTC");
    jobs.put(record("a", "schedule", Map.of("crontab", "@daily", "from", "2027-01-01T06:00:00Z")));

    ServiceExplanation explained = explain("a");

    assertThat(reasons(explained)).containsExactly("not_active");
    assertThat(explained.explanation().reasons().get(0).message())
        .isEqualTo("nothing will run before 2027-01-01T06:00Z: no schedule is active until then");
  }

  @Test
  void oneThatIsNotThereIsNotFound() {
    lavasched("UTC");

    assertThat(
            ExplainInService.explain(
                    jobs, new ExplainServiceRequest(new JobId("syss"), true, service, settings))
                .problems())
        .hasSize(1)
        .allMatch(problem -> problem.code().id().equals("job-not-found"));
  }

  @Provide
  Arbitrary<Object> schedules() {
    return Records.Schedules.valid();
  }

  /** Law: names, expressions and windows are those of the schedules that are made. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void isWhatIsMade(@ForAll("schedules") Object schedule) {
    ExplainInServiceTest test = new ExplainInServiceTest();
    test.lavasched("Europe/Berlin");
    Map<String, Object> record = record("etl/a", "schedule", schedule);
    test.jobs.put(record);
    ServiceZone zone = ServiceZone.of(BERLIN).orElseThrow();
    WantedSchedules wanted =
        new WantedSchedules(
            zone,
            BERLIN,
            HelperArgs.NONE,
            DispatchDelay.of(EntryLayout.PLAIN, List.of()),
            new ScheduleTarget(
                "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
                "arn:aws:iam::123456789012:role/lavasched",
                "",
                900,
                185,
                Optional.empty()),
            true);
    Value value = Value.of(record);
    List<String> made = new ArrayList<>();
    for (ScheduleSpec spec :
        JobSchedules.of(
                JobRecord.parse("test", value).value().orElseThrow(),
                SchedulePlaces.of(value),
                wanted,
                NOW)
            .value()
            .orElse(List.of())) {
      made.add(
          spec.name()
              + " "
              + spec.expression()
              + spec.start().map(at -> " from " + at).orElse("")
              + spec.end().map(at -> " until " + at).orElse(""));
    }

    assertThat(kept(test.explain("etl/a"))).isEqualTo(made);
  }
}
