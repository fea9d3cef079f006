// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.install.RemoveBlock;
import io.lavasched.application.install.RemoveOutcome;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.reconcile.RebuildSchedules;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.schedules.Bounds;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** The two sides of a move: each is planned and written as a rebuild does it. */
final class Sides {

  private final CrontabPorts crontab;
  private final RebuildCrontab rebuild;
  private final RebuildSchedules schedules;
  private final MoveClock clock;
  private final MoveRequest request;

  Sides(
      JobsTable table,
      CrontabPorts crontab,
      SchedulePorts schedules,
      MoveClock clock,
      MoveRequest request) {
    this.crontab = crontab;
    this.rebuild = new RebuildCrontab(table, crontab.store(), crontab.archive(), crontab.memory());
    this.schedules = new RebuildSchedules(table, schedules.store(), schedules.archive());
    this.clock = clock;
    this.request = request;
  }

  Instant now() {
    return clock.now();
  }

  void waitUntil(Instant instant) {
    clock.waitUntil(instant);
  }

  boolean leavesBehind() {
    return request.leavesBehind();
  }

  /** What is in the crontab. */
  Parsed<BlockNow> block() {
    return block(crontab.store().read());
  }

  /** What is in a crontab. */
  Parsed<BlockNow> block(Optional<CrontabText> text) {
    return BlockNow.of(
        text,
        new NodeCron(
            request.crontab().node().zone(),
            request.crontab().node().cron().orElseGet(crontab.store()::dialect),
            Optional.empty()),
        request.crontab().node().program(),
        request.crontab().job().parameters().args());
  }

  PlanOutcome planBlock() {
    return rebuild.plan(request.crontabAt(now()));
  }

  RebuildOutcome putIn(Predicate<Problem> isHeard) {
    return rebuild.run(request.crontabAt(now()), isHeard);
  }

  Parsed<RemoveOutcome> takeOut() {
    return new RemoveBlock(crontab.store(), crontab.archive(), crontab.memory()).run();
  }

  SchedulesOutcome planSchedules(boolean enabled, Bounds bounds) {
    return schedules.plan(request.schedulesAt(now(), enabled, bounds));
  }

  SchedulesOutcome write(boolean enabled, Bounds bounds) {
    return schedules.run(request.schedulesAt(now(), enabled, bounds));
  }
}
