// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an audit found.
 *
 * @param request what was asked for
 * @param basis what told which jobs were due
 * @param counts the numbers
 * @param findings what is not ok: the worst first, then by job, then by time
 * @param queues the queues that were asked for, by their workers; an empty one is not there. No
 *     worker where nothing was to be asked, or nobody could be
 * @param queuesAsked whether queues were asked at all
 * @param keptSince the earliest time of which run records are still there; empty for all time
 * @param reads how many jobs' runs were read
 * @param problems what is wrong with records and kept crontabs
 */
public record AuditReport(
    AuditRequest request,
    DueJobs.Basis basis,
    AuditCounts counts,
    List<AuditFinding> findings,
    Map<WorkerName, Optional<Waiting>> queues,
    boolean queuesAsked,
    Optional<Long> keptSince,
    int reads,
    List<Problem> problems) {

  /** Copies. */
  public AuditReport {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(keptSince, "keptSince");
    findings = List.copyOf(findings);
    queues = Map.copyOf(queues);
    problems = List.copyOf(problems);
  }

  /**
   * Whether run records may be gone for a part of the time.
   *
   * @return true where dispatches of it cannot be called missing
   */
  public boolean reachesTooFarBack() {
    return keptSince.filter(kept -> request.span().since().getEpochSecond() < kept).isPresent();
  }
}
