package io.lavasched.cli;

import io.lavasched.domain.schedule.CronDialect;

/** Which cron the fires are those of. */
final class CronAtHand {

  private CronAtHand() {}

  static CronDialect dialect() {
    return CronDialect.VIXIE;
  }
}
