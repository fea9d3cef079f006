// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.reconcile.SchedulesRequest;
import io.lavasched.application.schedules.Bounds;
import java.time.Instant;
import java.util.Objects;

/**
 * What to move.
 *
 * @param crontab the block, as a rebuild would make it; its time is left out of account
 * @param schedules the schedules, as a rebuild would make them; its time, and whether they are in
 *     force, are left out of account
 * @param leavesBehind whether jobs may be left behind that the other one cannot dispatch
 */
public record MoveRequest(
    RebuildRequest crontab, SchedulesRequest schedules, boolean leavesBehind) {

  /** Checks that nothing is null. */
  public MoveRequest {
    Objects.requireNonNull(crontab, "crontab");
    Objects.requireNonNull(schedules, "schedules");
  }

  RebuildRequest crontabAt(Instant now) {
    RebuildRequest.Node node = crontab.node();
    return new RebuildRequest(
        crontab.realm(),
        crontab.job(),
        crontab.runBy(),
        new RebuildRequest.Node(node.program(), now, node.zone(), node.cron()),
        crontab.policy());
  }

  SchedulesRequest schedulesAt(Instant now, boolean enabled, Bounds bounds) {
    return schedules.at(now, enabled, bounds);
  }
}
