// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * For which job to ask, and what a rebuild would be given.
 *
 * @param job which job
 * @param realm which realm
 * @param wholeRealm whether the table is all of it
 * @param node where it would be rebuilt; its cron is known
 * @param options what the command line says about the making of the block
 */
public record ExplainRequest(
    JobId job, RealmName realm, boolean wholeRealm, RebuildRequest.Node node, Options options) {

  /** Checks that nothing is null, and that the cron is known. */
  public ExplainRequest {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(options, "options");
    if (node.cron().isEmpty()) {
      throw new IllegalArgumentException("no cron");
    }
  }

  /**
   * What the command line says about the making of the block.
   *
   * @param settings win over those of the record of the lavasched job
   * @param allowed the guards that do not stop a rebuild
   */
  public record Options(RebuildSettings settings, Set<Guard> allowed) {

    /** Checks that nothing is null, and copies the set. */
    public Options {
      Objects.requireNonNull(settings, "settings");
      allowed = Set.copyOf(allowed);
    }
  }

  /** The instant for which it is asked. */
  public Instant now() {
    return node.now();
  }

  /** The node's own zone. */
  public ZoneId zone() {
    return node.zone();
  }

  /** Which cron reads the crontab. */
  public CronDialect dialect() {
    return node.cron().orElseThrow();
  }

  /** The rebuild of a lavasched job, which counts as enabled; an option wins over its settings. */
  public RebuildRequest rebuild(
      Optional<JobId> lavasched, LavaschedParameters parameters, RebuildSettings ofRecord) {
    RebuildSettings settings = options.settings().or(ofRecord);
    return new RebuildRequest(
        realm,
        new LavaschedJob(lavasched, Enabled.YES, parameters),
        Optional.empty(),
        node,
        new RebuildRequest.Policy(
            settings.onInvalid().orElse(OnInvalid.KEEP),
            settings.skipDisabled().orElse(false),
            settings.layout(),
            options.allowed()));
  }
}
