// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A crontab in memory. It keeps copies, and remembers what was ever installed. */
public final class InMemoryCrontabStore implements CrontabStore {

  private final List<CrontabText> installed = new ArrayList<>();
  private CronLimits limits = CronLimits.UNKNOWN;
  private CronDialect dialect = CronDialect.VIXIE;
  private Optional<CrontabText> current = Optional.empty();

  /** An account without a crontab. */
  public InMemoryCrontabStore() {}

  /**
   * An account that has a crontab, which does not count as installed.
   *
   * @param text the whole crontab
   */
  public InMemoryCrontabStore(CrontabText text) {
    current = Optional.of(copy(text));
  }

  @Override
  public Optional<CrontabText> read() {
    return current.map(InMemoryCrontabStore::copy);
  }

  @Override
  public void install(CrontabText text) {
    installed.add(copy(text));
    current = Optional.of(copy(text));
  }

  @Override
  public void remove() {
    current = Optional.empty();
  }

  @Override
  public CronLimits limits() {
    return limits;
  }

  /**
   * Sets what the cron takes; without this it is unknown.
   *
   * @param cron which cron
   * @return this
   */
  public InMemoryCrontabStore limits(CronLimits cron) {
    limits = cron;
    return this;
  }

  @Override
  public CronDialect dialect() {
    return dialect;
  }

  /**
   * Sets which cron reads the crontab; without this nobody can tell.
   *
   * @param cron which cron
   * @return this
   */
  public InMemoryCrontabStore dialect(CronDialect cron) {
    dialect = cron;
    return this;
  }

  @Override
  public String describe() {
    return "the crontab in memory";
  }

  /**
   * Every crontab that was installed, the first one first.
   *
   * @return a copy
   */
  public List<CrontabText> installed() {
    return List.copyOf(installed);
  }

  private static CrontabText copy(CrontabText text) {
    return CrontabText.of(text.bytes());
  }
}
