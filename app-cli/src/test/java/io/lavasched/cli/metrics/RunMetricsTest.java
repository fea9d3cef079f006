// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.application.port.RunReport;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunMetricsTest {

  private static final Instant START = Instant.parse("2026-12-01T12:00:01.204Z");

  private static final RunReport GOOD =
      new RunReport(
          run(Optional.of("demo"), Optional.of("demo/schedule-01")),
          new RunReport.Ended(
              START, START.plusMillis(913), OptionalInt.of(3), "installed", Optional.empty()),
          Optional.of(new RunReport.Counts(12, 11, 2, 1)),
          new RunReport.Since(
              Optional.of(START.plusMillis(913)), Optional.of(START.plusMillis(913))));

  private static final RunReport STOPPED =
      new RunReport(
          run(Optional.empty(), Optional.empty()),
          new RunReport.Ended(
              START,
              START.minusSeconds(1),
              OptionalInt.empty(),
              "stopped",
              Optional.of("stopped by a signal")),
          Optional.empty(),
          RunReport.Since.UNKNOWN);

  private static RunReport.Run run(Optional<String> realm, Optional<String> job) {
    return new RunReport.Run(
        "0a1b", "1.2.3", "crontab", realm.map(RealmName::new), job.map(JobId::new));
  }

  @Test
  void prometheusHasWhatDocsAlertingPromises() throws IOException {
    String text = PrometheusText.of(RunMetrics.of(GOOD));

    assertThat(text)
        .isEqualTo(
            """
            # HELP lavasched_last_run_timestamp_seconds When the last run ended, in seconds since 1970.
            # TYPE lavasched_last_run_timestamp_seconds gauge
            lavasched_last_run_timestamp_seconds{realm="demo",lavasched_job="demo/schedule-01"} 1796126402.117
            # HELP lavasched_last_success_timestamp_seconds When the last run ended after which the crontab was as the records say, in seconds since 1970; 0 if none is known.
            # TYPE lavasched_last_success_timestamp_seconds gauge
            lavasched_last_success_timestamp_seconds{realm="demo",lavasched_job="demo/schedule-01"} 1796126402.117
            # HELP lavasched_crontab_changed_timestamp_seconds When a run last installed another crontab, in seconds since 1970; 0 if none is known.
            # TYPE lavasched_crontab_changed_timestamp_seconds gauge
            lavasched_crontab_changed_timestamp_seconds{realm="demo",lavasched_job="demo/schedule-01"} 1796126402.117
            # HELP lavasched_last_run_duration_seconds How long the last run took.
            # TYPE lavasched_last_run_duration_seconds gauge
            lavasched_last_run_duration_seconds{realm="demo",lavasched_job="demo/schedule-01"} 0.913
            # HELP lavasched_last_run_exit_code The exit code of the last run; NaN if a signal ended it.
            # TYPE lavasched_last_run_exit_code gauge
            lavasched_last_run_exit_code{realm="demo",lavasched_job="demo/schedule-01"} 3
            # HELP lavasched_last_run_entries Entries of the block that the last run made.
            # TYPE lavasched_last_run_entries gauge
            lavasched_last_run_entries{realm="demo",lavasched_job="demo/schedule-01"} 12
            # HELP lavasched_last_run_jobs Jobs that have entries in that block.
            # TYPE lavasched_last_run_jobs gauge
            lavasched_last_run_jobs{realm="demo",lavasched_job="demo/schedule-01"} 11
            # HELP lavasched_last_run_quarantined_jobs Jobs whose record the last run found bad.
            # TYPE lavasched_last_run_quarantined_jobs gauge
            lavasched_last_run_quarantined_jobs{realm="demo",lavasched_job="demo/schedule-01"} 2
            # HELP lavasched_last_run_warnings Warnings of the last run, shown or not.
            # TYPE lavasched_last_run_warnings gauge
            lavasched_last_run_warnings{realm="demo",lavasched_job="demo/schedule-01"} 1
            # HELP lavasched_last_run_info How the last run ended, and its version; always 1.
            # TYPE lavasched_last_run_info gauge
            lavasched_last_run_info{realm="demo",lavasched_job="demo/schedule-01",outcome="installed",version="1.2.3"} 1
            """);
    String doc = Files.readString(Path.of("..", "docs", "alerting.md"));
    Set<String> names = Exposition.read(text).keySet();
    for (String name : names) {
      assertThat(doc).contains("| `" + name + "` |");
    }
    assertThat(Pattern.compile("lavasched_(?:last|crontab)_\\w+").matcher(doc).results())
        .extracting(MatchResult::group)
        .isSubsetOf(names);
  }

  @Test
  void whatIsNotKnownIsLeftOutOrZero() {
    Map<String, Exposition.Family> families =
        Exposition.read(PrometheusText.of(RunMetrics.of(STOPPED)));
    Map<String, String> labels = Map.of("realm", "", "lavasched_job", "");

    assertThat(families.get("lavasched_last_success_timestamp_seconds").samples())
        .isEqualTo(Map.of(labels, 0.0));
    assertThat(families.get("lavasched_crontab_changed_timestamp_seconds").samples())
        .isEqualTo(Map.of(labels, 0.0));
    assertThat(families.get("lavasched_last_run_duration_seconds").samples())
        .as("the clock was set back")
        .isEqualTo(Map.of(labels, 0.0));
    assertThat(families.get("lavasched_last_run_exit_code").samples())
        .isEqualTo(Map.of(labels, Double.NaN));
    assertThat(families)
        .doesNotContainKeys("lavasched_last_run_entries", "lavasched_last_run_quarantined_jobs");
  }

  /** prometheus.io/docs/practices/naming; a help that changes is an error for node_exporter. */
  @Test
  void namesAndHelpsKeepTheConventions() {
    List<Metric> good = RunMetrics.of(GOOD);
    for (Metric metric : good) {
      assertThat(metric.name()).matches("lavasched_[a-z]+(_[a-z]+)*").doesNotEndWith("_total");
      assertThat(metric.name().contains("timestamp") || metric.name().contains("duration"))
          .isEqualTo(metric.name().endsWith("_seconds"));
      assertThat(metric.samples()).hasSize(1);
      assertThat(metric.samples().get(0).labels()).containsKeys("realm", "lavasched_job");
    }
    for (Metric stopped : RunMetrics.of(STOPPED)) {
      assertThat(good.stream().filter(metric -> metric.name().equals(stopped.name())))
          .hasSize(1)
          .allMatch(metric -> metric.help().equals(stopped.help()));
    }
  }

  @Test
  void cloudWatchHasOneLine() throws IOException {
    String line = RunMetrics.line(GOOD.run(), GOOD.ended(), GOOD.counts()).text();

    assertThat(line).doesNotContain("\n");
    JsonNode json = EmbeddedMetric.read(line);
    assertThat(json.get("_aws").get("Timestamp").longValue())
        .isEqualTo(START.plusMillis(913).toEpochMilli());
    assertThat(json.get("_aws").get("CloudWatchMetrics").get(0).get("Dimensions").toString())
        .isEqualTo("[[\"realm\",\"lavasched_job\"]]");
    assertThat(json.get("realm").textValue()).isEqualTo("demo");
    assertThat(json.get("lavasched_job").textValue()).isEqualTo("demo/schedule-01");
    assertThat(
            json.get("_aws")
                .get("CloudWatchMetrics")
                .get(0)
                .get("Metrics")
                .findValuesAsText("Name"))
        .containsExactly(
            "RunSucceeded",
            "RunDuration",
            "RunExitCode",
            "Entries",
            "Jobs",
            "QuarantinedJobs",
            "Warnings");
    String doc = Files.readString(Path.of("..", "docs", "alerting.md"));
    json.get("_aws")
        .get("CloudWatchMetrics")
        .get(0)
        .get("Metrics")
        .findValuesAsText("Name")
        .forEach(name -> assertThat(doc).contains("`" + name + "`"));
    assertThat(json.get("RunSucceeded").intValue()).isEqualTo(1);
    assertThat(json.get("RunDuration").intValue()).isEqualTo(913);
    assertThat(json.get("RunExitCode").intValue()).isEqualTo(3);
    assertThat(json.get("Entries").intValue()).isEqualTo(12);
    assertThat(json.get("Jobs").intValue()).isEqualTo(11);
    assertThat(json.get("QuarantinedJobs").intValue()).isEqualTo(2);
    assertThat(json.get("Warnings").intValue()).isEqualTo(1);
    assertThat(json.get("run_id").textValue()).isEqualTo("0a1b");
    assertThat(json.get("outcome").textValue()).isEqualTo("installed");
  }

  @Test
  void cloudWatchTakesNoEmptyDimensionAndNoFigureThatIsNone() {
    JsonNode json =
        EmbeddedMetric.read(
            RunMetrics.line(STOPPED.run(), STOPPED.ended(), STOPPED.counts()).text());

    assertThat(json.get("_aws").get("CloudWatchMetrics").get(0).get("Dimensions").toString())
        .isEqualTo("[[]]");
    assertThat(json.has("RunExitCode")).isFalse();
    assertThat(json.has("Entries")).isFalse();
    assertThat(json.get("RunSucceeded").intValue()).isZero();
    assertThat(json.get("message").textValue()).isEqualTo("stopped by a signal");
  }

  @ParameterizedTest
  @CsvSource({
    "café/😀, caf\\u{e9}/\\u{1f600}",
    "'a \"b\" \\c', 'a \"b\" \\c'",
    "' ', ''",
  })
  void aDimensionIsOneThatCloudWatchTakes(String job, String dimension) {
    JsonNode json =
        EmbeddedMetric.read(
            RunMetrics.line(
                    run(Optional.of("demo"), Optional.of(job)), GOOD.ended(), Optional.empty())
                .text());

    assertThat(json.path("lavasched_job").asText("")).isEqualTo(dimension);
  }

  @Test
  void aDimensionIsNotTooLong() {
    String line =
        RunMetrics.line(
                run(Optional.of("demo"), Optional.of("x".repeat(2_000))),
                GOOD.ended(),
                Optional.empty())
            .text();

    assertThat(EmbeddedMetric.read(line).get("lavasched_job").textValue()).hasSize(1_024);
  }
}
