// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.word.Words;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Records;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only lava's schema says is {@link SchemaCheckTest}'s, except for one test. */
class CheckJobsTest {

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private List<String> realm() {
    return Found.lines(
        OwnChecks.withoutSchema(jobs, Requests.NOW, ZoneOffset.UTC, true, CronDialect.VIXIE)
            .problems());
  }

  private List<String> someRecords() {
    return Found.lines(
        OwnChecks.withoutSchema(jobs, Requests.NOW, ZoneOffset.UTC, false, CronDialect.VIXIE)
            .problems());
  }

  private static Map<String, Object> job(String id, Object... more) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", "cmd");
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("payload", "x.sh");
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    return record;
  }

  /** A lavasched job that dispatches itself, and of which there is nothing to report. */
  private static Map<String, Object> lavasched(String id, Object serves, Object... more) {
    Map<String, Object> record = job(id, "type", "lavasched", "schedule", "@hourly");
    record.put("dispatcher", serves);
    record.put("parameters", parameters(serves));
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    return record;
  }

  private static Map<String, Object> parameters(Object serves) {
    return Map.of("dispatcher", serves, "env", Map.of("PATH", "/bin"));
  }

  @Test
  void healthyRealmHasNoFindings() {
    jobs.put(lavasched("sys", "d"));
    jobs.put(job("a", "schedule", "@daily", "dispatcher", "d", "x-team", "y"));
    jobs.put(job("b", "dispatcher", "anything"));
    jobs.put(job("c"));
    CheckJobs.Report report =
        OwnChecks.withoutSchema(jobs, Requests.NOW, ZoneOffset.UTC, true, CronDialect.VIXIE);

    assertThat(Found.lines(report.problems())).isEmpty();
    assertThat(report.records()).isEqualTo(4);
  }

  @Test
  void whatLavasSchemaRefusesIsToldOnlyByTheLinter() {
    jobs.put(lavasched("sys", "d", "schedule", "0 * * * *"));
    jobs.put(job("a", "schedule", "@daily", "dispatcher", "d", "type", "nosuchtype"));

    assertThat(realm()).isEmpty();
    assertThat(
            CheckJobs.check(jobs, Requests.NOW, ZoneOffset.UTC, true, CronDialect.VIXIE).problems())
        .extracting(p -> p.location().text() + " " + p.code().id())
        .containsExactly("job a: type lava-schema", "job a: schedule lava-schema");
  }

  @Test
  void jobsThatADelayLosesAreTold() {
    jobs.put(lavasched("sys", "d", "schedule", "0 * * * *", "parameters", delayed("d", "10m")));
    jobs.put(
        lavasched("spread", "e", "schedule", "0 * * * *", "x-lavasched", Map.of("spread", 900)));
    jobs.put(limited("above", "d", "11m"));
    jobs.put(limited("equal", "d", 600));
    jobs.put(limited("below", "d", "9m"));
    jobs.put(limited("none", "d", 0));
    jobs.put(limited("off", "d", "1m", "enabled", false));
    jobs.put(limited("unscheduled", "d", "1m", "schedule", ""));
    jobs.put(limited("t/delay", "e", "5m"));
    String should =
        ": max_run_delay: warning: max_run_delay should be longer than the delay of the";
    String hint =
        " [delay-loses-job] -> the worker rejects each run that starts later than that after its"
            + " dispatch, and the delay counts: raise max_run_delay, or lower the delay";

    assertThat(realm())
        .containsExactly(
            "job below"
                + should
                + " dispatch, found \"9m\" and a delay of 600s by --delay in args"
                + " of job sys"
                + hint,
            "job equal"
                + should
                + " dispatch, found 600 and a delay of 600s by --delay in args of"
                + " job sys"
                + hint,
            "job t/delay"
                + should
                + " dispatch, found \"5m\" and a delay of "
                + new EntryLayout(1, 900).delaySeconds(new JobId("t/delay"))
                + "s by the spread of job spread"
                + hint);
  }

  private static Map<String, Object> delayed(String serves, String delay) {
    return Map.of(
        "dispatcher", serves, "env", Map.of("PATH", "/bin"), "args", List.of("--delay", delay));
  }

  private static Map<String, Object> limited(
      String id, String dispatcher, Object limit, Object... more) {
    Map<String, Object> record =
        job(id, "schedule", "0 1 * * *", "dispatcher", dispatcher, "max_run_delay", limit);
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    return record;
  }

  /** A fault in one of the three hides none in the others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"dispatcher": "", "args": ["--levle"], "env": {"PATH": "~"}}        | empty-value args-option env-path
          {"args": ["--levle"], "env": {"PATH": "~"}}                          | missing-field args-option env-path
          {"dispatcher": "zz", "args": 1, "env": {"PATH": "~"}}                | wrong-type env-path dispatcher-without-jobs
          {"dispatcher": "zz", "args": ["--levle"], "env": 1}                  | wrong-type args-option dispatcher-without-jobs env-without-path
          {"dispatcher": "zz", "args": ["--levle"], "env": {"PATH": "~", "a b": "x"}} | env-name args-option env-path dispatcher-without-jobs
          {"dispatcher": "d", "x": 1, "args": ["--levle"], "env": {"PATH": "~"}} | unknown-parameter args-option env-path
          {"dispatcher": "d", "args": ["--levle", true], "env": {"PATH": "/bin", "TZ": "UTC"}} | wrong-type env-tz
          """)
  void eachPartOfParametersIsLookedAt(String parameters, String codes)
      throws JsonProcessingException {
    jobs.put(
        lavasched(
            "sys",
            "d",
            "schedule",
            "0 * * * *",
            "enabled",
            true,
            "parameters",
            new ObjectMapper().readValue(parameters, Map.class)));
    jobs.put(lavasched("other", "d", "schedule", "0 * * * *"));

    assertThat(
            OwnChecks.withoutSchema(jobs, Requests.NOW, ZoneOffset.UTC, true, CronDialect.VIXIE)
                .problems())
        .extracting(problem -> problem.code().id())
        .containsExactlyInAnyOrder(codes.split(" "));
  }

  @Test
  void findingsOfRecordsAreSorted() {
    jobs.put(lavasched("sys", "d"));
    jobs.put(job("\ud83d\ude00", "shedule", "x"));
    jobs.put(job("\uff5e", "schedule", "--"));
    jobs.add("not a record");
    jobs.put(job("b", "worker", "", "type", 7));
    jobs.put(job("a", "schedule", "0 24 * * *", "dispatcher", "d"));
    jobs.add(Map.of("type", "cmd", "worker", "w", "payload", 1));

    assertThat(realm())
        .containsExactly(
            "job a: schedule:3: error: hour must be 0-23, found \"24\" [cron-out-of-range]"
                + " -> midnight is hour 0",
            "job b: worker: error: worker must not be empty [empty-value]",
            "job b: type: error: type must be a string, found a number [wrong-type]",
            "job \uff5e: schedule: info: schedule is the filler \"--\": the job is not scheduled"
                + " [schedule-filler]",
            "job \ud83d\ude00: warning: job record should have only fields that lava knows, found"
                + " \"shedule\" [unknown-field] -> did you mean \"schedule\"? the next major"
                + " version of lava refuses it",
            "record record 4: error: job record must be an object, found a string [wrong-type]",
            "record record 7: error: job record must have job_id, found none [missing-field]");
  }

  @Test
  void duplicatesAreTold() {
    jobs.add(job("a")).add(job("b")).add(job("a")).add(job("a"));

    assertThat(someRecords())
        .containsExactly(
            "job a: job_id: error: job_id must be unique in a realm, found it 3 times: record 1 and"
                + " record 3 and record 4 [duplicate-job] -> remove all records but one");
  }

  @Test
  void windowsThatAreOverAreTold() {
    jobs.put(job("one", "dispatcher", "d", "schedule", window("2026-11-23T10:14:59Z")));
    jobs.put(
        job(
            "list",
            "dispatcher",
            "d",
            "schedule",
            List.of("@daily", window("2026-11-23T10:15:00Z"), window("2026-11-22"))));
    jobs.put(
        job(
            "outside",
            "dispatcher",
            "d",
            "schedule",
            Map.of("crontab", "@daily", "from", "2027-01-01", "to", "2026-01-01")));
    jobs.put(lavasched("sys", "d"));
    String should =
        "warning: schedule should have a window that is not over, found one that ended ";
    String hint = " [window-over] -> remove the schedule, or set a later end";

    assertThat(realm())
        .containsExactly(
            "job list: schedule[2].to: " + should + "2026-11-22T00:00:00Z" + hint,
            "job one: schedule.to: " + should + "2026-11-23T10:14:59Z" + hint);
    assertThat(
            Found.lines(
                OwnChecks.withoutSchema(
                        jobs, Requests.NOW, ZoneId.of("Australia/Sydney"), true, CronDialect.VIXIE)
                    .problems()))
        .first()
        .isEqualTo("job list: schedule[2].to: " + should + "2026-11-21T13:00:00Z" + hint);
  }

  private static Map<String, Object> window(String to) {
    return Map.of("crontab", "@daily", "to", to);
  }

  @Test
  void scheduledJobsNeedADispatcherThatSomeoneServes() {
    jobs.put(lavasched("sys", "Sydney"));
    jobs.put(job("none", "schedule", "@daily"));
    jobs.put(job("near", "schedule", "@daily", "dispatcher", "sydney"));
    jobs.put(job("far", "schedule", "@daily", "dispatcher", "Perth"));
    jobs.put(job("unscheduled", "dispatcher", "Perth"));
    List<String> found =
        List.of(
            "job far: dispatcher: warning: dispatcher should be one that a lavasched job serves,"
                + " found \"Perth\" [dispatcher-unserved] -> known: Sydney",
            "job near: dispatcher: warning: dispatcher should be one that a lavasched job serves,"
                + " found \"sydney\" [dispatcher-unserved] -> did you mean \"Sydney\"?",
            "job none: warning: job with a schedule should name a dispatcher, found none"
                + " [no-dispatcher] -> without one no crontab ever has it");

    assertThat(realm()).isEqualTo(found);
    assertThat(someRecords()).as("a lavasched job is among them").isEqualTo(found);
  }

  @Test
  void withoutALavaschedJobItIsAFaultOnlyInAWholeRealm() {
    jobs.put(job("a", "schedule", "@daily", "dispatcher", "d"));
    String should =
        "dispatcher should be one that a lavasched job serves, found \"d\" [dispatcher-";
    String hint = "] -> no enabled lavasched job is among the records";

    assertThat(realm())
        .containsExactly("job a: dispatcher: warning: " + should + "unserved" + hint);
    assertThat(someRecords())
        .containsExactly("job a: dispatcher: info: " + should + "unknown" + hint);
  }

  @Test
  void parametersOfLavaschedJobsAreLookedAt() {
    jobs.put(lavasched("bad", "d", "parameters", Map.of("dispatcher", List.of(), "arg", 1)));
    jobs.put(lavasched("no-path", "d", "parameters", Map.of("dispatcher", "d")));
    jobs.put(lavasched("null", "d", "parameters", List.of()));
    jobs.put(
        lavasched(
            "twice",
            "d",
            "parameters",
            Map.of("dispatcher", List.of("d", "d"), "env", Map.of("PATH", "/bin"))));

    String withoutPath =
        ": parameters.env: warning: env of a lavasched job should have PATH, found none"
            + " [env-without-path] -> cron's own PATH may lead to a Python that lava-dispatcher"
            + " cannot use; write such as \"PATH\": \"/usr/local/bin:/bin:/usr/bin\"";

    assertThat(realm())
        .containsExactly(
            "job bad: parameters: error: parameters must be dispatcher, args and env, found"
                + " \"arg\" [unknown-parameter] -> did you mean \"args\"?",
            "job bad: parameters.dispatcher: error: dispatcher must not be an empty list"
                + " [empty-value]",
            "job bad" + withoutPath,
            "job no-path" + withoutPath,
            "job null: parameters: error: parameters must be an object, found an empty list"
                + " [wrong-type]",
            "job twice: parameters.dispatcher[1]: warning: dispatcher should be named once, found"
                + " \"d\" again [repeated-dispatcher]");
  }

  @Test
  void lavaschedJobsMustSendThemselvesOffAgain() {
    Map<String, Object> without = lavasched("d-none", "a");
    without.remove("dispatcher");
    jobs.put(without);
    jobs.put(lavasched("a-unscheduled", "a", "schedule", ""));
    jobs.put(lavasched("b-elsewhere", "b", "dispatcher", "a"));
    jobs.put(lavasched("c-nowhere", "c", "dispatcher", "x"));
    jobs.put(lavasched("e-fine", List.of("a", "b"), "dispatcher", "b"));
    String hint = " [lavasched-unscheduled] -> it would rebuild the crontab once, and never again";

    assertThat(realm())
        .containsExactly(
            "job a-unscheduled: schedule: warning: lavasched job should have a schedule of its own,"
                + " found none"
                + hint,
            "job b-elsewhere: dispatcher: info: lavasched job is dispatched by the lavasched job"
                + " that serves \"a\", not by itself [lavasched-served-elsewhere]",
            "job c-nowhere: dispatcher: warning: lavasched job should serve its own dispatcher,"
                + " found \"x\", which is not in its parameters"
                + hint,
            "job c-nowhere: parameters.dispatcher: warning: dispatcher should be one that a record"
                + " names, found \"c\" [dispatcher-without-jobs] -> did you mean \"a\" or \"b\" or"
                + " \"x\"?",
            "job d-none: dispatcher: warning: lavasched job should name a dispatcher, found none"
                + hint);
  }

  @Test
  void disabledLavaschedJobServesNobody() {
    jobs.put(lavasched("sys", "d", "enabled", false));
    jobs.put(job("a", "schedule", "@daily", "dispatcher", "d"));

    assertThat(realm())
        .containsExactly(
            "job a: dispatcher: warning: dispatcher should be one that a lavasched job serves,"
                + " found \"d\" [dispatcher-unserved] -> no enabled lavasched job is among the"
                + " records",
            "job sys: enabled: warning: enabled should be true for a lavasched job, found false"
                + " [lavasched-disabled] -> the crontab is not rebuilt while it is disabled",
            "job sys: dispatcher: warning: dispatcher should be one that a lavasched job serves,"
                + " found \"d\" [dispatcher-unserved] -> no enabled lavasched job is among the"
                + " records");
  }

  @Test
  void brokenTableIsNoReport() {
    jobs.put(job("a")).failAfter(1);

    assertThatThrownBy(this::realm).isInstanceOf(StoreException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/lavasched/lavasched run --job sys",
        "lavasched run -r demo --job=sys",
        "sh -c 'lavasched run --job \"sys\" || [ $? -eq 3 ]'",
      })
  void cmdJobMayRunALavaschedJob(String payload) {
    jobs.put(lavasched("sys", "d", "schedule", ""));
    jobs.put(job("call", "schedule", "@hourly", "dispatcher", "d", "payload", payload));

    assertThat(realm())
        .containsExactly(
            "job sys: info: lavasched job is run by job call [lavasched-served-elsewhere]");
  }

  @ParameterizedTest
  @MethodSource
  void otherJobsDoNotRunIt(Map<String, Object> other) {
    jobs.put(lavasched("sys", "d", "schedule", ""));
    Map<String, Object> call =
        job("call", "schedule", "@hourly", "dispatcher", "d", "payload", "lavasched run --job sys");
    call.putAll(other);
    jobs.put(call);

    assertThat(realm()).anyMatch(line -> line.contains("[lavasched-unscheduled]"));
  }

  static Stream<Map<String, Object>> otherJobsDoNotRunIt() {
    return Stream.of(
        Map.of("enabled", false),
        Map.of("schedule", "--"),
        Map.of("dispatcher", "nobody's"),
        Map.of("type", "sql"),
        Map.of("payload", "lavasched plan --job sys"),
        Map.of("payload", "lavasched run --job sys/other"));
  }

  @Test
  void commandThatIsTooLongForSomeCronIsAWarning() {
    jobs.put(lavasched("sys", "d"));
    jobs.put(job("x".repeat(990), "schedule", "@daily", "dispatcher", "d"));

    assertThat(realm())
        .singleElement()
        .asString()
        .contains("warning: command should be at most 998 bytes in the crontab, found 1032");
  }

  @Property(tries = 400)
  void orderOfTheRecordsDoesNotMatter(
      @ForAll("realms") List<Map<String, Object>> records, @ForAll long seed) {
    List<Map<String, Object>> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(Found.lines(check(shuffled))).isEqualTo(Found.lines(check(records)));
  }

  @Property(tries = 400)
  void anyDataIsCheckedAndSorted(@ForAll("values") List<Value> values) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    values.forEach(table::add);
    List<Problem> problems =
        OwnChecks.withoutSchema(table, Requests.NOW, ZoneOffset.UTC, true, CronDialect.VIXIE)
            .problems();

    assertThat(Found.lines(problems))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
    assertThat(problems.stream().map(p -> p.location().subject().orElseThrow().kind()).toList())
        .isSorted();
    assertThat(
            problems.stream()
                .map(p -> p.location().subject().orElseThrow())
                .filter(s -> s.kind() == Subject.Kind.JOB)
                .map(s -> s.name())
                .toList())
        .isSortedAccordingTo(Words.BY_CODE_POINT);
  }

  private static List<Problem> check(List<Map<String, Object>> records) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    records.forEach(table::put);
    return OwnChecks.withoutSchema(table, Requests.NOW, ZoneOffset.UTC, true, CronDialect.VIXIE)
        .problems();
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> realms() {
    return Records.realm("d", "e")
        .map(
            records -> {
              List<Map<String, Object>> more = new ArrayList<>(records);
              more.add(lavasched("sys 1", "d"));
              more.add(lavasched("sys 2", "x"));
              return more;
            });
  }

  @Provide
  Arbitrary<List<Value>> values() {
    return Records.anyData(new Value.Other("a string set")).map(Value::of).list().ofMaxSize(5);
  }
}
