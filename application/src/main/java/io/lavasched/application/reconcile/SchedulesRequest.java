// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.schedules.WantedSchedules;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which schedules to bring in line with the records.
 *
 * @param realm which realm
 * @param job the lavasched job, with its parameters
 * @param runBy the lava job that runs this, where it is another than the lavasched job
 * @param wanted what all its schedules have in common
 * @param now the instant for which windows are looked at
 * @param policy how
 */
public record SchedulesRequest(
    RealmName realm,
    LavaschedJob job,
    Optional<JobId> runBy,
    WantedSchedules wanted,
    Instant now,
    Policy policy) {

  /** Checks that nothing is null. */
  public SchedulesRequest {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(runBy, "runBy");
    Objects.requireNonNull(wanted, "wanted");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(policy, "policy");
  }

  /**
   * What becomes of jobs, and what is let pass.
   *
   * @param onInvalid what becomes of bad records: the schedules of {@link OnInvalid#KEEP} stay as
   *     they are
   * @param skipDisabled whether disabled jobs are left out
   * @param allowed the guards that stop nothing
   */
  public record Policy(OnInvalid onInvalid, boolean skipDisabled, Set<Guard> allowed) {

    /** Checks that nothing is null, and copies. */
    public Policy {
      Objects.requireNonNull(onInvalid, "onInvalid");
      allowed = Set.copyOf(allowed);
    }
  }

  /** The jobs without which nobody rebuilds the group any more. */
  Set<JobId> runners() {
    Set<JobId> runners = new HashSet<>();
    job.id().ifPresent(runners::add);
    runBy.ifPresent(runners::add);
    return runners;
  }

  /** A problem of the lavasched job. */
  Problem ofJob(Problem problem) {
    return job.id().map(id -> problem.in(Subject.job(id.text()))).orElse(problem);
  }
}
