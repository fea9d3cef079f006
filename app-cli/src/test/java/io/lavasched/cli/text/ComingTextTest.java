// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComingTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-01-31T13:00:00Z | Mon 2027-02-01 00:00 +11:00 (2027-01-31T13:00Z)
          2027-01-31T13:00:01Z | after Mon 2027-02-01 00:00 +11:00 (2027-01-31T13:00Z)
          2027-01-31T13:00:02Z | Mon 2027-02-01 00:00:02 +11:00 (2027-01-31T13:00:02Z)
          2027-01-31T12:59:59Z | Sun 2027-01-31 23:59:59 +11:00 (2027-01-31T12:59:59Z)
          1969-12-31T23:00:01Z | after Thu 1970-01-01 09:00 +10:00 (1969-12-31T23:00Z)
          """)
  void aHeadingIsAsPeopleWriteTheEndOfAWindow(Instant at, String heading) {
    assertThat(ComingText.heading(at.getEpochSecond(), ZoneId.of("Australia/Sydney")))
        .isEqualTo(heading);
  }
}
