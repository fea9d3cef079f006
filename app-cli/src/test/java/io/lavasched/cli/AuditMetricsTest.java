// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.cli.metrics.EmbeddedMetric;
import io.lavasched.cli.metrics.Exposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code audit} leaves for monitors. */
class AuditMetricsTest {

  private static final String AUDIT =
      "audit -r demo --jobs {dir}/jobs.json --events {dir}/events.json --unchanged-since 1d"
          + " --now 2026-12-01T12:00:00Z ";

  private static final String DISPATCHES = "lavasched_audit_dispatches";

  @TempDir Path directory;
  private Cli cli;
  private Path file;

  @BeforeEach
  void oneOfTwoIsMissing() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        [{"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "n", "payload": "",
          "parameters": {"dispatcher": "d"}},
         {"job_id": "a", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "0 11 * * *"},
         {"job_id": "b", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "5 11 * * *"}]
        """);
    cli.file(
        "events.json",
        """
        [{"job_id": "a", "run_id": "1", "ts_dispatch": "2026-12-01T11:00:01+00:00", "status": "complete",
          "tu_event": "2026-12-01T11:00:09", "worker": "w", "log": [{"tu_event": "2026-12-01T11:00:02"}]},
         {"job_id": "x", "run_id": "2", "ts_dispatch": "2026-12-01T11:59:58+00:00", "status": "complete",
          "tu_event": "2026-12-01T11:59:59", "worker": "w", "log": [{"tu_event": "2026-12-01T11:59:59"}]}]
        """);
    file = directory.resolve("audit.prom");
  }

  private Map<String, Exposition.Family> read() throws IOException {
    return Exposition.read(Files.readString(file));
  }

  private static Map<String, String> verdict(String label) {
    return Map.of("realm", "demo", "verdict", label);
  }

  @Test
  void anAuditLeavesItsFigures() throws IOException {
    Ran ran = cli.runLine(AUDIT + "--metrics {dir}/audit.prom");

    assertThat(ran.exit()).isEqualTo(10);
    assertThat(read().get("lavasched_audit_exit_code").samples())
        .containsExactly(Map.entry(Map.of("realm", "demo"), 10.0));
    assertThat(read().get(DISPATCHES).samples())
        .containsEntry(verdict("ok"), 1.0)
        .containsEntry(verdict("missing"), 1.0)
        .containsEntry(verdict("never-ended"), 0.0);
    assertThat(read().get("lavasched_audit_due_jobs").samples())
        .containsExactly(Map.entry(Map.of("realm", "demo"), 2.0));
  }

  @Test
  void withoutAVerdictThereAreNoFiguresOfOne() throws IOException {
    cli.runLine(AUDIT + "--metrics {dir}/audit.prom");

    Ran ran = cli.runLine(AUDIT.replace("events.json", "none.json") + "--metrics {dir}/audit.prom");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(read().get("lavasched_audit_exit_code").samples())
        .containsExactly(Map.entry(Map.of("realm", "demo"), 5.0));
    assertThat(read()).doesNotContainKey(DISPATCHES);
  }

  @Test
  void theFileOfARunIsLeftToTheRun() throws IOException {
    cli.runLine(
        "run -r demo --jobs {dir}/jobs.json --job sys --crontab-file {dir}/tab --metrics"
            + " {dir}/audit.prom");
    String before = Files.readString(file);

    Ran ran = cli.runLine(AUDIT + "--metrics {dir}/audit.prom");

    assertThat(before).contains("lavasched_last_run_exit_code");
    assertThat(ran.exit()).isEqualTo(10);
    assertThat(ran.err()).contains(" must be a file of these metrics alone, found another one");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void anEmbeddedMetricIsTheLastLineOfStandardOutput() {
    Ran ran = cli.runLine(AUDIT + "--metrics-emf");

    JsonNode json = EmbeddedMetric.read(ran.out().strip().replaceAll("(?s).*\n", ""));
    assertThat(json.get("DispatchesMissing").intValue()).isEqualTo(1);
    assertThat(json.get("DispatchesDue").intValue()).isEqualTo(2);
    assertThat(json.get("AuditExitCode").intValue()).isEqualTo(10);
    assertThat(json.get("realm").textValue()).isEqualTo("demo");
  }

  @Test
  void commandsAreForAProgram() {
    assertThat(cli.runLine(AUDIT + "--metrics-emf -o commands").exit()).isEqualTo(2);
  }
}
