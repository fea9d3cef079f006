// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Records;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobRecordTest {

  private static final String ORIGIN = "jobs.json, record 3";
  private static final LocalDate DATE = LocalDate.EPOCH;

  @Test
  void wholeRecord() {
    Map<String, Object> fields = sound();
    JobRecord.FIELDS.forEach(name -> fields.putIfAbsent(name, "x"));
    fields.put("x-team", List.of(1));
    fields.put("X-Anything", null);
    fields.put("x-", false);
    Parsed<JobRecord> parsed = JobRecord.parse(ORIGIN, Value.of(fields));

    assertThat(Found.lines(parsed.problems())).isEmpty();
    JobRecord record = parsed.value().orElseThrow();
    assertThat(record.id()).isEqualTo(new JobId("demo/etl"));
    assertThat(record.worker()).isEqualTo(new WorkerName("core"));
    assertThat(record.dispatcher()).contains(new DispatcherName("Sydney"));
    assertThat(record.schedule().activeAt(Instant.EPOCH, ZoneOffset.UTC))
        .containsExactly(CronSchedule.of("0 6 * * *"));
  }

  @Test
  void indexedRecordNeedsLess() {
    Parsed<JobRecord> parsed =
        JobRecord.parseIndexed(ORIGIN, Value.of(Map.of("job_id", "a", "worker", "w", "tyep", 1)));

    assertThat(Found.lines(parsed.problems())).isEmpty();
    assertThat(parsed.value().orElseThrow().dispatcher()).isEqualTo(Optional.empty());
    assertThat(parsed.value().orElseThrow().schedule().isScheduled()).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void oneFieldChanged(String field, Object value, String found) {
    Map<String, Object> fields = sound();
    fields.put(field, value);

    assertThat(Found.lines(JobRecord.parse(ORIGIN, Value.of(fields)).problems()))
        .containsExactly(found);
  }

  static Stream<Arguments> oneFieldChanged() {
    String job = "job demo/etl: ";
    String record = "record " + ORIGIN + ": ";
    String control = " must not have line breaks or other control characters, found ";
    String inQuotes = " -> put it in quotes";
    String known = "job record should have only fields that lava knows, found ";
    return Stream.of(
        // missing
        arguments("job_id", null, record + missing("job_id")),
        arguments("worker", null, job + missing("worker")),
        arguments("type", null, job + missing("type")),
        // wrong type
        arguments("job_id", 7, record + wrongType("job_id", "a number")),
        arguments("worker", List.of("core"), job + wrongType("worker", "a list")),
        arguments("dispatcher", List.of(), job + wrongType("dispatcher", "an empty list")),
        arguments("dispatcher", true, job + wrongType("dispatcher", "true")),
        arguments("type", Map.of(), job + wrongType("type", "an object")),
        // data that JSON does not have: reported once
        arguments("worker", DATE, job + wrongType("worker", "data of type LocalDate") + inQuotes),
        arguments(
            "type",
            DATE,
            job
                + "type: error: value must be one that JSON has, found data of type LocalDate"
                + " [wrong-type]"
                + inQuotes),
        arguments(
            "payload",
            List.of(DATE),
            job
                + "payload[0]: error: value must be one that JSON has, found data of type LocalDate"
                + " [wrong-type]"
                + inQuotes),
        arguments(
            "schedule",
            List.of(Map.of("crontab", "0 6 * * *", "from", DATE)),
            job
                + "schedule[0].from: error: must be a string with a time, found data of type"
                + " LocalDate [wrong-type]"
                + inQuotes),
        arguments(
            "schedule",
            60,
            job
                + "schedule: error: must be a cron string or a scheduling object, found a number"
                + " [wrong-type]"),
        // empty
        arguments("job_id", "", record + "job_id: error: job_id must not be empty [empty-value]"),
        arguments("worker", "", job + "worker: error: worker must not be empty [empty-value]"),
        arguments(
            "dispatcher",
            "",
            job + "dispatcher: error: dispatcher must not be empty [empty-value]"),
        // control characters
        arguments(
            "job_id",
            "demo\n* * * * * id",
            "job demo\\n* * * * * id: job_id:5: error: job_id"
                + control
                + "\"\\n\" [bad-character]"),
        arguments(
            "worker",
            "a\u0000b",
            job + "worker:2: error: worker" + control + "\"\\u{0}\" [bad-character]"),
        arguments(
            "dispatcher",
            "\u2028",
            job + "dispatcher:1: error: dispatcher" + control + "\"\\u{2028}\" [bad-character]"),
        // an option of lava-dispatcher
        arguments(
            "worker",
            "--dry-run",
            job
                + "worker: error: worker must not start with \"-\", found \"--dry-run\""
                + " [option-like] -> lava-dispatcher would take it for one of its options"),
        // schedules, at any depth
        arguments(
            "schedule",
            "0 6 * * * rm",
            job
                + "schedule:11: error: cron string must have five fields, found 6"
                + " [cron-field-count] -> a schedule says when, never what: the command is made"
                + " from the job's worker and job_id"),
        arguments(
            "schedule",
            List.of("@daily", Map.of("crontab", "0 6 * * *", "from", "x")),
            job
                + "schedule[1].from: error: must be an ISO 8601 date or date and time, found"
                + " \"x\" [time-syntax] -> write 2026-11-23, 2026-11-23T10:15:00,"
                + " 2026-11-23T10:15Z or 2026-11-23T10:15:00+10:00"),
        arguments(
            "schedule",
            "--",
            job
                + "schedule: info: schedule is the filler \"--\": the job is not scheduled"
                + " [schedule-filler]"),
        // unknown fields
        arguments(
            "shedule",
            "@daily",
            job
                + "warning: "
                + known
                + "\"shedule\" [unknown-field] -> did you mean \"schedule\"? the next major version"
                + " of lava refuses it"),
        arguments(
            "team",
            "x",
            job
                + "warning: "
                + known
                + "\"team\" [unknown-field] -> fields of your own start with x- or X-; the next"
                + " major version of lava refuses it"),
        arguments(
            "x",
            "x",
            job
                + "warning: "
                + known
                + "\"x\" [unknown-field] -> fields of your own start with x- or X-; the next major"
                + " version of lava refuses it"),
        arguments(
            "x_team",
            "x",
            job
                + "warning: "
                + known
                + "\"x_team\" [unknown-field] -> fields of your own start with x- or X-; the next"
                + " major version of lava refuses it"));
  }

  private static String missing(String field) {
    return "error: job record must have " + field + ", found none [missing-field]";
  }

  private static String wrongType(String field, String found) {
    return field + ": error: " + field + " must be a string, found " + found + " [wrong-type]";
  }

  @Test
  void payloadMayBeNullButMustBeThere() {
    Map<String, Object> fields = sound();
    fields.put("payload", null);
    assertThat(Found.lines(JobRecord.parse(ORIGIN, Value.of(fields)).problems())).isEmpty();

    fields.remove("payload");
    assertThat(Found.lines(JobRecord.parse(ORIGIN, Value.of(fields)).problems()))
        .containsExactly(
            "job demo/etl: error: job record must have payload, found none [missing-field]"
                + " -> write \"payload\": null where the type has no use for one");
  }

  @Test
  void everyErrorIsReported() {
    assertThat(
            JobRecord.parse(
                    ORIGIN, Value.of(Map.of("worker", "", "dispatcher", 1, "schedule", "60 * * *")))
                .problems())
        .extracting(Problem::text)
        .containsExactly(
            "record jobs.json, record 3: " + missing("job_id"),
            "record jobs.json, record 3: worker: error: worker must not be empty [empty-value]",
            "record jobs.json, record 3: " + wrongType("dispatcher", "a number"),
            "record jobs.json, record 3: schedule:9: error: cron string must have five fields,"
                + " found 4 [cron-field-count]",
            "record jobs.json, record 3: " + missing("type"),
            "record jobs.json, record 3: " + missing("payload"));
  }

  @ParameterizedTest
  @MethodSource
  void noRecordAtAll(Object value, String kind) {
    String found =
        "record jobs.json, record 3: error: job record must be an object, found "
            + kind
            + " [wrong-type]";
    assertThat(Found.lines(JobRecord.parse(ORIGIN, Value.of(value)).problems()))
        .containsExactly(found);
    assertThat(Found.lines(JobRecord.parseIndexed(ORIGIN, Value.of(value)).problems()))
        .containsExactly(found);
  }

  static Stream<Arguments> noRecordAtAll() {
    return Stream.of(
        arguments(null, "null"),
        arguments("demo/etl", "a string"),
        arguments(List.of(Map.of()), "a list"),
        arguments(1, "a number"));
  }

  @Test
  void subjectIsTheJobWhereItHasAnId() {
    assertThat(JobRecord.subject(ORIGIN, Value.of(Map.of("job_id", "a"))))
        .isEqualTo(Subject.job("a"));
    assertThat(JobRecord.subject(ORIGIN, Value.of(Map.of("job_id", ""))))
        .isEqualTo(Subject.record(ORIGIN));
    assertThat(JobRecord.subject(ORIGIN, Value.of(List.of()))).isEqualTo(Subject.record(ORIGIN));
  }

  @Property
  void parseNeverThrows(@ForAll("values") Value value) {
    for (Parsed<JobRecord> parsed :
        List.of(JobRecord.parse("o", value), JobRecord.parseIndexed("o", value))) {
      assertThat(Found.lines(parsed.problems()))
          .allSatisfy(l -> assertThat(l).doesNotContain("\n", "\r"));
      assertThat(parsed.problems()).allSatisfy(p -> assertThat(p.location().subject()).isPresent());
    }
  }

  @Property
  void soundRecordsAreRead(@ForAll("records") Map<String, Object> fields) {
    JobRecord record = JobRecord.parseIndexed("o", Value.of(fields)).value().orElseThrow();

    assertThat(record.id().text()).isEqualTo(fields.get("job_id"));
    assertThat(record.worker().text()).isEqualTo(fields.get("worker"));
    assertThat(record.dispatcher()).map(DispatcherName::text).contains("d");
  }

  @Property
  void damageIsAnErrorInThatField(
      @ForAll("records") Map<String, Object> fields, @ForAll("damage") Map<String, Object> damage) {
    Parsed<JobRecord> parsed = JobRecord.parseIndexed("o", Value.of(Records.with(fields, damage)));

    assertThat(parsed.value()).isEmpty();
    String field = damage.keySet().iterator().next();
    assertThat(parsed.problems())
        .filteredOn(p -> p.code().severity() == Severity.ERROR)
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.location().path()).startsWith(field));
  }

  @Provide
  Arbitrary<Value> values() {
    return Records.anyData(new Value.Other("a string set")).map(Value::of);
  }

  @Provide
  Arbitrary<Map<String, Object>> records() {
    return Records.sound("d");
  }

  @Provide
  Arbitrary<Map<String, Object>> damage() {
    return Records.damage();
  }

  private static Map<String, Object> sound() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("job_id", "demo/etl");
    fields.put("worker", "core");
    fields.put("dispatcher", "Sydney");
    fields.put("schedule", "0 6 * * *");
    fields.put("type", "cmd");
    fields.put("payload", "demo.sh");
    return fields;
  }
}
