// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import io.lavasched.application.records.OnInvalid;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What to rebuild.
 *
 * @param realm which realm
 * @param job the lavasched job, with its parameters
 * @param runBy the lava job that runs this rebuild, where it is another than the lavasched job
 * @param node where it is rebuilt
 * @param policy how
 */
public record RebuildRequest(
    RealmName realm, LavaschedJob job, Optional<JobId> runBy, Node node, Policy policy) {

  private static final String REALM_VARIABLE = "LAVA_REALM";

  /** Checks that nothing is null. */
  public RebuildRequest {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(runBy, "runBy");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(policy, "policy");
  }

  /**
   * The node whose crontab it is.
   *
   * @param program what the entries run
   * @param now the instant for which windows are looked at
   * @param zone the node's own zone
   * @param cron which cron will read the crontab; empty for that of the crontab
   */
  public record Node(
      DispatcherProgram program, Instant now, ZoneId zone, Optional<CronDialect> cron) {

    /** Checks that nothing is null. */
    public Node {
      Objects.requireNonNull(program, "program");
      Objects.requireNonNull(now, "now");
      Objects.requireNonNull(zone, "zone");
      Objects.requireNonNull(cron, "cron");
    }
  }

  /**
   * What becomes of jobs, and what is let pass.
   *
   * @param onInvalid what becomes of bad records
   * @param skipDisabled whether disabled jobs are left out
   * @param layout how entries are put into lines, and how far jobs are spread
   * @param allowed the guards that do not stop the rebuild
   */
  public record Policy(
      OnInvalid onInvalid, boolean skipDisabled, EntryLayout layout, Set<Guard> allowed) {

    /** Checks that nothing is null, and copies. */
    public Policy {
      Objects.requireNonNull(onInvalid, "onInvalid");
      Objects.requireNonNull(layout, "layout");
      allowed = Set.copyOf(allowed);
    }
  }

  /** The jobs without which nobody rebuilds this crontab any more. */
  public Set<JobId> runners() {
    Set<JobId> runners = new HashSet<>();
    job.id().ifPresent(runners::add);
    runBy.ifPresent(runners::add);
    return runners;
  }

  /** A problem of the lavasched job. */
  public Problem ofJob(Problem problem) {
    return job.id().map(id -> problem.in(Subject.job(id.text()))).orElse(problem);
  }

  /** The variable that tells lava which realm an entry is of. */
  public EnvVar realmVariable() {
    return new EnvVar(REALM_VARIABLE, realm.text());
  }

  /** The variables of the entries: those of the job, and always the realm. */
  public List<EnvVar> variables() {
    List<EnvVar> variables = new ArrayList<>();
    for (EnvVar variable : job.parameters().env()) {
      if (!variable.name().equals(REALM_VARIABLE)) {
        variables.add(variable);
      }
    }
    variables.add(realmVariable());
    return variables;
  }
}
