// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * The cron of a dispatcher node: the zone it lives in, and which program it is.
 *
 * @param zone the node's own zone
 * @param dialect which cron
 * @param cronTz the zone that {@code CRON_TZ} of the block names, whether this cron honours it or
 *     not
 */
public record NodeCron(ZoneId zone, CronDialect dialect, Optional<ZoneId> cronTz) {

  /** Checks that nothing is null. */
  public NodeCron {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(cronTz, "cronTz");
  }

  /**
   * The zone whose clock the entries of the block are compared with.
   *
   * @return {@code CRON_TZ} where this cron honours it, else the node's own
   */
  public ZoneId scheduleZone() {
    return dialect.honoursCronTz() ? cronTz.orElse(zone) : zone;
  }
}
