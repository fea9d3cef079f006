package io.lavasched.application.explain;

import io.lavasched.application.rebuild.Guard;
import io.lavasched.application.rebuild.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.Enabled;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
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
 * @param program what the entries run
 * @param now the instant for which it is asked
 * @param zone the node's own zone
 * @param dialect which cron
 * @param given what the command line says about the making of the block: it wins over the record of
 *     the lavasched job
 * @param allowed the guards that do not stop a rebuild
 * @param wholeRealm whether the table is all of a realm
 */
public record ExplainRequest(
    JobId job,
    RealmName realm,
    DispatcherProgram program,
    Instant now,
    ZoneId zone,
    CronDialect dialect,
    RebuildSettings given,
    Set<Guard> allowed,
    boolean wholeRealm) {

  /** Checks that nothing is null, and copies the set. */
  public ExplainRequest {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(given, "given");
    allowed = Set.copyOf(allowed);
  }

  /** The rebuild of a lavasched job, which counts as enabled; an option wins over its settings. */
  public RebuildRequest rebuild(
      Optional<JobId> lavasched, LavaschedParameters parameters, RebuildSettings ofRecord) {
    RebuildSettings settings = given.or(ofRecord);
    return new RebuildRequest(
        realm,
        new LavaschedJob(lavasched, Enabled.YES, parameters),
        program,
        now,
        zone,
        settings.onInvalid().orElse(OnInvalid.KEEP),
        settings.skipDisabled().orElse(false),
        Optional.empty(),
        allowed,
        settings.layout(),
        Optional.of(dialect));
  }
}
