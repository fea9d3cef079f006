// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadUnitsTest {

  /** A clock that stands still unless it is told. */
  private static final class Hand extends Ticker {

    private long nanos;

    @Override
    public long read() {
      return nanos;
    }

    private void turn(Duration time) {
      nanos += time.toNanos();
    }
  }

  private final Hand hand = new Hand();

  @Test
  void aMinuteOfThemIsThereAtTheStart() {
    ReadUnits units = new ReadUnits(4, hand);

    units.spend(240);
    assertThat(units.debt()).isZero();

    units.spend(8);
    assertThat(units.debt()).isEqualTo(Duration.ofSeconds(2));

    hand.turn(Duration.ofMillis(500));
    assertThat(units.debt()).isEqualTo(Duration.ofMillis(1500));

    hand.turn(Duration.ofSeconds(3));
    assertThat(units.debt()).isZero();
  }

  @Test
  void noMoreThanAMinuteIsSavedUp() {
    ReadUnits units = new ReadUnits(0.5, hand);
    hand.turn(Duration.ofDays(2));

    units.spend(30);
    assertThat(units.debt()).isZero();

    units.spend(1);
    assertThat(units.debt()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e6 + 1, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesThatMakeNoSense(double rate) {
    assertThatThrownBy(() -> new ReadUnits(rate, hand))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** In any time, no more is spent than came in it, a minute of it, and the last read. */
  @Property
  void theRateIsKept(
      @ForAll @DoubleRange(min = 0.01, max = 10_000) double rate,
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 300) Integer> reads) {
    Hand clock = new Hand();
    ReadUnits units = new ReadUnits(rate, clock);
    double spent = 0;
    for (int read : reads) {
      Duration debt = units.debt();
      assertThat(debt).isGreaterThanOrEqualTo(Duration.ZERO);
      clock.turn(debt);
      assertThat(units.debt()).isLessThanOrEqualTo(Duration.ofNanos(1_000));
      double seconds = clock.read() / 1e9;
      assertThat(spent).isLessThanOrEqualTo(rate * (seconds + 60) * 1.000_001 + 1e-6);
      units.spend(read);
      spent += read;
    }
  }
}
