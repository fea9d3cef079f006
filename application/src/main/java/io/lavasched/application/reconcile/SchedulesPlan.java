// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.domain.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What would be written into a group, and why.
 *
 * @param group how messages name it
 * @param before each schedule in it, whoever made it, sorted by name; empty where there is no such
 *     group
 * @param jobs every job of the dispatchers, then those that are only in the group
 * @param foreign the schedules in it that lavasched did not make: they are never touched
 * @param problems all that was found, sorted by record
 * @param refusals the guards that stop it, each with what would go and how to allow it; empty where
 *     nothing does
 */
public record SchedulesPlan(
    String group,
    Optional<List<Stored>> before,
    List<JobSchedulesPlan> jobs,
    List<Stored> foreign,
    List<Problem> problems,
    List<Problem> refusals) {

  /** Checks that nothing is null, and copies. */
  public SchedulesPlan {
    Objects.requireNonNull(group, "group");
    before = before.map(List::copyOf);
    jobs = List.copyOf(jobs);
    foreign = List.copyOf(foreign);
    problems = List.copyOf(problems);
    refusals = List.copyOf(refusals);
  }

  /** The same plan, stopped by guards where there are any. */
  SchedulesPlan refused(List<Problem> byGuards) {
    return new SchedulesPlan(group, before, jobs, foreign, problems, byGuards);
  }

  /**
   * What would be written, in the order in which it is written: nothing goes before all that comes
   * is there.
   *
   * @return creations and replacements by job, then deletions by job
   */
  public List<ScheduleChange> writes() {
    List<ScheduleChange> writes = new ArrayList<>();
    List<ScheduleChange> deletions = new ArrayList<>();
    for (JobSchedulesPlan job : jobs) {
      for (ScheduleChange change : job.schedules()) {
        if (change.kind().writes()) {
          (change.stays() ? writes : deletions).add(change);
        }
      }
    }
    writes.addAll(deletions);
    return writes;
  }

  /** Whether anything would be written. */
  public boolean hasChanges() {
    return !writes().isEmpty();
  }

  /** How many schedules of lavasched the group has when it is done. */
  public int schedules() {
    return jobs.stream().mapToInt(JobSchedulesPlan::after).sum();
  }

  /** How many of these are in force then. */
  public long inForce() {
    return jobs.stream()
        .flatMap(job -> job.schedules().stream())
        .filter(ScheduleChange::isInForce)
        .count();
  }

  /** How many it has now. */
  public int schedulesBefore() {
    return jobs.stream().mapToInt(JobSchedulesPlan::before).sum();
  }

  /** How many jobs are quarantined. */
  public long quarantined() {
    return jobs.stream().filter(job -> job.state() == JobPlan.State.QUARANTINED).count();
  }
}
