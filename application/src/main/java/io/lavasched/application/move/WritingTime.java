// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.reconcile.SchedulesPlan;
import java.time.Duration;
import java.time.Instant;

/**
 * How long the writing of schedules takes, generously: each is read twice and written once, and the
 * service takes some hundred calls a second.
 */
final class WritingTime {

  private static final Duration LEAST = Duration.ofSeconds(60);
  private static final Duration EACH = Duration.ofMillis(60);

  /** Cron has read the crontab for the minute before; what is installed now counts from T on. */
  private static final Duration BEFORE_MINUTE = Duration.ofSeconds(30);

  private Duration estimate;

  WritingTime(SchedulesPlan plan) {
    estimate = LEAST.plus(EACH.multipliedBy(GroupNow.size(plan)));
  }

  /** Learns from a writing. */
  void took(Instant from, Instant to) {
    Duration again = Duration.between(from, to).multipliedBy(2).plus(LEAST);
    estimate = again.compareTo(estimate) > 0 ? again : estimate;
  }

  /** The first instant that may be the minute of the change. */
  Instant earliest(Instant now) {
    return now.plus(estimate).plus(BEFORE_MINUTE);
  }

  /**
   * When the writing begins: no earlier than need be, for who is killed after it leaves a bound.
   */
  Instant begin(Cut cut) {
    return crontab(cut).minus(estimate);
  }

  /** When the crontab is changed. */
  Instant crontab(Cut cut) {
    return cut.at().minus(BEFORE_MINUTE);
  }
}
