// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.domain.value.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRecordTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private static Map<String, Object> item() {
    return new HashMap<>(
        Map.of(
            "job_id",
            "demo/etl",
            "run_id",
            "r-1",
            "ts_dispatch",
            "2026-11-30T22:00:00+10:00",
            "tu_event",
            "2026-11-30T12:00:05",
            "status",
            "complete",
            "worker",
            "core",
            "log",
            List.of(
                Map.of("tu_event", "2026-11-30T12:00:01", "status", "starting"),
                Map.of("tu_event", "2026-11-30T12:00:05", "status", "complete"))));
  }

  private static RunRecord read(Map<String, Object> item) {
    return RunRecord.of((Value.MapOf) Value.of(item));
  }

  @Test
  void aSoundOneIsARun() {
    assertThat(read(item()))
        .isEqualTo(
            new RunRecord(
                "r-1",
                Optional.of(NOON.plusSeconds(5)),
                Optional.of(
                    new Run(
                        "r-1",
                        NOON,
                        Optional.of(NOON.plusSeconds(1)),
                        NOON.plusSeconds(5),
                        "complete",
                        Optional.of("core"))),
                ""));
  }

  /** Python's isoformat: of dispatcher nodes in their zone, of lava's helper in UTC. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-30T22:00:00+10:00        | 2026-11-30T12:00:00Z
          2026-11-30T12:00:00+00:00        | 2026-11-30T12:00:00Z
          2026-11-30T12:00:00-00:00        | 2026-11-30T12:00:00Z
          2026-11-30T12:00:00Z             | 2026-11-30T12:00:00Z
          2026-11-30T17:45:00+05:45        | 2026-11-30T12:00:00Z
          2026-12-01T01:45:00.250000+13:45 | 2026-11-30T12:00:00.250Z
          1890-01-01T00:19:32+00:19:32     | 1890-01-01T00:00:00Z
          2026-11-01T01:30:00-04:00        | 2026-11-01T05:30:00Z
          2026-11-01T01:30:00-05:00        | 2026-11-01T06:30:00Z
          """)
  void timesOfDispatch(String text, Instant time) {
    Map<String, Object> item = item();
    item.put("ts_dispatch", text);

    assertThat(read(item).run().orElseThrow().dispatched()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-30T12:00:00        | 2026-11-30T12:00:00Z
          2026-11-30T12:00:00.000001 | 2026-11-30T12:00:00.000001Z
          2026-02-28T23:59:59        | 2026-02-28T23:59:59Z
          """)
  void timesOfEvents(String text, Instant time) {
    Map<String, Object> item = item();
    item.put("tu_event", text);

    assertThat(read(item).lastEvent()).contains(time);
  }

  /** A field, what it is (nothing where it is not there), and what is wrong then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ts_dispatch | 2026-11-30T12:00:00        | run "r-1": ts_dispatch must be a time such as 2026-11-30T12:00:00+10:00, found "2026-11-30T12:00:00"
          ts_dispatch | yesterday                  | run "r-1": ts_dispatch must be a time such as 2026-11-30T12:00:00+10:00, found "yesterday"
          ts_dispatch | 2026-02-30T12:00:00+10:00  | run "r-1": ts_dispatch must be a time such as 2026-11-30T12:00:00+10:00, found "2026-02-30T12:00:00+10:00"
          ts_dispatch |                            | run "r-1": ts_dispatch must be a time such as 2026-11-30T12:00:00+10:00, found none
          tu_event    | 2026-11-30T12:00:00Z       | run "r-1": tu_event must be a time in UTC such as 2026-11-30T02:00:00, found "2026-11-30T12:00:00Z"
          tu_event    | 2026-11-30T12:00:00+00:00  | run "r-1": tu_event must be a time in UTC such as 2026-11-30T02:00:00, found "2026-11-30T12:00:00+00:00"
          tu_event    | 2026-11-30 12:00:00        | run "r-1": tu_event must be a time in UTC such as 2026-11-30T02:00:00, found "2026-11-30 12:00:00"
          tu_event    |                            | run "r-1": tu_event must be a time in UTC such as 2026-11-30T02:00:00, found none
          status      |                            | run "r-1": status must be a string, found none
          run_id      |                            | run_id must be a string, found none
          """)
  void whatIsWrong(String field, String text, String fault) {
    Map<String, Object> item = item();
    item.remove(field);
    Optional.ofNullable(text).ifPresent(found -> item.put(field, found));

    RunRecord record = read(item);

    assertThat(record.run()).isEmpty();
    assertThat(record.fault()).isEqualTo(fault);
    assertThat(record.isSince(NOON)).as("what may be in time is told").isTrue();
  }

  @Test
  void otherTypesAreNamed() {
    Map<String, Object> item = item();
    item.put("ts_dispatch", 1_764_504_000);

    assertThat(read(item).fault())
        .isEqualTo(
            "run \"r-1\": ts_dispatch must be a time such as 2026-11-30T12:00:00+10:00, found a"
                + " number");
  }

  @Test
  void aFieldThatIsThereTwiceIsNotBelieved() {
    Value.MapOf sound = (Value.MapOf) Value.of(item());
    Value.Flaw of = new Value.Flaw(Value.Flaw.Kind.DUPLICATE_KEY, "status", "\"status\" twice");
    Value.Flaw inLog =
        new Value.Flaw(Value.Flaw.Kind.DUPLICATE_KEY, "log[0].info.x", "\"x\" twice");

    assertThat(RunRecord.of(new Value.MapOf(sound.fields(), List.of(of))).fault())
        .isEqualTo("run \"r-1\": status must be plain data, found \"status\" twice");
    assertThat(RunRecord.of(new Value.MapOf(sound.fields(), List.of(inLog))).run()).isPresent();
  }

  /** What a person may want to know besides need not be there. */
  @Test
  void whatIsNotNeededMayBeMissing() {
    Map<String, Object> item = item();
    item.remove("worker");
    item.put("log", List.of("text"));

    Run run = read(item).run().orElseThrow();

    assertThat(run.worker()).isEmpty();
    assertThat(run.started()).isEmpty();
    item.put("worker", null);
    item.put("log", List.of());
    assertThat(read(item).run()).contains(run);
    item.put("log", "text");
    assertThat(read(item).run()).contains(run);
  }

  /** Those of a query are compared as text. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-30T12:00:00Z, 2026-11-30T12:00:00",
    "2026-11-30T12:00:00.999Z, 2026-11-30T12:00:00",
    "1969-12-31T23:59:59Z, 1970-01-01T00:00:00",
    "-1000000000-01-01T00:00:00Z, 1970-01-01T00:00:00",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59"
  })
  void timesOfQueries(Instant time, String text) {
    assertThat(RunRecord.utcText(time)).isEqualTo(text);
  }
}
