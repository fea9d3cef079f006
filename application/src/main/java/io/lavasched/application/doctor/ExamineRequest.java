// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.JobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a node is to be fit for.
 *
 * @param realm which realm
 * @param given what is known of the node before it is looked at
 * @param lavasched the lavasched job; empty where none is given
 * @param runBy the lava job that runs this program
 * @param built when this program was built
 */
public record ExamineRequest(
    RealmName realm,
    Given given,
    Optional<Lavasched> lavasched,
    Optional<JobId> runBy,
    Instant built) {

  /** Checks that nothing is null. */
  public ExamineRequest {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(lavasched, "lavasched");
    Objects.requireNonNull(runBy, "runBy");
    Objects.requireNonNull(built, "built");
  }

  /**
   * What is known of the node before it is looked at, and asked of it.
   *
   * @param program the dispatcher program; empty for that of the realm
   * @param now the instant for which windows are looked at
   * @param zone the zone that windows are read in
   * @param cron which cron will read the crontab; empty for that of the node
   * @param maxAge how long ago the last success may be; empty where nobody says
   */
  public record Given(
      Optional<DispatcherProgram> program,
      Instant now,
      ZoneId zone,
      Optional<CronDialect> cron,
      Optional<Duration> maxAge) {

    /** Checks that nothing is null. */
    public Given {
      Objects.requireNonNull(program, "program");
      Objects.requireNonNull(now, "now");
      Objects.requireNonNull(zone, "zone");
      Objects.requireNonNull(cron, "cron");
      Objects.requireNonNull(maxAge, "maxAge");
    }

    RebuildRequest.Node with(DispatcherProgram found) {
      return new RebuildRequest.Node(found, now, zone, cron);
    }
  }

  /**
   * The lavasched job, as far as it is known before it is read.
   *
   * @param id its id, where it is a record of the table
   * @param dispatcher the first dispatcher that is given directly
   * @param read reads it; may fail with a {@code StoreException}
   */
  public record Lavasched(
      Optional<JobId> id,
      Optional<DispatcherName> dispatcher,
      Function<JobsTable, Parsed<Rebuild>> read) {}

  /**
   * A rebuild.
   *
   * @param job the lavasched job
   * @param policy what the options and its record say about how
   * @param service its schedules in EventBridge Scheduler; empty where nothing says that there are
   *     any
   */
  public record Rebuild(
      LavaschedJob job, RebuildRequest.Policy policy, Optional<InService> service) {}
}
