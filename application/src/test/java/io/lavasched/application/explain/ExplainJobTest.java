// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.NoDispatch;
import io.lavasched.application.rebuild.FaultyCrontab;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.testkit.Found;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainJobTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  private static final String PROGRAM = " /usr/local/bin/lava-dispatcher --worker w ";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private CrontabStore crontab = new InMemoryCrontabStore();
  private NoDispatch noDispatch = file -> Optional.empty();

  @BeforeEach
  void aNodeThatIsServed() {
    jobs.put(lavasched("sys", "d", "schedule", "*/15 * * * *"));
  }

  private static Map<String, Object> job(String id, Object... more) {
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

  private static Map<String, Object> lavasched(String id, Object serves, Object... more) {
    Map<String, Object> record = job(id, more);
    record.put("type", "lavasched");
    record.putIfAbsent(
        "parameters",
        Map.of("dispatcher", serves, "args", List.of("-c"), "env", Map.of("PATH", "/bin")));
    return record;
  }

  private static ExplainRequest request(String id, CronDialect dialect, OnInvalid onInvalid) {
    return request(id, dialect, onInvalid, Set.of());
  }

  private static ExplainRequest request(
      String id, CronDialect dialect, OnInvalid onInvalid, Set<Guard> allowed) {
    return new ExplainRequest(
        new JobId(id),
        new RealmName("demo"),
        true,
        new RebuildRequest.Node(DispatcherProgram.DEFAULT, NOW, SYDNEY, Optional.of(dialect)),
        new ExplainRequest.Options(
            new RebuildSettings(
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(onInvalid),
                Set.of()),
            allowed));
  }

  private Explanation explain(String id) {
    return explain(request(id, CronDialect.VIXIE, OnInvalid.KEEP));
  }

  private Explanation explain(ExplainRequest request) {
    Parsed<Explanation> parsed = ExplainJob.explain(jobs, crontab, noDispatch, request);
    return parsed.value().orElseThrow(() -> new AssertionError(Found.lines(parsed.problems())));
  }

  private void install(String... lines) {
    crontab =
        new InMemoryCrontabStore(
            CrontabText.of(
                ("#### Lava Schedules Start ####\n"
                        + String.join("\n", lines)
                        + "\n#### Lava Schedules End ####\n")
                    .getBytes(UTF_8)));
  }

  private static List<String> reasons(Explanation explanation) {
    return explanation.reasons().stream()
        .map(
            reason ->
                reason.kind().label()
                    + ": "
                    + reason.message()
                    + reason.hint().map(hint -> " -> " + hint).orElse(""))
        .toList();
  }

  @Test
  void aHealthyJobHasNoReasonsAndAllElse() {
    jobs.put(job("a", "schedule", "30 4 * * *"));
    install("30 4 * * *" + PROGRAM + "-c a");

    Explanation explanation = explain("a");

    assertThat(explanation.reasons()).isEmpty();
    assertThat(explanation.willRun()).isTrue();
    assertThat(explanation.problems()).isEmpty();
    assertThat(explanation.crontabRead()).isTrue();
    Explanation.Schedule schedule = explanation.schedules().get(0);
    assertThat(schedule.words().sentence()).isEqualTo("at 04:30 every day");
    assertThat(schedule.state()).isEqualTo(ActiveSeconds.State.ALWAYS);
    assertThat(schedule.fires())
        .extracting(fire -> Instant.ofEpochSecond(fire.at()).toString())
        .containsExactly(
            "2026-12-01T17:30:00Z",
            "2026-12-02T17:30:00Z",
            "2026-12-03T17:30:00Z",
            "2026-12-04T17:30:00Z",
            "2026-12-05T17:30:00Z");
    assertThat(explanation.services()).hasSize(1);
    Explanation.Service service = explanation.services().get(0);
    assertThat(service.lavasched().map(RealmLavaschedJob::id)).contains(new JobId("sys"));
    JobPlan plan = service.plan().orElseThrow();
    assertThat(plan.name()).isEqualTo("a");
    assertThat(plan.dispatcher()).isEqualTo(explanation.dispatcher());
    assertThat(plan.state()).isEqualTo(JobPlan.State.SCHEDULED);
    assertThat(plan.installed()).containsExactly("30 4 * * *" + PROGRAM + "-c a");
    assertThat(plan.lines()).isEqualTo(plan.installed());
    assertThat(service.stops()).isEmpty();
    assertThat(service.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # field    | value     | reason
          schedule   | 0 24 * * * | quarantined: nothing new will run: the record is bad, and the job quarantined -> the entries that it has in the crontab stay as they are; mend the record
          worker     |           | quarantined: nothing new will run: the record is bad, and the job quarantined -> the entries that it has in the crontab stay as they are; mend the record
          schedule   |           | unscheduled: nothing will run: the job has no schedule -> it is only dispatched by hand, or by another job
          schedule   | --        | unscheduled: nothing will run: the job has no schedule -> it is only dispatched by hand, or by another job
          dispatcher |           | quarantined: nothing new will run: the record is bad, and the job quarantined -> the entries that it has in the crontab stay as they are; mend the record
          dispatcher | e         | unserved: nothing will run: nobody rebuilds the crontab of dispatcher "e" -> no lavasched job has it in its parameters; an entry that is installed stays
          schedule   | 0 4 31 2 * | over: nothing will run: its schedule is for a date that no year has -> give it another schedule
          schedule   | @reboot   | at_boot_only: nothing will run but when cron starts, as at a boot
          enabled    | false     | disabled: nothing will run: the job is disabled -> it is dispatched all the same, and the worker skips it; set enabled to true in its record
          """)
  void tellsTheReason(String field, String value, String reason) {
    jobs.put(job("a", "schedule", "30 2 * * *", field, value == null ? "" : value));

    Explanation explanation = explain("a");

    assertThat(reasons(explanation)).containsExactly(reason);
    assertThat(explanation.willRun()).isEqualTo(reason.startsWith("at_boot_only"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from      | to         | state     | reason
          2026-12-02  |            | NOT_BEGUN | not_active: nothing will run before 2026-12-02T00:00+11:00: no schedule is active until then
                      | 2026-12-01 | OVER      | over: nothing will run: the window of its schedule is over -> give it another schedule
          2026-12-09  | 2026-12-01 | PAUSED    | not_active: nothing will run before 2026-12-09T00:00+11:00: no schedule is active until then
          2026-12-01  | 2026-12-09 | ACTIVE    |
          # one that begins and has no fire in it
          2026-12-02  | 2026-12-02T01:00 | NOT_BEGUN | over: nothing will run: its schedule is over, or has no date that comes within its window -> give it another schedule
          """)
  void tellsWhatTheWindowHasToDoWithIt(
      String from, String to, ActiveSeconds.State state, String reason) {
    Map<String, Object> schedule = new LinkedHashMap<>(Map.of("crontab", "30 2 * * *"));
    Optional.ofNullable(from).ifPresent(time -> schedule.put("from", time));
    Optional.ofNullable(to).ifPresent(time -> schedule.put("to", time));
    jobs.put(job("a", "schedule", schedule));

    Explanation explanation = explain("a");

    assertThat(explanation.schedules().get(0).state()).isEqualTo(state);
    assertThat(reasons(explanation)).isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @Test
  void aJobMayNameNoDispatcher() {
    Map<String, Object> record = job("a", "schedule", "@daily");
    record.remove("dispatcher");
    jobs.put(record);
    Explanation explanation = explain("a");

    assertThat(reasons(explanation))
        .containsExactly(
            "no_dispatcher: nothing will run: the job names no dispatcher -> without one no crontab"
                + " ever has it");
    assertThat(explanation.services()).isEmpty();
    assertThat(explanation.schedules().get(0).fires()).hasSize(5);
  }

  /** By a field of the record, or by the delay that its lavasched job gives it. */
  @ParameterizedTest
  @CsvSource({
    "max_run_delay, soon, false, rejected, run-rejected",
    "globals, text, false, rejected, run-rejected",
    "iteration_limit, 11, true, '', run-rejected",
    "max_run_delay, 5m, false, rejected, delay-loses-job",
    "max_run_delay, 16m, true, '', ''",
  })
  void whatTheWorkerRejectsNeverRuns(
      String field, String value, boolean willRun, String reason, String code) {
    jobs.put(job("a", "schedule", "30 4 * * *", field, value));
    jobs.put(
        lavasched(
            "sys",
            "d",
            "schedule",
            "*/15 * * * *",
            "parameters",
            Map.of(
                "dispatcher",
                "d",
                "args",
                List.of("--delay", "10m"),
                "env",
                Map.of("PATH", "/bin"))));

    Explanation explanation = explain("a");

    assertThat(explanation.willRun()).isEqualTo(willRun);
    assertThat(explanation.reasons())
        .extracting(each -> each.kind().label())
        .isEqualTo(reason.isEmpty() ? List.of() : List.of(reason));
    assertThat(explanation.problems())
        .extracting(each -> each.code().id())
        .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }

  /** As in a rebuild. */
  @Test
  void theSettingsOfTheLavaschedJobCount() {
    jobs.put(job("a", "schedule", "30 4 * * *", "max_run_delay", "1s"));
    jobs.put(
        lavasched("sys", "d", "schedule", "*/15 * * * *", "x-lavasched", Map.of("spread", 900)));
    int delay = new EntryLayout(1, 900).delaySeconds(new JobId("a"));

    Explanation explanation = explain("a");

    assertThat(delay).isPositive();
    assertThat(explanation.willRun()).isFalse();
    assertThat(explanation.services().get(0).plan().orElseThrow().lines())
        .containsExactly("30 4 * * *" + PROGRAM + "--delay " + delay + "s -c a");
  }

  @Test
  void theFirstReasonIsTheOneToMendFirst() {
    jobs.put(
        job(
            "a",
            "dispatcher",
            "e",
            "enabled",
            false,
            "schedule",
            Map.of("crontab", "@daily", "to", "2026-01-01")));

    assertThat(explain("a").reasons())
        .extracting(Explanation.Reason::kind)
        .containsExactly(
            Explanation.Reason.Kind.UNSERVED,
            Explanation.Reason.Kind.OVER,
            Explanation.Reason.Kind.DISABLED);
  }

  @Test
  void aLavaschedJobThatIsDisabledRebuildsNothing() {
    jobs.put(lavasched("off", "e", "enabled", false))
        .put(job("a", "dispatcher", "e", "schedule", "@daily"));

    assertThat(reasons(explain("a")))
        .containsExactly(
            "lavasched_disabled: nothing will run: nobody rebuilds the crontab of dispatcher"
                + " \"e\", for lavasched job off is disabled -> set enabled to true in its record;"
                + " an entry that is installed stays");
  }

  @Test
  void aLavaschedJobWithWrongParametersRebuildsNothing() {
    jobs.put(lavasched("x", "e", "parameters", Map.of("dispatcher", List.of("f", "e"), "arg", 1)));
    jobs.put(job("a", "dispatcher", "e", "schedule", "@daily"));
    Explanation explanation = explain("a");

    assertThat(reasons(explanation))
        .containsExactly(
            "lavasched_invalid: nothing will run: nobody rebuilds the crontab of dispatcher \"e\","
                + " for the parameters of lavasched job x are wrong -> mend them; an entry that is"
                + " installed stays");
    assertThat(Found.lines(explanation.problems()))
        .anyMatch(line -> line.startsWith("job x: parameters: error: "));
  }

  @Test
  void aCronThatDoesNotHeedTheZoneStopsTheRebuildAndTheLinesAreToldAllTheSame() {
    jobs.put(
        lavasched(
            "ny", "e", "parameters", Map.of("dispatcher", "e", "env", Map.of("CRON_TZ", "UTC"))));
    jobs.put(job("a", "dispatcher", "e", "schedule", "@daily"));
    install("@daily" + PROGRAM + "a");
    Explanation explanation = explain(request("a", CronDialect.DEBIAN, OnInvalid.KEEP));

    assertThat(explanation.reasons())
        .extracting(Explanation.Reason::kind)
        .contains(Explanation.Reason.Kind.STOPPED);
    Explanation.Service service = explanation.services().get(0);
    assertThat(service.isCompared()).isTrue();
    assertThat(service.plan().orElseThrow().installed())
        .isEqualTo(service.plan().orElseThrow().lines())
        .hasSize(1);

    ExplainRequest allowing =
        request("a", CronDialect.DEBIAN, OnInvalid.KEEP, Set.of(Guard.IGNORED_CRON_TZ));
    assertThat(explain(allowing).reasons())
        .extracting(Explanation.Reason::kind)
        .doesNotContain(Explanation.Reason.Kind.STOPPED);
  }

  @Test
  void aLavaschedJobThatNobodyDispatchesMayBeRunByOthers() {
    jobs.put(lavasched("stuck", "e")).put(job("a", "dispatcher", "e", "schedule", "@daily"));
    Explanation explanation = explain("a");

    assertThat(reasons(explanation))
        .containsExactly(
            "not_rebuilt: the crontab of dispatcher \"e\" may be old: nobody dispatches lavasched"
                + " job stuck -> unless something else than lava runs it, such as a timer of"
                + " systemd");
    assertThat(explanation.willRun()).isTrue();
    assertThat(Found.lines(explanation.services().get(0).problems()))
        .containsExactly(
            "job stuck: schedule: warning: lavasched job should have a schedule of its own, found"
                + " none [lavasched-unscheduled] -> it would rebuild the crontab once, and never"
                + " again");
  }

  @Test
  void eachProblemIsToldOnce() {
    Map<String, Object> bad = job("a", "schedule", "@daily x");
    jobs.put(bad).put(bad);

    List<String> problems = Found.lines(explain("a").allProblems());

    assertThat(problems).doesNotHaveDuplicates().anyMatch(line -> line.contains("after @daily"));
  }

  @Test
  void severalLavaschedJobsAreEachToldWithTheirOwnLine() {
    jobs.put(
        lavasched(
            "a2", "d", "parameters", Map.of("dispatcher", "d", "env", Map.of("CRON_TZ", "UTC"))));
    jobs.put(lavasched("a1", "d", "enabled", false));
    jobs.put(job("a", "schedule", "@daily"));
    Explanation explanation = explain("a");

    assertThat(explanation.reasons()).isEmpty();
    assertThat(explanation.services())
        .extracting(
            service ->
                service.lavasched().orElseThrow().id() + ":" + service.plan().orElseThrow().lines())
        .containsExactly(
            "a2:[@daily" + PROGRAM + "a]",
            "sys:[@daily" + PROGRAM + "-c a]",
            "a1:[@daily" + PROGRAM + "-c a]");
  }

  @Test
  void whatIsInstalledIsHeldAgainstWhatWouldBe() {
    jobs.put(job("a", "schedule", List.of("1 2 * * *", "3 4 * * *")));
    jobs.put(job("bad", "schedule", "x"));
    install(
        "1 2 * * *" + PROGRAM + "-c a",
        "5 6 * * *" + PROGRAM + "a",
        "7 8 * * *" + PROGRAM + "-c bad",
        "9 9 * * *" + PROGRAM + "-c other another");

    JobPlan plan = explain("a").services().get(0).plan().orElseThrow();
    assertThat(plan.installed())
        .containsExactly("1 2 * * *" + PROGRAM + "-c a", "5 6 * * *" + PROGRAM + "a");
    assertThat(plan.lines())
        .containsExactly("1 2 * * *" + PROGRAM + "-c a", "3 4 * * *" + PROGRAM + "-c a");
    JobPlan kept = explain("bad").services().get(0).plan().orElseThrow();
    assertThat(kept.lines())
        .isEqualTo(kept.installed())
        .containsExactly("7 8 * * *" + PROGRAM + "-c bad");
    assertThat(
            explain(request("bad", CronDialect.VIXIE, OnInvalid.DROP))
                .services()
                .get(0)
                .plan()
                .orElseThrow()
                .lines())
        .isEmpty();
  }

  @Test
  void aCrontabThatCannotBeReadIsToldAndTheLinesAllTheSame() {
    jobs.put(job("a", "schedule", "@daily"));
    crontab = new FaultyCrontab(new InMemoryCrontabStore()).reads(FaultyCrontab.Fault.REFUSED);
    Explanation explanation = explain("a");

    assertThat(explanation.crontabRead()).isFalse();
    assertThat(Found.lines(explanation.problems()))
        .singleElement()
        .asString()
        .startsWith("crontab: warning: crontab must be read to tell whether the job is in it");
    assertThat(explanation.services().get(0).plan().orElseThrow().lines())
        .containsExactly("@daily" + PROGRAM + "-c a");
  }

  @Test
  void whatWouldStopARebuildHereIsAReason() {
    jobs.put(job("a", "schedule", "@daily"));
    crontab =
        new InMemoryCrontabStore(CrontabText.of("#### Lava Schedules End ####\n".getBytes(UTF_8)));
    Explanation explanation = explain("a");

    assertThat(explanation.reasons())
        .extracting(Explanation.Reason::kind)
        .containsExactly(Explanation.Reason.Kind.STOPPED);
    assertThat(explanation.willRun()).isTrue();
    assertThat(explanation.services().get(0).stops()).isNotEmpty();
    assertThat(explanation.services().get(0).isCompared()).isFalse();
    assertThat(explanation.services().get(0).plan().orElseThrow().lines())
        .containsExactly("@daily" + PROGRAM + "-c a");
  }

  @Test
  void everyProblemOfTheJobIsTold() {
    jobs.put(job("a", "schedule", List.of("0 24 * * *", "0 4 31 2 *"), "descripton", "x"));

    assertThat(Found.lines(explain("a").problems()))
        .extracting(line -> line.replaceAll(".*\\[([a-z-]+)\\].*", "$1"))
        .containsExactly("cron-out-of-range", "cron-never-fires", "unknown-field");
  }

  @Test
  void twoRecordsOfOneJobQuarantineIt() {
    jobs.add(job("a", "schedule", "@daily")).add(job("a", "schedule", "@hourly"));
    Explanation explanation = explain("a");

    assertThat(explanation.record()).isEmpty();
    assertThat(explanation.reasons().get(0).kind()).isEqualTo(Explanation.Reason.Kind.QUARANTINED);
    assertThat(explanation.services().get(0).plan().orElseThrow().state())
        .isEqualTo(JobPlan.State.QUARANTINED);
  }

  @Test
  void aStricterCronHasItsOwnFormAndRefuses() {
    jobs.put(job("a", "schedule", "@daily")).put(job("b", "schedule", "0 0 13 * 5"));
    ExplainRequest ofA = request("a", CronDialect.BCRON, OnInvalid.KEEP);
    ExplainRequest ofB = request("b", CronDialect.BCRON, OnInvalid.KEEP);

    assertThat(explain(ofA).services().get(0).plan().orElseThrow().lines().get(0))
        .startsWith("0 0 * * * '/usr/bin/env' ");
    assertThat(explain(ofB).reasons().get(0).kind()).isEqualTo(Explanation.Reason.Kind.QUARANTINED);
  }

  @Test
  void schedulesAreReadInTheZoneOfTheLavaschedJob() {
    jobs.put(
        lavasched(
            "ny",
            "e",
            "schedule",
            "@hourly",
            "dispatcher",
            "e",
            "parameters",
            Map.of(
                "dispatcher", "e", "env", Map.of("PATH", "/bin", "CRON_TZ", "America/New_York"))));
    jobs.put(job("a", "dispatcher", "e", "schedule", "0 6 * * *"));
    ExplainRequest request = request("a", CronDialect.CRONIE, OnInvalid.KEEP);

    assertThat(explain(request).schedules().get(0).fires().get(0).at())
        .isEqualTo(Instant.parse("2026-12-02T11:00:00Z").getEpochSecond());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --check-dispatch | /tmp/lava/__nodispatch__ | 1
          --check          | /tmp/lava/__nodispatch__ | 1
          --check-dispatch | /tmp/lava/another        | 0
          -c               | /tmp/lava/__nodispatch__ | 0
          """)
  void lavasFileAgainstDispatchesCountsWhereTheArgsSaySo(String arg, String there, int reasons) {
    Instant since = Instant.parse("2026-11-29T01:02:03Z");
    noDispatch = file -> file.equals(there) ? Optional.of(since) : Optional.empty();
    jobs.put(job("a", "schedule", "30 4 * * *"));
    jobs.put(
        job(
            "sys",
            "type",
            "lavasched",
            "parameters",
            Map.of("dispatcher", "d", "args", List.of(arg), "env", Map.of("PATH", "/bin"))));

    assertThat(explain("a").reasons())
        .filteredOn(reason -> reason.kind() == Explanation.Reason.Kind.SUSPENDED)
        .extracting(Explanation.Reason::message)
        .hasSize(reasons)
        .allMatch(
            message ->
                message.equals(
                    "nothing will be dispatched from this node while /tmp/lava/__nodispatch__ is"
                        + " there: since 2026-11-29T01:02:03Z"));
  }

  @Test
  void aJobThatIsNotThereHasNearOnes() {
    jobs.put(job("etl/orders")).put(job("etl/order-lines"));

    assertThat(
            Found.lines(
                ExplainJob.explain(
                        jobs,
                        crontab,
                        noDispatch,
                        request("etl/ordesr", CronDialect.VIXIE, OnInvalid.KEEP))
                    .problems()))
        .containsExactly(
            "error: job must be the job_id of a record, found \"etl/ordesr\" [job-not-found] -> did"
                + " you mean \"etl/orders\"?");
    assertThat(
            Found.lines(
                ExplainJob.explain(
                        jobs,
                        crontab,
                        noDispatch,
                        request("order", CronDialect.VIXIE, OnInvalid.KEEP))
                    .problems()))
        .singleElement()
        .asString()
        .endsWith("did you mean \"etl/order-lines\" or \"etl/orders\"?");
  }
}
