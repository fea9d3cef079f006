// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The jobs that may have been due, and what is known about them.
 *
 * @param basis what tells
 * @param jobs those that were asked for, by their ids
 * @param within the jobs that a chain, dag or foreach runs within itself, as far as records were
 *     read
 * @param problems what is wrong with the records that were asked for, and with kept crontabs
 * @param notFound what was asked for and is not there
 */
public record DueJobs(
    Basis basis,
    List<DueJob> jobs,
    Map<JobId, Set<JobId>> within,
    List<Problem> problems,
    List<Problem> notFound) {

  /** Copies. */
  public DueJobs {
    Objects.requireNonNull(basis, "basis");
    jobs = List.copyOf(jobs);
    within = Map.copyOf(within);
    problems = List.copyOf(problems);
    notFound = List.copyOf(notFound);
  }

  /** What tells which jobs were due. */
  public enum Basis {
    /** The kept crontabs of this account: what its cron read then. */
    CRONTAB,
    /** The records as they are, as far as they were seen so before. */
    RECORDS
  }
}
