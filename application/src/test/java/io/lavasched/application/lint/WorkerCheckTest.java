// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What lava 8.2 does: lava.py, run_job; lavacore.py, get_job_spec; lava-worker, get_next_job. */
class WorkerCheckTest {

  private static final String LIMIT =
      "max_run_delay should be a time in which a run can start, found ";
  private static final String ONE = "iteration_limit should be a whole number of 1 or more, found ";

  @ParameterizedTest
  @MethodSource
  void fields(String field, @SuppressWarnings("NullAway") Object value, String expected) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("type", "cmd");
    record.put(field, value);

    List<Problem> problems =
        WorkerCheck.problems(new WholeRecord(new SourceRecord("x", Value.of(record))));

    assertThat(problems)
        .extracting(Problem::message)
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    assertThat(problems).allMatch(problem -> problem.location().path().equals(field));
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        Arguments.of("max_run_delay", "5m", ""),
        Arguments.of("max_run_delay", 1, ""),
        Arguments.of("max_run_delay", true, ""),
        Arguments.of("max_run_delay", false, ""),
        Arguments.of("max_run_delay", null, ""),
        Arguments.of("max_run_delay", 0, ""),
        Arguments.of("max_run_delay", "", ""),
        Arguments.of("max_run_delay", List.of(), ""),
        Arguments.of("max_run_delay", Map.of(), ""),
        Arguments.of("max_run_delay", "1e999", ""),
        Arguments.of("max_run_delay", "0", LIMIT + "\"0\""),
        Arguments.of("max_run_delay", -1, LIMIT + "-1"),
        Arguments.of("max_run_delay", "-5m", LIMIT + "\"-5m\""),
        Arguments.of("max_run_delay", "5 minutes", LIMIT + "\"5 minutes\""),
        Arguments.of("max_run_delay", " ", LIMIT + "\" \""),
        Arguments.of("max_run_delay", List.of("5m"), LIMIT + "a list"),
        Arguments.of("max_run_delay", Map.of("m", 5), LIMIT + "an object"),
        Arguments.of("globals", null, ""),
        Arguments.of("globals", Map.of("slave", 1, "x.lava", 2), ""),
        Arguments.of(
            "globals",
            Map.of("Lavash", 1),
            "names of globals should not begin with lava, found \"Lavash\""),
        Arguments.of("globals", List.of("x"), "globals should be an object, found a list"),
        Arguments.of("globals", List.of(), ""),
        Arguments.of("parameters", null, ""),
        Arguments.of("parameters", "", ""),
        Arguments.of("parameters", "x", "parameters should be an object, found a string"),
        Arguments.of("max_tries", 3, ""),
        Arguments.of("max_tries", "3", "max_tries should be a number, found \"3\""),
        Arguments.of("max_tries", null, "max_tries should be a number, found null"),
        Arguments.of("state", Map.of(), ""),
        Arguments.of("state", null, "state should be an object, found null"),
        Arguments.of("iteration_limit", 1, ""),
        Arguments.of("iteration_limit", "10", ""),
        Arguments.of("iteration_limit", 1.9, ""),
        Arguments.of("iteration_limit", " \u0665 ", ""),
        Arguments.of("iteration_limit", 0, ONE + "0"),
        Arguments.of("iteration_limit", 0.5, ONE + "0.5"),
        Arguments.of("iteration_limit", "two", ONE + "\"two\""),
        Arguments.of("iteration_limit", null, ONE + "null"),
        Arguments.of("iteration_limit", 11, "iteration_limit should be at most 10, found 11"),
        Arguments.of("iteration_delay", "5m", ""),
        Arguments.of("iteration_delay", 300, ""),
        Arguments.of("iteration_delay", "6m", "iteration_delay should be at most 5m, found \"6m\""),
        Arguments.of(
            "iteration_delay",
            "soon",
            "iteration_delay should be a duration such as 30s, found \"soon\""));
  }
}
