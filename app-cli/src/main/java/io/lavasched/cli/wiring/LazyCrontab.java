// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.UnreachableCrontab;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A crontab that is only looked for when it is used: a machine may have none, and then it is one
 * that cannot be reached.
 */
public final class LazyCrontab implements CrontabStore {

  private final Supplier<CrontabStore> open;

  public LazyCrontab(Supplier<CrontabStore> open) {
    this.open = open;
  }

  /** Looked for again each time: it costs little, and an answer is never a stale one. */
  private CrontabStore crontab() {
    try {
      return open.get();
    } catch (StoreException e) {
      return new UnreachableCrontab(e);
    }
  }

  @Override
  public Optional<CrontabText> read() {
    return crontab().read();
  }

  @Override
  public void install(CrontabText text) {
    crontab().install(text);
  }

  @Override
  public NewCrontab prepare(CrontabText text) {
    return crontab().prepare(text);
  }

  @Override
  public CrontabText fit(CrontabText text) {
    return crontab().fit(text);
  }

  @Override
  public void remove() {
    crontab().remove();
  }

  @Override
  public CronLimits limits() {
    return crontab().limits();
  }

  @Override
  public CronDialect dialect() {
    return crontab().dialect();
  }

  @Override
  public String describe() {
    return crontab().describe();
  }
}
