// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only the node itself can tell: its cron, its zone and clock, its state folder, and whether
 * the dispatcher program starts there.
 *
 * <p>Laws: a check writes nothing and never fails: whatever goes wrong is its finding; each method
 * has one finding for each check that it names, in the order of {@link Check}.
 */
public interface NodeChecks {

  /**
   * Looks at the cron that the crontab program belongs to.
   *
   * @param unread why the crontab could not be read; empty where it was read
   * @return what was found by {@link Check#CRON}, {@link Check#CRON_DAEMON} and {@link
   *     Check#CRON_ACCOUNT}
   */
  Cron cron(Optional<StoreException> unread);

  /**
   * Looks for a cron where the crontab could not even be opened.
   *
   * @param unopened why
   * @return the same checks
   */
  Cron cronWithoutCrontab(StoreException unopened);

  /**
   * Looks at the zone of the machine.
   *
   * @param windows the zone that windows are read in
   * @return what was found by {@link Check#TIME_ZONE}
   */
  Finding zone(ZoneId windows);

  /**
   * Whether cron and the C library know a zone.
   *
   * @param name such as {@code Australia/Sydney}, or a rule of POSIX
   * @return false for what they take for UTC
   */
  boolean isZone(String name);

  /**
   * The time.
   *
   * @return what the clock of the node says
   */
  Instant clock();

  /**
   * Looks at the folder of backups and of the lock.
   *
   * @return what was found by {@link Check#STATE_FOLDER}, {@link Check#STATE_SPACE}, {@link
   *     Check#BACKUPS} and {@link Check#LOCK}
   */
  List<Finding> state();

  /**
   * Starts a dispatcher program as cron would.
   *
   * @param program which
   * @param variables those of the crontab above its entries
   * @return what was found by {@link Check#DISPATCHER_PROGRAM} and {@link Check#DISPATCHER_START}
   */
  List<Finding> dispatcher(DispatcherProgram program, Map<String, String> variables);

  /**
   * The cron of a node.
   *
   * @param findings of its checks
   * @param dialect which cron it is; empty where that is not known
   */
  record Cron(List<Finding> findings, Optional<CronDialect> dialect) {

    /** Copies the findings. */
    public Cron {
      findings = List.copyOf(findings);
    }
  }
}
