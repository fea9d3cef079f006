// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A node in memory where nothing is wrong. */
public final class SoundNode implements NodeChecks {

  /** What its clock says. */
  public static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

  private static List<Finding> ok(Check... checks) {
    return Stream.of(checks).map(check -> Finding.ok(check, "sound")).toList();
  }

  @Override
  public Cron cron(Optional<StoreException> unread) {
    return new Cron(
        ok(Check.CRON, Check.CRON_DAEMON, Check.CRON_ACCOUNT), Optional.of(CronDialect.DEBIAN));
  }

  @Override
  public Cron cronWithoutCrontab(StoreException unopened) {
    return new Cron(
        List.of(
            Finding.failure(Check.CRON, unopened),
            Finding.unknown(Check.CRON_DAEMON, "see cron"),
            Finding.unknown(Check.CRON_ACCOUNT, "see cron")),
        Optional.empty());
  }

  @Override
  public Finding zone(ZoneId windows) {
    return Finding.ok(Check.TIME_ZONE, windows.getId());
  }

  @Override
  public boolean isZone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name);
  }

  @Override
  public Instant clock() {
    return NOW;
  }

  @Override
  public List<Finding> state() {
    return ok(Check.STATE_FOLDER, Check.STATE_SPACE, Check.BACKUPS, Check.LOCK);
  }

  @Override
  public List<Finding> dispatcher(DispatcherProgram program, Map<String, String> variables) {
    return ok(Check.DISPATCHER_PROGRAM, Check.DISPATCHER_START);
  }
}
