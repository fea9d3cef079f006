// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallRateTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** A clock that is turned by hand. */
  private static final class Hand extends Ticker {
    private long nanos = 5 * SECOND;

    @Override
    public long read() {
      return nanos;
    }
  }

  @Test
  void theCallsOfASecondAreSavedUp() {
    CallRate rate = new CallRate(100, new Hand());

    for (int i = 0; i <= 100; i++) {
      assertThat(rate.take()).isEqualTo(Duration.ZERO);
    }
    assertThat(rate.take()).isEqualTo(Duration.ofMillis(10));
    assertThat(rate.take()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void moreThanASecondIsNotSavedUp() {
    Hand hand = new Hand();
    CallRate rate = new CallRate(10, hand);
    rate.take();
    hand.nanos += 100 * SECOND;

    for (int i = 0; i <= 10; i++) {
      assertThat(rate.take()).isEqualTo(Duration.ZERO);
    }
    assertThat(rate.take()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void noRateIsARateOfNone() {
    assertThatThrownBy(() -> new CallRate(0, new Hand()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whoever waits as told makes in no second more calls than those of two. */
  @Property
  void rateIsKept(
      @ForAll @IntRange(min = 1, max = 500) int perSecond,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 2_000) Integer> millisOfEachCall) {
    Hand hand = new Hand();
    CallRate rate = new CallRate(perSecond, hand);
    List<Long> calls = new ArrayList<>();
    for (int millis : millisOfEachCall) {
      hand.nanos += rate.take().toNanos();
      calls.add(hand.nanos);
      hand.nanos += Duration.ofMillis(millis).toNanos();
    }

    for (int i = 0; i < calls.size(); i++) {
      long from = calls.get(i);
      assertThat(calls.stream().filter(at -> at >= from && at < from + SECOND).count())
          .isLessThanOrEqualTo(2L * perSecond + 1);
    }
  }
}
