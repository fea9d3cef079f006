// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rebuild would write, and why.
 *
 * @param before the crontab as it is; empty when there is none
 * @param after the crontab as it would be
 * @param block the block in it
 * @param jobs every job of the dispatchers, then those that are only in the installed block
 * @param cron which cron its entries are written for
 * @param problems all that was found, sorted by record
 * @param refusals the guards that stop it, each with what would go and how to allow it; empty where
 *     nothing does
 * @param toldBefore those of the problems that the last run has told in the same words
 */
public record RebuildPlan(
    Optional<CrontabText> before,
    CrontabText after,
    Block block,
    List<JobPlan> jobs,
    CronDialect cron,
    List<Problem> problems,
    List<Problem> refusals,
    List<Problem> toldBefore) {

  /** Copies the lists. */
  public RebuildPlan {
    Objects.requireNonNull(cron, "cron");
    jobs = List.copyOf(jobs);
    problems = List.copyOf(problems);
    refusals = List.copyOf(refusals);
    toldBefore = List.copyOf(toldBefore);
  }

  /**
   * A plan of which nothing was told before.
   *
   * @param before the crontab as it is
   * @param after the crontab as it would be
   * @param block the block in it
   * @param jobs every job
   * @param cron which cron its entries are written for
   * @param problems all that was found
   * @param refusals the guards that stop it
   */
  public RebuildPlan(
      Optional<CrontabText> before,
      CrontabText after,
      Block block,
      List<JobPlan> jobs,
      CronDialect cron,
      List<Problem> problems,
      List<Problem> refusals) {
    this(before, after, block, jobs, cron, problems, refusals, List.of());
  }

  public RebuildPlan with(List<Problem> changed) {
    return new RebuildPlan(before, after, block, jobs, cron, changed, refusals, toldBefore);
  }

  public RebuildPlan toldBefore(List<Problem> told) {
    return new RebuildPlan(before, after, block, jobs, cron, problems, refusals, told);
  }

  /**
   * Whether anything would be written.
   *
   * @return false when the crontab is already as it should be
   */
  public boolean hasChanges() {
    return !before.equals(Optional.of(after));
  }

  /**
   * How many entries the new block has: one for each schedule of a job, also where jobs share a
   * line.
   *
   * @return as many as the block has lines that cron runs, or more
   */
  public int entries() {
    return jobs.stream().mapToInt(job -> job.after().size()).sum();
  }

  /**
   * How many jobs are quarantined.
   *
   * @return those whose record is bad
   */
  public long quarantined() {
    return jobs.stream().filter(j -> j.state() == JobPlan.State.QUARANTINED).count();
  }
}
