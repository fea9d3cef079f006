// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.explain.ExplainInService;
import io.lavasched.application.explain.ExplainJob;
import io.lavasched.application.explain.ExplainRequest;
import io.lavasched.application.explain.ExplainServiceRequest;
import io.lavasched.application.explain.Explanation;
import io.lavasched.application.forecast.CountDispatches;
import io.lavasched.application.forecast.Forecast;
import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.lint.OwnChecks;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.schedules.HelperArgs;
import io.lavasched.application.schedules.JobSchedules;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.application.schedules.WantedSchedules;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.times.RealmCrontabs;
import io.lavasched.application.times.RealmService;
import io.lavasched.application.times.RealmTimes;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Records;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Each command gives the same verdict on a record, in any order of the records. */
class OneVerdictLawsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");
  private static final DispatcherName D = new DispatcherName("d");

  private static final WantedSchedules WANTED =
      new WantedSchedules(
          ServiceZone.UTC,
          ZoneOffset.UTC,
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

  /** What a command makes of the records of a name; those without one have one together. */
  private record Verdict(String state, Set<String> codes) {}

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyCommandGivesTheSameVerdict(
      @ForAll("realms") List<Object> records,
      @ForAll CronDialect dialect,
      @ForAll boolean all,
      @ForAll long seed) {
    List<DispatcherName> of = all ? List.of(D, new DispatcherName("e")) : List.of(D);
    Map<String, Verdict> rendered = rendered(table(records), of, dialect);
    List<Object> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));
    InMemoryJobsTable table = table(shuffled);

    assertThat(rendered(table, of, dialect)).as("render, in another order").isEqualTo(rendered);
    assertThat(next(table, of, new RealmCrontabs(ZoneOffset.UTC, dialect)))
        .as("next")
        .isEqualTo(rendered);
    assertTimeline(
        CountDispatches.count(
            table,
            new CountDispatches.Request(
                Interval.ofDays(LocalDate.of(2026, 11, 23), 7, ZoneOffset.UTC),
                dialect,
                Set.copyOf(of))),
        rendered);
    assertCheck(
        CheckJobs.check(table, NOW, ZoneOffset.UTC, true, dialect).problems(), shuffled, rendered);
    assertExplain(
        name ->
            ExplainJob.explain(
                    table,
                    new InMemoryCrontabStore(),
                    file -> Optional.empty(),
                    request(name, dialect))
                .value()
                .orElseThrow(),
        rendered);
  }

  /** For EventBridge Scheduler a record is sound if its schedules can be made. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyCommandGivesTheSameVerdictForTheService(
      @ForAll("realms") List<Object> records, @ForAll boolean all, @ForAll long seed) {
    List<DispatcherName> of = all ? List.of(D, new DispatcherName("e")) : List.of(D);
    RealmService service = new RealmService(Optional.of(ZoneOffset.UTC), Optional.empty(), NOW);
    Map<String, Verdict> next = next(table(records), of, service);
    List<Object> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));
    InMemoryJobsTable table = table(shuffled);

    assertThat(next(table, of, service)).as("next, in another order").isEqualTo(next);
    assertSchedules(records, of, next);
    assertTimeline(
        CountDispatches.countInService(
            table,
            service,
            Set.copyOf(of),
            zone -> Interval.ofDays(LocalDate.of(2026, 11, 23), 7, zone)),
        next);
    assertCheck(
        CheckJobs.checkForEventBridge(table, NOW, true, service.move()).problems(), shuffled, next);
    assertExplain(
        name ->
            ExplainInService.explain(
                    table,
                    new ExplainServiceRequest(new JobId(name), true, service, RebuildSettings.NONE))
                .value()
                .orElseThrow()
                .explanation(),
        next);
  }

  private static void assertSchedules(
      List<Object> records, List<DispatcherName> of, Map<String, Verdict> next) {
    Map<String, Integer> seen = new HashMap<>();
    records.forEach(
        record -> seen.merge(JobRecord.subject("?", Value.of(record)).name(), 1, Integer::sum));
    for (Object record : records) {
      Value value = Value.of(record);
      Optional<JobRecord> job = JobRecord.parse("?", value).value();
      if (job.flatMap(JobRecord::dispatcher).filter(of::contains).isPresent()) {
        String name = job.get().id().text();
        boolean isMade =
            JobSchedules.of(job.get(), SchedulePlaces.of(value), WANTED, NOW).value().isPresent();
        assertThat(next.get(name).state.equals("bad"))
            .as(name)
            .isEqualTo(!isMade || seen.get(name) > 1);
      }
    }
  }

  private static InMemoryJobsTable table(List<Object> records) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    records.forEach(table::add);
    return table;
  }

  private static ExplainRequest request(String job, CronDialect dialect) {
    return new ExplainRequest(
        new JobId(job),
        new RealmName("demo"),
        true,
        new RebuildRequest.Node(
            DispatcherProgram.DEFAULT, NOW, ZoneOffset.UTC, Optional.of(dialect)),
        new ExplainRequest.Options(RebuildSettings.NONE, Set.of()));
  }

  private static Map<String, Verdict> rendered(
      InMemoryJobsTable table, List<DispatcherName> of, CronDialect dialect) {
    Map<String, Object> parameters =
        Map.of("dispatcher", of.stream().map(DispatcherName::text).toList());
    RebuildPlan plan =
        Requests.planOf(
            Requests.rebuild(table, new InMemoryCrontabStore())
                .render(
                    request("any", dialect)
                        .rebuild(
                            Optional.empty(), Requests.read(parameters), RebuildSettings.NONE)));
    Map<String, Set<String>> codes = codes(plan.problems());
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (JobPlan job : plan.jobs()) {
      String name = job.name().startsWith("record ") ? "?" : job.name();
      String state =
          switch (job.state()) {
            case SCHEDULED, INACTIVE -> "scheduled";
            case UNSCHEDULED -> "not scheduled";
            default -> "bad";
          };
      verdicts.put(name, new Verdict(state, codes.getOrDefault(name, Set.of())));
    }
    return verdicts;
  }

  private static Map<String, Verdict> next(
      InMemoryJobsTable table, List<DispatcherName> of, RealmTimes times) {
    Forecast forecast =
        Forecast.of(
            table,
            new ForecastRequest(
                new ForecastRequest.Chosen(of, List.of(), List.of()),
                times,
                new ForecastRequest.Span(NOW, Optional.empty()),
                true));
    Map<String, Verdict> verdicts = new TreeMap<>();
    codes(forecast.problems()).forEach((name, set) -> verdicts.put(name, new Verdict("bad", set)));
    forecast
        .jobs()
        .forEach(job -> verdicts.put(job.record().id().text(), sound(Optional.of(job.record()))));
    return verdicts;
  }

  private static Verdict sound(Optional<JobRecord> record) {
    return new Verdict(
        record.map(r -> r.schedule().isScheduled() ? "scheduled" : "not scheduled").orElse("bad"),
        Set.of());
  }

  private static void assertTimeline(CountDispatches.Report report, Map<String, Verdict> rendered) {
    Map<String, Set<String>> bad = new TreeMap<>();
    rendered.forEach(
        (name, verdict) -> {
          if (verdict.state.equals("bad")) {
            bad.put(name, verdict.codes);
          }
        });
    assertThat(codes(report.problems())).as("timeline").isEqualTo(bad);
    Set<String> scheduled = named(rendered, "scheduled");
    assertThat(report.timeline().jobs()).allMatch(job -> scheduled.contains(job.id().text()));
    CountDispatches.Tally tally = report.tally();
    assertThat(tally.records() - tally.bad() - tally.unscheduled()).isEqualTo(scheduled.size());
    assertThat(tally.unscheduled()).isEqualTo(named(rendered, "not scheduled").size());
  }

  private static Set<String> named(Map<String, Verdict> verdicts, String state) {
    return verdicts.entrySet().stream()
        .filter(entry -> entry.getValue().state.equals(state))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** It looks at more fields: of a sound record it tells what only lava's worker minds. */
  private static void assertCheck(
      List<Problem> problems, List<Object> records, Map<String, Verdict> rendered) {
    Map<String, Set<String>> whole = new HashMap<>();
    for (Object record : records) {
      Value value = Value.of(record);
      Set<String> own =
          whole.computeIfAbsent(JobRecord.subject("?", value).name(), name -> new TreeSet<>());
      JobRecord.parse("?", value).problems().forEach(p -> own.add(p.code().id()));
      WholeRecord all = new WholeRecord(new SourceRecord("?", value));
      OwnChecks.ofWorkerAndSchema(all).forEach(p -> own.add(p.code().id()));
    }
    Map<String, Set<String>> checked = codes(problems);
    rendered.forEach(
        (name, verdict) -> {
          Set<String> found = checked.getOrDefault(name, Set.of());
          assertThat(found).as("check of %s", name).containsAll(verdict.codes);
          if (!verdict.state.equals("bad")) {
            assertThat(whole.get(name)).as("check of %s", name).containsAll(found);
          }
        });
  }

  private static void assertExplain(
      Function<String, Explanation> explain, Map<String, Verdict> rendered) {
    rendered.forEach(
        (name, verdict) -> {
          if (name.equals("?") || JobId.parse(name).value().isEmpty()) {
            return;
          }
          Explanation explanation = explain.apply(name);
          assertThat(sound(explanation.record()).state)
              .as("explain %s", name)
              .isEqualTo(verdict.state);
          assertThat(codes(explanation.problems()).getOrDefault(name, Set.of()))
              .as("explain %s", name)
              .containsAll(verdict.codes);
        });
  }

  /** Those of errors, by the name of the record. */
  private static Map<String, Set<String>> codes(List<Problem> problems) {
    Map<String, Set<String>> codes = new TreeMap<>();
    for (Problem problem : problems) {
      Subject subject = problem.location().subject().orElse(Subject.record("none"));
      boolean isOfRecord =
          subject.kind() == Subject.Kind.JOB || subject.kind() == Subject.Kind.RECORD;
      if (problem.severity() == Severity.ERROR && isOfRecord) {
        String name = subject.kind() == Subject.Kind.JOB ? subject.name() : "?";
        codes.computeIfAbsent(name, key -> new TreeSet<>()).add(problem.code().id());
      }
    }
    return codes;
  }

  @Provide
  Arbitrary<List<Object>> realms() {
    Arbitrary<Object> schedules =
        Arbitraries.oneOf(
            Records.Schedules.valid(),
            Arbitraries.<Object>of(
                "@daily",
                "0 24 * * *",
                "@reboot",
                "0 0 1 * mon",
                "--",
                7,
                Map.of("crontab", "@hourly", "from", "2026-01-01", "to", "2026-02-01"),
                Map.of("crontab", "@hourly", "from", "never")));
    Arbitrary<Map<String, Object>> jobs =
        Combinators.combine(
                Arbitraries.<Object>of("a", "b", "c", "x/y", "\ud83d\ude00", "", "-z", 7),
                Arbitraries.<Object>of("d", "d", "d", "e", "f", "", 7, List.of("d")),
                Arbitraries.<Object>of("w", "w", "w", "v", "", 7),
                schedules,
                Arbitraries.<Object>of(true, true, false, "yes", "{{ x }}", 1),
                Arbitraries.of("cmd", "cmd", "lavasched"))
            .as(OneVerdictLawsTest::job);
    Arbitrary<Map<String, Object>> some =
        Combinators.combine(
                jobs,
                Arbitraries.of(
                        "job_id", "dispatcher", "worker", "schedule", "enabled", "type", "payload")
                    .set()
                    .ofMaxSize(1))
            .as(
                (job, missing) -> {
                  job.keySet().removeAll(missing);
                  return job;
                });
    return Arbitraries.frequencyOf(
            Tuple.of(12, some.map(job -> (Object) job)),
            Tuple.of(1, Arbitraries.<Object>of(7, "a", List.of())))
        .list()
        .ofMaxSize(7);
  }

  private static Map<String, Object> job(
      Object id, Object dispatcher, Object worker, Object schedule, Object enabled, String type) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_id", id);
    job.put("dispatcher", dispatcher);
    job.put("worker", worker);
    job.put("schedule", schedule);
    job.put("enabled", enabled);
    job.put("type", type);
    job.put("payload", "x");
    job.put("parameters", Map.of("dispatcher", "d"));
    return job;
  }
}
