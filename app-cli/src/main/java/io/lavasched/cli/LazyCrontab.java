package io.lavasched.cli;

import io.lavasched.domain.crontab.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.StoreException;
import io.lavasched.domain.schedule.CronDialect;
import java.util.Optional;
import java.util.function.Supplier;

/** A crontab that is only looked for when it is used: a machine may have none. */
final class LazyCrontab implements CrontabStore {

  private final Supplier<CrontabStore> open;

  LazyCrontab(Supplier<CrontabStore> open) {
    this.open = open;
  }

  @Override
  public Optional<CrontabText> read() {
    return open.get().read();
  }

  @Override
  public void install(CrontabText text) {
    open.get().install(text);
  }

  @Override
  public void remove() {
    open.get().remove();
  }

  @Override
  public CronLimits limits() {
    return open.get().limits();
  }

  /** A machine without a crontab program has no cron that could be meant. */
  @Override
  public CronDialect dialect() {
    try {
      return open.get().dialect();
    } catch (StoreException e) {
      return CronDialect.VIXIE;
    }
  }

  @Override
  public String describe() {
    return open.get().describe();
  }
}
