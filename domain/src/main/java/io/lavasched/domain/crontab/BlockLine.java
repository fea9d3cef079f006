// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.job.JobId;
import java.util.List;
import java.util.Objects;

/**
 * A line of the block that cron runs, and the jobs it belongs to.
 *
 * @param jobs which jobs; one unless entries share the line
 * @param text the line without its newline: made by {@link CrontabEntry}, or kept from the
 *     installed block as it is
 */
public record BlockLine(List<JobId> jobs, String text) {

  /** Checks that it is one line of some job. */
  public BlockLine {
    Objects.requireNonNull(jobs, "jobs");
    Objects.requireNonNull(text, "text");
    jobs = List.copyOf(jobs);
    if (jobs.isEmpty()) {
      throw new IllegalArgumentException("a line of no job");
    }
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("more than one line");
    }
  }

  /**
   * The line of one job.
   *
   * @param job which job
   * @param text the line without its newline
   */
  public BlockLine(JobId job, String text) {
    this(List.of(Objects.requireNonNull(job, "job")), text);
  }

  /**
   * The first job of the line, and the only one unless entries share it.
   *
   * @return its id
   */
  public JobId job() {
    return jobs.get(0);
  }

  /**
   * The line of an entry.
   *
   * @param entry what it says
   * @return the line
   */
  public static BlockLine of(CrontabEntry entry) {
    Objects.requireNonNull(entry, "entry");
    return new BlockLine(entry.job(), entry.line());
  }
}
