// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import com.google.common.base.Ticker;
import java.time.Duration;

/**
 * A rate of calls that is not exceeded: each call is told how long to wait before it.
 *
 * <p>Calls that were not made are saved up for one second, so that a small group is read without a
 * wait.
 */
final class CallRate {

  /**
   * Calls a second. AWS allows 250 to 5,000 in a region, for all that the account does there; what
   * is left is for others.
   */
  static final int DEFAULT = 100;

  private static final long SAVED = Duration.ofSeconds(1).toNanos();

  private final Ticker ticker;
  private final long interval;

  /** When the next call would be in time, if none were saved up. */
  private long next;

  /**
   * A new one, with a second's calls saved up.
   *
   * @param perSecond how many calls a second; more than 0
   * @param ticker the time
   */
  CallRate(int perSecond, Ticker ticker) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("calls a second: " + perSecond);
    }
    this.ticker = ticker;
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.next = ticker.read() - SAVED;
  }

  /** Counts one more call, and tells how long to wait before it. */
  Duration take() {
    long now = ticker.read();
    long at = Math.max(next, now - SAVED);
    next = at + interval;
    return Duration.ofNanos(Math.max(0, at - now));
  }
}
