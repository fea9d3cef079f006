// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveSecondsTest {

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  private static final long NEVER = ActiveSeconds.NEVER;

  private static WindowTime time(String text, WindowTime otherwise) {
    return text == null ? otherwise : WindowTime.parse(text).value().orElseThrow();
  }

  private static String instant(long second) {
    return second == NEVER ? null : Instant.ofEpochSecond(second).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from             | to                 | now                  | state     | since                | until
                             |                    | 2026-12-01T00:00:00Z | ALWAYS    |                      |
          2026-12-02         |                    | 2026-12-01T00:00:00Z | NOT_BEGUN |                      | 2026-12-01T13:00:00Z
          2026-12-02         |                    | 2026-12-01T13:00:00Z | ACTIVE    | 2026-12-01T13:00:00Z |
          2026-12-02         | 2026-12-03         | 2026-12-01T14:00:00Z | ACTIVE    | 2026-12-01T13:00:00Z | 2026-12-02T13:00:01Z
          2026-12-02         | 2026-12-03         | 2026-12-02T13:00:00Z | ACTIVE    | 2026-12-01T13:00:00Z | 2026-12-02T13:00:01Z
          2026-12-02         | 2026-12-03         | 2026-12-02T13:00:01Z | OVER      | 2026-12-02T13:00:01Z |
                             | 2026-12-03         | 2026-12-01T00:00:00Z | ACTIVE    |                      | 2026-12-02T13:00:01Z
          # from after to: a pause
          2028-01-03         | 2027-12-24         | 2026-12-01T00:00:00Z | ACTIVE    |                      | 2027-12-23T13:00:01Z
          2028-01-03         | 2027-12-24         | 2027-12-31T00:00:00Z | PAUSED    | 2027-12-23T13:00:01Z | 2028-01-02T13:00:00Z
          2028-01-03         | 2027-12-24         | 2028-01-02T13:00:00Z | ACTIVE    | 2028-01-02T13:00:00Z |
          # a pause between two seconds is none, and a window within one second is none
          20261201T000001Z   | 20261201T000000Z   | 2026-12-01T00:00:00Z | ALWAYS    |                      |
          20261201T000000.2Z | 20261201T000000.8Z | 2026-11-01T00:00:00Z | OVER      |                      |
          20261201T000000.8Z | 20261201T000000.2Z | 2026-12-01T00:00:00Z | ALWAYS    |                      |
          """)
  void tellsItsStateAndWhenThatChanges(
      String from, String to, Instant now, ActiveSeconds.State state, String since, String until) {
    ActiveSeconds window =
        new ActiveWindow(time(from, ActiveWindow.EARLIEST), time(to, ActiveWindow.LATEST))
            .inSeconds(SYDNEY);
    long second = now.getEpochSecond();

    assertThat(window.state(second)).isEqualTo(state);
    assertThat(instant(window.changeUpTo(second))).isEqualTo(since);
    assertThat(instant(window.changeAfter(second))).isEqualTo(until);
  }

  /** By a few seconds around both ends, each asked one by one. */
  @Property
  void isTheWindowInSeconds(@ForAll("windows") ActiveWindow window) {
    ActiveSeconds seconds = window.inSeconds(SYDNEY);
    long start = LocalDateTime.of(2026, 12, 1, 0, 0).toEpochSecond(ZoneOffset.ofHours(11)) - 3;
    boolean[] active = new boolean[12];
    for (int i = 0; i < active.length; i++) {
      active[i] = window.isActive(Instant.ofEpochSecond(start + i, 500_000_000), SYDNEY);
      assertThat(seconds.has(start + i)).isEqualTo(active[i]);
    }
    long change = NEVER;
    long next = seconds.next(start + active.length) == NEVER ? NEVER : start + active.length;
    for (int i = active.length - 1; i > 0; i--) {
      next = active[i] ? start + i : next;
      assertThat(seconds.next(start + i)).isEqualTo(next);
      change = active[i] != active[i - 1] ? start + i : change;
      assertThat(seconds.changeAfter(start + i - 1)).isEqualTo(change);
    }
    long before = NEVER;
    for (int i = 1; i < active.length; i++) {
      before = active[i] != active[i - 1] ? start + i : before;
      assertThat(seconds.changeUpTo(start + i)).isEqualTo(before);
    }
  }

  @Provide
  Arbitrary<ActiveWindow> windows() {
    Arbitrary<WindowTime> ends =
        Combinators.combine(
                Arbitraries.integers().between(0, 5), Arbitraries.of(0, 1, 200, 500, 999))
            .as(
                (second, millis) ->
                    new WindowTime(
                        LocalDateTime.of(2026, 12, 1, 0, 0, second, millis * 1_000_000),
                        OptionalInt.empty()));
    return Combinators.combine(
            Arbitraries.oneOf(ends, ends, Arbitraries.just(ActiveWindow.EARLIEST)),
            Arbitraries.oneOf(ends, ends, Arbitraries.just(ActiveWindow.LATEST)))
        .as(ActiveWindow::new);
  }
}
