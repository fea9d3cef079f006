// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.text.Quoted;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a {@code CRON_TZ} means what it says: most crons ignore it without a word, and cronie
 * takes a name that it does not know for UTC.
 */
final class CronTzCheckup {

  /** The variable. */
  static final String VARIABLE = CronTz.VARIABLE;

  private CronTzCheckup() {}

  /**
   * Looks at the variable.
   *
   * @param value the one in force for the entries of the block; empty where there is none
   * @param cron which cron will read it; empty, or vixie, where nobody knows
   * @param node the node's own zone
   * @param isZone whether the zone database of the node has a name
   * @return what was found
   */
  static Finding of(
      Optional<String> value,
      Optional<CronDialect> cron,
      ZoneId node,
      Predicate<? super String> isZone) {
    if (value.filter(v -> !v.isEmpty()).isEmpty()) {
      return Finding.ok(Check.CRON_TZ, "not set: entries fire in the node's own zone");
    }
    String zone = value.get();
    String shown = "CRON_TZ " + Quoted.of(zone);
    if (isLike(zone, node)) {
      return Finding.ok(Check.CRON_TZ, shown + " is the node's own zone");
    }
    if (!isZone.test(zone)) {
      return Finding.failure(
          Check.CRON_TZ,
          "CRON_TZ must be a zone of this node, found "
              + Quoted.of(zone)
              + (cron.filter(CronDialect::honoursCronTz).isPresent()
                  ? ", which this cron takes for UTC"
                  : ""),
          "write it as timedatectl list-timezones does, such as Australia/Sydney, in env of the"
              + " lavasched job");
    }
    if (cron.filter(known -> known != CronDialect.VIXIE).isEmpty()) {
      return Finding.unknown(
          Check.CRON_TZ,
          shown + " counts for cronie only, and which cron will read the crontab is not known");
    }
    if (cron.get() == CronDialect.SYSTEMD_CRON) {
      return Finding.unknown(
          Check.CRON_TZ,
          shown + " counts for systemd-cron from version 2 on, above the block only");
    }
    return cron.get().honoursCronTz()
        ? Finding.ok(
            Check.CRON_TZ, shown + ": entries fire in that zone, and windows are of the node's own")
        : Finding.warning(
            Check.CRON_TZ,
            shown + " is ignored by this cron: entries fire in the node's own zone",
            "write the schedules in the node's own zone and take CRON_TZ out, or set the node to"
                + " that zone");
  }

  private static boolean isLike(String name, ZoneId node) {
    try {
      return ZoneId.of(name).getRules().equals(node.getRules());
    } catch (DateTimeException e) {
      return false;
    }
  }
}
