// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.util.Optional;

/**
 * A crontab that cannot be reached, such as that of a machine without a crontab program: whatever
 * would read or change it fails, and tells why. What can be said without it is said.
 */
public final class UnreachableCrontab implements CrontabStore {

  private final StoreException why;

  /**
   * A crontab that cannot be reached.
   *
   * @param why thrown by all that needs it
   */
  public UnreachableCrontab(StoreException why) {
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

  /**
   * Not later, at the install: anyone who makes something ready believes that it can be put there.
   */
  @Override
  public NewCrontab prepare(CrontabText text) {
    throw why;
  }

  @Override
  public void remove() {
    throw why;
  }

  /** Unknown: no cron reads it. */
  @Override
  public CronLimits limits() {
    return CronLimits.UNKNOWN;
  }

  @Override
  public String describe() {
    return "the crontab";
  }
}
