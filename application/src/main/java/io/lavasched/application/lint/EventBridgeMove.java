// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.RealmName;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * From where schedules are moved to EventBridge Scheduler.
 *
 * @param zone the zone of the node, if it was given: that of a machine which happens to look is of
 *     no use here
 * @param cron the cron of the node
 * @param realm the realm, if it is known
 */
public record EventBridgeMove(Optional<ZoneId> zone, CronDialect cron, Optional<RealmName> realm) {

  /** Checks that nothing is null. */
  public EventBridgeMove {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(realm, "realm");
  }
}
