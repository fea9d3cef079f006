package io.lavasched.cli;

import io.lavasched.domain.crontab.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.StoreException;
import java.util.Optional;

/** A crontab that cannot be reached: what is kept of it can be listed all the same. */
final class NoCrontab implements CrontabStore {

  private final StoreException why;

  NoCrontab(StoreException why) {
    this.why = why;
  }

  @Override
  public Optional<CrontabText> read() {
    throw why;
  }

  @Override
  public void install(CrontabText text) {
    throw why;
  }

  @Override
  public void remove() {
    throw why;
  }

  @Override
  public CronLimits limits() {
    throw why;
  }

  @Override
  public String describe() {
    return "the crontab";
  }
}
