// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import io.lavasched.application.audit.AuditCounts;
import io.lavasched.application.audit.Verdict;
import io.lavasched.domain.job.RealmName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of an audit; {@code docs/alerting.md} lists them.
 *
 * @param realm whose dispatches they are; empty where that is not known
 * @param time when the audit ended
 * @param exitCode of the audit
 * @param counts what it found; empty where it did not come to a verdict
 */
public record AuditMetrics(
    Optional<RealmName> realm, Instant time, int exitCode, Optional<AuditCounts> counts) {

  private static final String AUDIT = "lavasched_audit_";
  private static final double MILLIS = 1_000;

  /** For Prometheus. Without verdicts there are no figures of them: old ones would look new. */
  public List<Metric> metrics() {
    Map<String, String> labels = Map.of("realm", realm.map(RealmName::text).orElse(""));
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        Metric.of(
            AUDIT + "timestamp_seconds",
            "When the last audit ended, in seconds since 1970.",
            labels,
            time.toEpochMilli() / MILLIS));
    metrics.add(
        Metric.of(
            AUDIT + "exit_code",
            "The exit code of the last audit: 0 or 10 if it came to a verdict.",
            labels,
            exitCode));
    counts.ifPresent(found -> add(found, labels, metrics));
    return metrics;
  }

  private static void add(AuditCounts found, Map<String, String> labels, List<Metric> metrics) {
    List<Metric.Sample> verdicts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      verdicts.add(
          new Metric.Sample(
              Map.of("realm", labels.getOrDefault("realm", ""), "verdict", verdict.label()),
              (double) found.of(verdict)));
    }
    metrics.add(
        new Metric(
            AUDIT + "dispatches", "Dispatches that were due, by what became of them.", verdicts));
    metrics.add(
        Metric.of(
            AUDIT + "overdue_dispatches",
            "Dispatches that started too late, or wait or were rejected although they should have"
                + " started.",
            labels,
            (double) found.overdue()));
    metrics.add(
        Metric.of(AUDIT + "due_jobs", "Jobs of which something was due.", labels, found.jobsDue()));
    metrics.add(
        Metric.of(
            AUDIT + "extra_runs",
            "Runs that are none of these dispatches.",
            labels,
            (double) found.extraRuns()));
  }

  /**
   * For CloudWatch.
   *
   * @param runId what the log lines of the audit have
   * @param version of the program
   */
  public EmfLine line(String runId, String version) {
    EmfLine line =
        new EmfLine(time)
            .dimension("realm", realm.map(RealmName::text))
            .figure("AuditExitCode", "None", exitCode);
    if (counts.isPresent()) {
      AuditCounts found = counts.get();
      line.figure("DispatchesDue", "Count", (double) found.expected())
          .figure("DispatchesMissing", "Count", (double) found.of(Verdict.MISSING))
          .figure("DispatchesOverdue", "Count", (double) found.overdue())
          .figure("DispatchesUnknown", "Count", (double) found.of(Verdict.UNKNOWN));
    }
    return line.property("run_id", Optional.of(runId)).property("version", Optional.of(version));
  }
}
