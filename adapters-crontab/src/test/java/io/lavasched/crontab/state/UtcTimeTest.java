// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

  private static final long YEAR_0 = -62_167_219_200_000L;
  private static final long YEAR_9999 = 253_402_300_799_999L;

  /** The JDK reads it in the same way, and writes it so where milliseconds are not zero. */
  @Property
  void isWhatTheJdkReads(@ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long millis) {
    Instant time = Instant.ofEpochMilli(millis);
    String text = UtcTime.format(time);

    assertThat(Instant.parse(text)).isEqualTo(time);
    assertThat(UtcTime.parse(text)).contains(time);
    if (millis % 1_000 != 0) {
      assertThat(text).isEqualTo(time.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,           1970-01-01T00:00:00.000Z",
    "2026-11-29T01:02:03.004999999Z, 2026-11-29T01:02:03.004Z",
    "0000-01-01T00:00:00Z,           0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z,       9999-12-31T23:59:59.999Z",
    "1969-12-31T23:59:59.999Z,       1969-12-31T23:59:59.999Z",
  })
  void isWrittenToTheMillisecond(Instant time, String text) {
    assertThat(UtcTime.format(time)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-29",
        "2026-11-29T01:02:03Z",
        "2026-11-29T01:02:03.0040Z",
        "2026-11-29T01:02:03,004Z",
        "2026-11-29 01:02:03.004Z",
        "2026-11-29T01:02:03.004z",
        "2026-13-29T01:02:03.004Z",
        "2026-02-29T01:02:03.004Z",
        "2026-11-29T24:02:03.004Z",
        "2026-11-29T01:02:60.004Z",
        "+026-11-29T01:02:03.004Z",
        "２026-11-29T01:02:03.004Z",
      })
  void allElseIsRefused(String text) {
    assertThat(UtcTime.parse(text)).isEmpty();
  }
}
