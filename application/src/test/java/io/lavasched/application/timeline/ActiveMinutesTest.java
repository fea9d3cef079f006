// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.WindowTime;
import java.time.LocalDate;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ActiveMinutesTest {

  private static final Interval SPRING =
      Interval.ofDays(LocalDate.of(2026, 10, 3), 3, ZoneId.of("Australia/Sydney"));

  @Property(tries = 200)
  void aMinuteIsInWhereTheWindowIsActiveAtItsBeginning(@ForAll("windows") ActiveWindow window) {
    ActiveMinutes active = ActiveMinutes.of(window.inSeconds(SPRING.zone()), SPRING);

    for (int minute = 0; minute < SPRING.minutes(); minute++) {
      assertThat(active.contains(minute))
          .as("%s", SPRING.at(minute))
          .isEqualTo(window.isActive(SPRING.at(minute), SPRING.zone()));
    }
  }

  @Provide
  Arbitrary<ActiveWindow> windows() {
    Arbitrary<String> times =
        Combinators.combine(
                Arbitraries.of(
                    "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-07"),
                Arbitraries.of(
                    "00:00:00", "02:30", "23:59:59", "12:00:00.5", "12:00:59.9", "12:01"),
                Arbitraries.of("", "Z", "+10:00", "+11:00"))
            .as((date, time, offset) -> date + "T" + time + offset);
    Arbitrary<WindowTime> ends = times.map(text -> WindowTime.parse(text).value().orElseThrow());
    return Combinators.combine(
            Arbitraries.oneOf(ends, Arbitraries.just(ActiveWindow.EARLIEST)),
            Arbitraries.oneOf(ends, Arbitraries.just(ActiveWindow.LATEST)))
        .as(ActiveWindow::new);
  }

  @Example
  void aWindowWithoutEndsHasAllMinutes() {
    ActiveMinutes active = ActiveMinutes.of(ActiveWindow.ALWAYS.inSeconds(SPRING.zone()), SPRING);

    assertThat(active.contains(0)).isTrue();
    assertThat(active.contains(SPRING.minutes() - 1)).isTrue();
  }
}
