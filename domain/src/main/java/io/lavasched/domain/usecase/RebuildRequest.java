package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.CrontabEntry;
import io.lavasched.domain.crontab.DispatcherProgram;
import io.lavasched.domain.crontab.EntryLayout;
import io.lavasched.domain.crontab.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.params.LavaschedJob;
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
 * @param skipDisabled whether jobs with {@code "enabled": false} are left out
 * @param runBy the lava job that runs this rebuild, where it is another than the lavasched job
 * @param allowed the guards that do not stop it
 * @param layout how entries are put into lines, and how far jobs are spread
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
    EntryLayout layout) {

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
    allowed = Set.copyOf(allowed);
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
   * @param skipDisabled whether jobs with {@code "enabled": false} are left out
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

  /** The jobs without which nobody rebuilds this crontab any more. */
  Set<JobId> runners() {
    Set<JobId> runners = new HashSet<>();
    job.id().ifPresent(runners::add);
    runBy.ifPresent(runners::add);
    return runners;
  }

  /** The entries of a job as they are written now. */
  List<EntryText> entriesOf(JobRecord record) {
    return entriesOf(record, now);
  }

  /** The entries of a job as they are written at another time. */
  List<EntryText> entriesOf(JobRecord record, Instant at) {
    List<ShellWord> args = layout.args(record.id(), job.parameters().args());
    List<EntryText> entries = new ArrayList<>();
    for (CrontabEntry entry : CrontabEntry.allOf(record, program, args, at, zone)) {
      entries.add(EntryText.of(entry));
    }
    return entries;
  }
}
