// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import com.google.common.collect.Comparators;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One read, with as many calls as it takes, in a bounded time: {@link AwsLimits#call} for each, and
 * {@link AwsLimits#whole} for all. An endpoint that always has one more page ends there as well.
 */
public final class AwsRead {

  private final AwsCall call;
  private final AwsLimits limits;
  private final Pause pause;
  private final Stopwatch watch;
  private int answers;

  public AwsRead(AwsCall call, AwsLimits limits, Pause pause) {
    this(call, limits, pause, Ticker.systemTicker());
  }

  @VisibleForTesting
  AwsRead(AwsCall call, AwsLimits limits, Pause pause, Ticker ticker) {
    this.call = call;
    this.limits = limits;
    this.pause = pause;
    this.watch = Stopwatch.createStarted(ticker);
  }

  public AwsCall call() {
    return call;
  }

  /**
   * Does the next call, and turns each way in which it fails into a {@link
   * io.lavasched.application.port.StoreException}.
   */
  public <T> T next(Supplier<T> step) {
    return start(step).take();
  }

  /** Starts the next call, and waits for nothing. */
  public <T> Answer<T> start(Supplier<T> step) {
    return new Answer<>(step);
  }

  /** An answer on its way. */
  public final class Answer<T> {

    private final Duration left = left();
    private final Watchdog<T> watched;

    private Answer(Supplier<T> step) {
      if (left.isZero()) {
        // Not left to the watchdog: the answer might come before it looks.
        throw AwsFailures.tooSlow(call, limits.whole(), answers, new TimeoutException());
      }
      watched = Watchdog.start(Comparators.min(left, limits.call()), step);
    }

    /** Waits for it; fails as {@link AwsRead#next} does. */
    public T take() {
      T answer = AwsRead.this.take(watched, left);
      answers++;
      return answer;
    }
  }

  private <T> T take(Watchdog<T> started, Duration left) {
    try {
      return started.take();
    } catch (TimeoutException e) {
      throw left.compareTo(limits.call()) < 0
          ? AwsFailures.tooSlow(call, limits.whole(), answers, e)
          : AwsFailures.timeout(call, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsFailures.interrupted(call, e);
    } catch (SdkException
        | UncheckedIOException
        | IllegalArgumentException
        | IllegalStateException e) {
      // The last two come from providers of credentials that meet a profile they cannot use.
      throw AwsFailures.of(call, e);
    }
  }

  /** Waits because more would be too much for the table: no part of {@link AwsLimits#whole}. */
  public void rest(Duration delay) {
    watch.stop();
    try {
      pause.take(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsFailures.interrupted(call, e);
    } finally {
      watch.start();
    }
  }

  /** Waits before the next call. */
  public void pause(Duration delay) {
    try {
      pause.take(Comparators.min(delay, left()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsFailures.interrupted(call, e);
    }
  }

  private Duration left() {
    return Comparators.max(Duration.ZERO, limits.whole().minus(watch.elapsed()));
  }
}
