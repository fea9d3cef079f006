// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import java.time.Duration;

/**
 * Read units to spend, of which some come in each second: with more spent than there were, the next
 * read waits until there are some again.
 *
 * <p>What is not spent is saved up, for {@link #SAVED} at most, and so much is there at the start.
 * DynamoDB does the same for 300 s, so that a short audit need not wait, and leaves most of it to
 * others.
 */
final class ReadUnits {

  /** For how long units are saved up. */
  static final Duration SAVED = Duration.ofSeconds(60);

  /** Beyond what a table gives; a rate of so much never waits. */
  static final double MOST = 1e6;

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double most;
  private final Stopwatch watch;
  private double left;

  /**
   * New ones.
   *
   * @param perSecond how many come in a second; more than 0, and {@link #MOST} at most
   * @param ticker the time
   */
  ReadUnits(double perSecond, Ticker ticker) {
    if (!(perSecond > 0 && perSecond <= MOST)) {
      throw new IllegalArgumentException("read units a second: " + perSecond);
    }
    this.perSecond = perSecond;
    this.most = perSecond * SAVED.toSeconds();
    this.left = most;
    this.watch = Stopwatch.createStarted(ticker);
  }

  /** How long to wait before the next read: zero where units are left. */
  Duration debt() {
    earn();
    return left >= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(-left / perSecond * NANOS));
  }

  /** Takes away what a read cost. */
  void spend(double units) {
    earn();
    left -= units;
  }

  private void earn() {
    left = Math.min(most, left + perSecond * watch.elapsed().toNanos() / NANOS);
    watch.reset().start();
  }
}
