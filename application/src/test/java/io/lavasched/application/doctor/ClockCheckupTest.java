// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckupTest {

  private static final Instant BUILT = Instant.parse("2026-11-23T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-22T23:59:59Z |      | failure | the clock must not be before 2026-11-23T00:00:00Z, when this program was built, found 2026-11-22T23:59:59Z
          1970-01-01T00:00:10Z | 0    | failure | the clock must not be before 2026-11-23T00:00:00Z, when this program was built, found 1970-01-01T00:00:10Z
          2026-11-23T00:00:00Z |      | ok      | not before this program was built; no other clock was asked
          2027-01-01T00:00:00Z | 0    | ok      | within 30 s of that of AWS
          2027-01-01T00:00:00Z | -30  | ok      | within 30 s of that of AWS
          2027-01-01T00:00:00Z | 31   | warning | the clock is 31 s behind AWS
          2027-01-01T00:00:00Z | -300 | warning | the clock is 300 s ahead of AWS
          2027-01-01T00:00:00Z | 301  | failure | the clock must be within 5 minutes of that of AWS, which else refuses signatures, found it 301 s behind AWS
          2027-01-01T00:00:00Z | -900 | failure | the clock must be within 5 minutes of that of AWS, which else refuses signatures, found it 900 s ahead of AWS
          """)
  void tells(Instant now, Long behind, String status, String detail) {
    Finding finding =
        ClockCheckup.of(now, BUILT, Optional.ofNullable(behind).map(Duration::ofSeconds));

    assertThat(finding.status().label()).isEqualTo(status);
    assertThat(finding.detail()).isEqualTo(detail);
  }
}
