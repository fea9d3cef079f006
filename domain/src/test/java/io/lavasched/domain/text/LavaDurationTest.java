// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations are those of lava 8.2: lava/lib/datetime.py, duration_to_seconds. */
class LavaDurationTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          0,0
          90,90
          90s,90
          5m,300
          1h,3600
          2d,172800
          1w,604800
          .5m,30
          1.m,60
          -5,-5
          +1e2s,100
          1e999,Infinity
           5 m ,300
          \u00a05\u2007m\u3000,300
          \u0665m,300
          '',
          m,
          5M,
          5 min,
          5m5,
          1_0,
          nan,
          0x5,
          """)
  void seconds(String text, Double seconds) {
    assertThat(LavaDuration.seconds(text))
        .isEqualTo(seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds));
  }
}
