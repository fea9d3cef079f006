// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import io.lavasched.application.port.RunReport;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a run; {@code docs/alerting.md} lists them. */
public final class RunMetrics {

  private static final String RUN = "lavasched_last_run_";
  private static final double MILLIS = 1_000;

  private RunMetrics() {}

  /** For Prometheus. */
  public static List<Metric> of(RunReport report) {
    RunReport.Ended ended = report.ended();
    Map<String, String> labels = labels(report.run());
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        Metric.of(
            RUN + "timestamp_seconds",
            "When the last run ended, in seconds since 1970.",
            labels,
            seconds(ended.time())));
    metrics.add(
        Metric.of(
            "lavasched_last_success_timestamp_seconds",
            "When the last run ended after which the crontab was as the records say, in seconds"
                + " since 1970; 0 if none is known.",
            labels,
            report.since().success().map(RunMetrics::seconds).orElse(0.0)));
    metrics.add(
        Metric.of(
            "lavasched_crontab_changed_timestamp_seconds",
            "When a run last installed another crontab, in seconds since 1970; 0 if none is known.",
            labels,
            report.since().change().map(RunMetrics::seconds).orElse(0.0)));
    metrics.add(
        Metric.of(
            RUN + "duration_seconds",
            "How long the last run took.",
            labels,
            length(ended).toMillis() / MILLIS));
    metrics.add(
        Metric.of(
            RUN + "exit_code",
            "The exit code of the last run; NaN if a signal ended it.",
            labels,
            exitCode(ended)));
    report.counts().ifPresent(counts -> add(counts, labels, metrics));
    Map<String, String> info = new LinkedHashMap<>(labels);
    info.put("outcome", ended.outcome());
    info.put("version", report.run().version());
    metrics.add(
        Metric.of(RUN + "info", "How the last run ended, and its version; always 1.", info, 1));
    return metrics;
  }

  private static void add(
      RunReport.Counts counts, Map<String, String> labels, List<Metric> metrics) {
    metrics.add(
        Metric.of(
            RUN + "entries",
            "Entries of the block that the last run made.",
            labels,
            counts.entries()));
    metrics.add(
        Metric.of(RUN + "jobs", "Jobs that have entries in that block.", labels, counts.jobs()));
    metrics.add(
        Metric.of(
            RUN + "quarantined_jobs",
            "Jobs whose record the last run found bad.",
            labels,
            counts.quarantined()));
    metrics.add(
        Metric.of(
            RUN + "warnings",
            "Warnings of the last run, shown or not.",
            labels,
            counts.warnings()));
  }

  /** For CloudWatch: what an alarm counts, for it knows no ages. */
  public static EmfLine line(
      RunReport.Run run, RunReport.Ended ended, Optional<RunReport.Counts> counts) {
    EmfLine line =
        new EmfLine(ended.time())
            .dimension("realm", run.realm().map(RealmName::text))
            .dimension("lavasched_job", run.job().map(JobId::text))
            .figure("RunSucceeded", "Count", ended.isSuccess() ? 1 : 0)
            .figure("RunDuration", "Milliseconds", (double) length(ended).toMillis())
            .figure("RunExitCode", "None", exitCode(ended));
    if (counts.isPresent()) {
      line.figure("Entries", "Count", counts.get().entries())
          .figure("Jobs", "Count", counts.get().jobs())
          .figure("QuarantinedJobs", "Count", counts.get().quarantined())
          .figure("Warnings", "Count", counts.get().warnings());
    }
    return line.property("run_id", Optional.of(run.id()))
        .property("version", Optional.of(run.version()))
        .property("outcome", Optional.of(ended.outcome()))
        .property("message", ended.why());
  }

  /** Always the same labels, so that the metrics of two runs are the same series. */
  private static Map<String, String> labels(RunReport.Run run) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("realm", run.realm().map(RealmName::text).orElse(""));
    labels.put("lavasched_job", run.job().map(JobId::text).orElse(""));
    return labels;
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / MILLIS;
  }

  /** A clock that was set back in between makes no length. */
  private static Duration length(RunReport.Ended ended) {
    Duration length = Duration.between(ended.start(), ended.time());
    return length.isNegative() ? Duration.ZERO : length;
  }

  private static double exitCode(RunReport.Ended ended) {
    return ended.exitCode().isPresent() ? ended.exitCode().getAsInt() : Double.NaN;
  }
}
