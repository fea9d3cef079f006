// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.program.CrontabProgram;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.entry.DispatcherProgram;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The checks of the machine that this program runs on. */
public final class NodeCheckup implements NodeChecks {

  private final Map<String, String> environment;
  private final Clock clock;
  private final Duration crontabLimit;
  private final Supplier<CrontabArchive> archive;

  /**
   * The checks of this machine.
   *
   * @param environment the environment variables
   * @param clock that of the machine
   * @param crontabLimit how long one call of the crontab program may take
   * @param archive opens the backups
   */
  public NodeCheckup(
      Map<String, String> environment,
      Clock clock,
      Duration crontabLimit,
      Supplier<CrontabArchive> archive) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.crontabLimit = crontabLimit;
    this.archive = archive;
  }

  @Override
  public Cron cron(Optional<StoreException> unread) {
    try {
      return CronCheckup.of(CrontabProgram.find(environment), crontabLimit, unread);
    } catch (StoreException e) {
      return CronCheckup.without(e);
    }
  }

  @Override
  public Cron cronWithoutCrontab(StoreException unopened) {
    return CronCheckup.without(unopened);
  }

  @Override
  public Finding zone(ZoneId windows) {
    return ZoneCheckup.ofNode().of(windows, environment);
  }

  @Override
  public boolean isZone(String name) {
    return ZoneCheckup.ofNode().isZone(name);
  }

  @Override
  public Instant clock() {
    return clock.instant();
  }

  @Override
  public List<Finding> state() {
    try {
      return StateCheckup.of(StateFolder.of(environment), archive.get(), clock.instant());
    } catch (StoreException e) {
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.failure(Check.STATE_FOLDER, e));
      for (Check check : List.of(Check.STATE_SPACE, Check.BACKUPS, Check.LOCK)) {
        findings.add(Finding.unknown(check, "see state-folder"));
      }
      return findings;
    }
  }

  @Override
  public List<Finding> dispatcher(DispatcherProgram program, Map<String, String> variables) {
    return DispatcherCheckup.of(program, variables);
  }
}
