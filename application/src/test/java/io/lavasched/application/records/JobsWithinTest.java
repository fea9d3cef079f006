// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.job.JobId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which jobs a job runs within itself: lava 8.2, lava/handlers, chain.py, dag.py, foreach.py. */
class JobsWithinTest {

  static List<Arguments> records() {
    Map<String, Object> dag = new LinkedHashMap<>();
    dag.put("a", null);
    dag.put("b", "a");
    dag.put("c", List.of("a", "d"));
    Map<String, Object> prefix = Map.of("job_prefix", "etl/");
    return List.of(
        arguments("chain", "a, b ,c", Map.of(), List.of("a", "b", "c")),
        arguments("chain", List.of("a", "b "), Map.of(), List.of("a", "b ")),
        arguments("chain", "a,b", prefix, List.of("etl/a", "etl/b")),
        arguments("chain", ",", Map.of(), List.of()),
        arguments("chain", List.of(1, "", "b"), Map.of(), List.of("b")),
        arguments("dag", dag, Map.of(), List.of("a", "b", "c", "d")),
        arguments("dag", Map.of("a", ""), prefix, List.of("etl/a")),
        arguments("dag", "a", Map.of(), List.of()),
        arguments("foreach", "a,b", prefix, List.of("a,b")),
        arguments("foreach", List.of("a"), Map.of(), List.of()),
        arguments("dispatch", "a", Map.of(), List.of()),
        arguments("cmd", "a", Map.of(), List.of()),
        arguments(1, "a", Map.of(), List.of()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void areThoseThatThePayloadNames(
      Object type, Object payload, Map<String, Object> parameters, List<String> jobs) {
    WholeRecord record =
        new WholeRecord(
            SourceRecord.of(
                "record 1",
                Map.of("job_id", "x", "type", type, "payload", payload, "parameters", parameters)));

    assertThat(record.jobsWithin()).extracting(JobId::text).containsExactlyElementsOf(jobs);
  }
}
