package io.lavasched.application.rebuild;

import io.lavasched.application.records.OnInvalid;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
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
 * @param program what the entries run
 * @param now the instant for which windows are looked at
 * @param zone the node's own zone
 * @param onInvalid what becomes of bad records
 * @param skipDisabled whether disabled jobs are left out
 * @param runBy the lava job that runs this rebuild, where it is another than the lavasched job
 * @param allowed the guards that do not stop it
 * @param layout how entries are put into lines, and how far jobs are spread
 * @param cron which cron will read the crontab; empty for that of the crontab
 */
public record RebuildRequest(
    RealmName realm,
    LavaschedJob job,
    DispatcherProgram program,
    Instant now,
    ZoneId zone,
    OnInvalid onInvalid,
    boolean skipDisabled,
    Optional<JobId> runBy,
    Set<Guard> allowed,
    EntryLayout layout,
    Optional<CronDialect> cron) {

  private static final String REALM_VARIABLE = "LAVA_REALM";

  /** Checks that nothing is null, and copies. */
  public RebuildRequest {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(onInvalid, "onInvalid");
    Objects.requireNonNull(runBy, "runBy");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(cron, "cron");
    allowed = Set.copyOf(allowed);
  }

  /**
   * A rebuild for the cron of the crontab.
   *
   * @param realm which realm
   * @param job the lavasched job, with its parameters
   * @param program what the entries run
   * @param now the instant for which windows are looked at
   * @param zone the node's own zone
   * @param onInvalid what becomes of bad records
   * @param skipDisabled whether disabled jobs are left out
   * @param runBy the lava job that runs this rebuild, where it is another than the lavasched job
   * @param allowed the guards that do not stop it
   * @param layout how entries are put into lines, and how far jobs are spread
   */
  public RebuildRequest(
      RealmName realm,
      LavaschedJob job,
      DispatcherProgram program,
      Instant now,
      ZoneId zone,
      OnInvalid onInvalid,
      boolean skipDisabled,
      Optional<JobId> runBy,
      Set<Guard> allowed,
      EntryLayout layout) {
    this(
        realm,
        job,
        program,
        now,
        zone,
        onInvalid,
        skipDisabled,
        runBy,
        allowed,
        layout,
        Optional.empty());
  }

  /**
   * A rebuild with a line for each entry, and no delays.
   *
   * @param realm which realm
   * @param job the lavasched job, with its parameters
   * @param program what the entries run
   * @param now the instant for which windows are looked at
   * @param zone the node's own zone
   * @param onInvalid what becomes of bad records
   * @param skipDisabled whether disabled jobs are left out
   * @param runBy the lava job that runs this rebuild, where it is another than the lavasched job
   * @param allowed the guards that do not stop it
   */
  public RebuildRequest(
      RealmName realm,
      LavaschedJob job,
      DispatcherProgram program,
      Instant now,
      ZoneId zone,
      OnInvalid onInvalid,
      boolean skipDisabled,
      Optional<JobId> runBy,
      Set<Guard> allowed) {
    this(
        realm, job, program, now, zone, onInvalid, skipDisabled, runBy, allowed, EntryLayout.PLAIN);
  }

  /**
   * The same rebuild for a cron.
   *
   * @param dialect which cron
   * @return a new request
   */
  public RebuildRequest forCron(CronDialect dialect) {
    return new RebuildRequest(
        realm,
        job,
        program,
        now,
        zone,
        onInvalid,
        skipDisabled,
        runBy,
        allowed,
        layout,
        Optional.of(dialect));
  }

  /** The jobs without which nobody rebuilds this crontab any more. */
  Set<JobId> runners() {
    Set<JobId> runners = new HashSet<>();
    job.id().ifPresent(runners::add);
    runBy.ifPresent(runners::add);
    return runners;
  }

  /** The variable that tells lava which realm an entry is of. */
  EnvVar realmVariable() {
    return new EnvVar(REALM_VARIABLE, realm.text());
  }

  /** The variables of the entries: those of the job, and always the realm. */
  List<EnvVar> variables() {
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
