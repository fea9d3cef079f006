package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.DispatcherProgram;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.params.LavaschedJob;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What to rebuild.
 *
 * @param realm which realm
 * @param job the lavasched job, with its parameters
 * @param program what the entries run
 * @param now the instant for which windows are looked at
 * @param zone the node's own zone
 * @param onInvalid what becomes of bad records
 * @param skipDisabled whether jobs with {@code "enabled": false} are left out
 */
public record RebuildRequest(
    RealmName realm,
    LavaschedJob job,
    DispatcherProgram program,
    Instant now,
    ZoneId zone,
    OnInvalid onInvalid,
    boolean skipDisabled) {

  /** Checks that nothing is null. */
  public RebuildRequest {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(onInvalid, "onInvalid");
  }
}
