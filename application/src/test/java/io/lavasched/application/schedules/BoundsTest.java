// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

  private static final String DAY = "2026-12-01T0";

  /** Hours of one day; a dash stands for none. */
  @ParameterizedTest
  @CsvSource({
    "-, -, -, -, - -",
    "-, -, 3, -, 3 -",
    "-, -, -, 3, - 3",
    "1, -, 3, -, 3 -",
    "5, -, 3, -, 5 -",
    "-, 5, 3, -, 3 5",
    "-, 3, 3, -, none",
    "-, 2, 3, -, none",
    "1, 5, -, 3, 1 3",
    "-, 2, -, 3, - 2",
    "3, -, -, 3, none",
    "4, -, -, 3, none",
    "1, 5, 2, 4, 2 4"
  })
  void aWindowWithin(String start, String end, String from, String until, String within) {
    Bounds bounds = new Bounds(hour(from), hour(until));

    Optional<ServiceWindow> found = bounds.of(new ServiceWindow(hour(start), hour(end), false));

    assertThat(found.map(window -> text(window.start()) + " " + text(window.end())).orElse("none"))
        .isEqualTo(within);
  }

  private static Optional<Instant> hour(String hour) {
    return hour.equals("-") ? Optional.empty() : Optional.of(Instant.parse(DAY + hour + ":00:00Z"));
  }

  private static String text(Optional<Instant> at) {
    return at.map(instant -> instant.toString().substring(DAY.length(), DAY.length() + 1))
        .orElse("-");
  }
}
