// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** lava 8.3.0: its release notes and its schema of a job. */
class SchemaCheckTest {

  @ParameterizedTest
  @MethodSource
  void records(String field, @SuppressWarnings("NullAway") Object value, String expected) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", "a");
    record.put("type", "cmd");
    record.put("worker", "w");
    record.put("payload", "x");
    record.put("owner", "o");
    record.put("description", "d");
    record.put(field, value);
    Value data = Value.of(record);
    WholeRecord whole = new WholeRecord(new SourceRecord("x", data));

    assertThat(SchemaCheck.problems(whole, JobRecord.parseIndexed("x", data).value()))
        .extracting(Problem::text)
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  static Stream<Arguments> records() {
    String schema = ": the schema of lava 8.3 refuses it [lava-schema]";
    String both = "info: job record should have owner and description, found ";
    String cron = "info: cron string should be five fields with spaces between them, found ";
    String zone =
        "warning: time should have its offset from UTC, found none, which lava 8.3 deprecates"
            + " [time-without-zone]";
    return Stream.concat(
        SchemaCheck.TYPES.stream().map(type -> Arguments.of("type", type, "")),
        Stream.of(
            Arguments.of("owner", null, both + "no owner" + schema),
            Arguments.of("owner", "", both + "no owner" + schema),
            Arguments.of("description", "", both + "no description" + schema),
            Arguments.of(
                "type",
                "nosuchtype",
                "type: info: type should be one of lava's own, found \"nosuchtype\"" + schema),
            Arguments.of("type", 7, ""),
            Arguments.of("schedule", "0 1 * * *", ""),
            Arguments.of("schedule", "0  1 *  * mon,fri", ""),
            Arguments.of("schedule", null, ""),
            Arguments.of("schedule", "", ""),
            Arguments.of("schedule", "--", ""),
            Arguments.of("schedule", "0 99 * * *", ""),
            Arguments.of("schedule", "@daily", "schedule: " + cron + "a nickname" + schema),
            Arguments.of("schedule", " @daily", "schedule: " + cron + "a nickname" + schema),
            Arguments.of("schedule", "0\t1 * * *", "schedule: " + cron + "a tab" + schema),
            Arguments.of(
                "schedule", "0 1 * * * ", "schedule: " + cron + "blanks around it" + schema),
            Arguments.of(
                "schedule",
                List.of("0 1 * * *", Map.of("crontab", "@hourly")),
                "schedule[1].crontab: " + cron + "a nickname" + schema),
            Arguments.of(
                "schedule", window("from", "2026-01-01T00:00:00"), "schedule.from: " + zone),
            Arguments.of("schedule", window("to", "2026-01-01"), "schedule.to: " + zone),
            Arguments.of("schedule", window("to", "2026-01-01T00:00Z"), ""),
            Arguments.of("schedule", window("from", "2026-01-01T00:00+10"), ""),
            Arguments.of("schedule", List.of("0 1 * * *", window("to", "20260101T10")), ""),
            Arguments.of("$schema", "https://example.com/job.schema.yaml", "")));
  }

  private static Map<String, Object> window(String field, String time) {
    return Map.of("crontab", "0 1 * * *", field, time);
  }
}
