// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text.audit;

import io.lavasched.application.audit.AuditCounts;
import io.lavasched.application.audit.AuditReport;
import io.lavasched.application.audit.DueJobs;
import io.lavasched.application.audit.Verdict;
import io.lavasched.application.words.Phrases;
import io.lavasched.cli.text.Messages;
import java.time.Instant;

/** The last words of an audit, on standard error. */
public final class AuditSummary {

  private AuditSummary() {}

  /** Says what was looked at, what came of it, and what could not be looked at. */
  public static void tell(AuditReport report, boolean isService, Messages messages) {
    if (report.reachesTooFarBack()) {
      messages.warning(
          "run records are kept since "
              + Instant.ofEpochSecond(report.keptSince().orElseThrow())
              + " (EVENT_TTL of the realm): nothing before is called missing");
    }
    if (!report.queuesAsked() && report.counts().of(Verdict.MISSING) > 0) {
      messages.info("queues were not asked: what is missing may wait in one");
    }
    if (report.counts().extraRuns() > 0) {
      messages.info(
          Phrases.count(report.counts().extraRuns(), "other run")
              + " of these jobs: by hand, or by another job");
    }
    if (isService) {
      messages.info(
          "EventBridge Scheduler dispatches within a minute, and at least once: a second run of a"
              + " dispatch may be its own");
    }
    messages.info(summary(report));
  }

  private static String summary(AuditReport report) {
    AuditCounts counts = report.counts();
    StringBuilder text = new StringBuilder();
    text.append(report.request().span().since())
        .append(" to ")
        .append(report.request().span().until())
        .append(
            report.basis() == DueJobs.Basis.CRONTAB
                ? ", by the kept crontabs of this account: "
                : ", by the job records: ")
        .append(Phrases.count(counts.expected(), "dispatch"))
        .append(" of ")
        .append(Phrases.count(counts.jobsDue(), "job"))
        .append(" due");
    String separator = ": ";
    for (Verdict verdict : Verdict.values()) {
      if (counts.of(verdict) > 0) {
        text.append(separator).append(counts.of(verdict)).append(' ').append(verdict.label());
        separator = ", ";
      }
    }
    return text.toString();
  }
}
