// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import io.lavasched.application.port.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of its time a read spends with what. */
class AwsReadTest {

  private static final AwsCall CALL =
      new AwsCall(
          "query",
          "dynamodb:Query",
          "lava.demo.events",
          Optional.of(AwsCall.EVENTS_INDEX),
          "ap-southeast-2",
          Optional.empty(),
          Optional.empty());

  /** A clock that only the pauses turn. */
  private static final class Hand extends Ticker implements Pause {

    private long nanos;

    @Override
    public long read() {
      return nanos;
    }

    @Override
    public void take(Duration duration) {
      nanos += duration.toNanos();
    }
  }

  private final Hand hand = new Hand();
  private final AwsRead read = new AwsRead(CALL, AwsLimits.DEFAULT, hand, hand);

  @Test
  void restsAreNoPartOfTheTimeOfAllCalls() {
    read.rest(Duration.ofHours(2));

    assertThat(read.next(() -> "answer")).isEqualTo("answer");
    assertThat(hand.nanos).isEqualTo(Duration.ofHours(2).toNanos());
  }

  @Test
  void pausesArePartOfIt() {
    read.pause(Duration.ofHours(2));

    assertThat(hand.nanos).isEqualTo(AwsLimits.DEFAULT.whole().toNanos());
    assertThatThrownBy(() -> read.next(() -> "answer"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e)
                  .hasMessage(
                      "cannot query table lava.demo.events (ap-southeast-2): all of it must be read"
                          + " within 300 s, found more to come after 0 answers");
              assertThat(e.hint().orElseThrow())
                  .startsWith("give a lower --rate, or give the table more read capacity, and ");
            });
  }

  @Test
  void anInterruptEndsARest() {
    AwsRead other =
        new AwsRead(
            CALL,
            AwsLimits.DEFAULT,
            duration -> {
              throw new InterruptedException();
            },
            hand);

    assertThatThrownBy(() -> other.rest(Duration.ofSeconds(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("it was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
