// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The zones of the jobs of one lavasched job in EventBridge Scheduler, and the cron that they are
 * compared with.
 *
 * @param zone whose clock the schedules go by: that of {@code CRON_TZ}, else the node's
 * @param windowZone that of windows without an offset: the node's if it is known, else the same
 * @param cron the cron at hand, with the same clock for schedules
 */
public record EventBridgeZones(ServiceZone zone, ZoneId windowZone, NodeCron cron) {

  /**
   * The zones of the jobs of a dispatcher.
   *
   * @param dispatcher whose jobs; empty for those that name none
   * @param lavaschedJobs the {@code CRON_TZ} of the first one that serves it counts
   * @param move what was given
   * @return empty where no zone is known
   */
  public static Optional<EventBridgeZones> of(
      Optional<DispatcherName> dispatcher, RealmLavaschedJobs lavaschedJobs, EventBridgeMove move) {
    return of(
        dispatcher
            .flatMap(name -> lavaschedJobs.of(name).stream().findFirst())
            .map(RealmLavaschedJob::parameters)
            .flatMap(LavaschedParameters::cronTz),
        move);
  }

  /** No zone is known for the jobs of a lavasched job; placed in its record. */
  public static Problem missingInEnv() {
    return Problem.of(
            ProblemCode.ZONE_MISSING, "env must have CRON_TZ for EventBridge Scheduler, found none")
        .withHint(
            "no node says in which zone the schedules are meant: set CRON_TZ, such as"
                + " Europe/Berlin or UTC, or give --zone")
        .under("parameters.env");
  }

  /** No zone is known for a job, and no lavasched job could have one; placed in its record. */
  public static Problem missing() {
    return Problem.of(
            ProblemCode.ZONE_MISSING,
            "zone of a job must be known for EventBridge Scheduler, found no lavasched"
                + " job for its dispatcher, and no --zone")
        .withHint("give --zone, such as Europe/Berlin or UTC")
        .under("dispatcher");
  }

  /**
   * The zones of a block.
   *
   * @param cronTz that of {@code CRON_TZ}
   * @return empty where neither zone is known
   */
  public static Optional<EventBridgeZones> of(Optional<ZoneId> cronTz, EventBridgeMove move) {
    return cronTz
        .or(move::zone)
        .flatMap(ServiceZone::of)
        .map(zone -> new EventBridgeZones(zone, move.zone().orElse(zone.id()), cron(cronTz, move)));
  }

  /**
   * Only cronie goes by the variable. Any other cron is taken to be on a node of that zone: what
   * else differs there is told once, and not for each job.
   */
  private static NodeCron cron(Optional<ZoneId> cronTz, EventBridgeMove move) {
    Optional<ZoneId> node = move.zone();
    if (cronTz.isEmpty()) {
      return new NodeCron(node.orElseThrow(), move.cron(), Optional.empty());
    }
    ZoneId zone = cronTz.get();
    boolean isOther = node.filter(own -> own.getRules().equals(zone.getRules())).isEmpty();
    boolean isCronie = move.cron().honoursCronTz() || (move.cron() == CronDialect.VIXIE && isOther);
    return isCronie
        ? new NodeCron(node.orElse(ZoneOffset.UTC), CronDialect.CRONIE, cronTz)
        : new NodeCron(zone, move.cron(), Optional.empty());
  }
}
