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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveWindowTest {

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // from             | to                     | now                        | active | over
        "2026-03-01T00:00Z  | 2026-04-01T00:00Z      | 2026-02-28T23:59:59Z       | false  | false",
        "2026-03-01T00:00Z  | 2026-04-01T00:00Z      | 2026-03-01T00:00:00Z       | true   | false",
        "2026-03-01T00:00Z  | 2026-04-01T00:00Z      | 2026-03-15T12:00:00Z       | true   | false",
        "2026-03-01T00:00Z  | 2026-04-01T00:00Z      | 2026-04-01T00:00:00Z       | true   | false",
        "2026-03-01T00:00Z  | 2026-04-01T00:00Z      | 2026-04-01T00:00:01Z       | false  | true",
        // a single second
        "2026-03-01T00:00Z  | 2026-03-01T00:00Z      | 2026-02-28T23:59:59Z       | false  | false",
        "2026-03-01T00:00Z  | 2026-03-01T00:00Z      | 2026-03-01T00:00:00Z       | true   | false",
        "2026-03-01T00:00Z  | 2026-03-01T00:00Z      | 2026-03-01T00:00:01Z       | false  | true",
        // now counts in whole seconds, the ends as they are written
        "2026-03-01T00:00Z  | 2026-04-01T00:00Z      | 2026-02-28T23:59:59.999Z   | false  | false",
        "2026-03-01T00:00Z  | 2026-04-01T00:00Z      | 2026-04-01T00:00:00.999Z   | true   | false",
        "20260301T000000.5Z | 2026-04-01T00:00Z      | 2026-03-01T00:00:00.700Z   | false  | false",
        "20260301T000000.5Z | 2026-04-01T00:00Z      | 2026-03-01T00:00:01Z       | true   | false",
        "2026-03-01T00:00Z  | 20260401T000000.5Z     | 2026-04-01T00:00:00.900Z   | true   | false",
        "2026-03-01T00:00Z  | 20260401T000000.5Z     | 2026-04-01T00:00:01Z       | false  | true",
        // from after to: inactive between them
        "2026-04-01T00:00Z  | 2026-03-01T00:00Z      | 2026-02-28T23:59:59Z       | true   | false",
        "2026-04-01T00:00Z  | 2026-03-01T00:00Z      | 2026-03-01T00:00:00Z       | true   | false",
        "2026-04-01T00:00Z  | 2026-03-01T00:00Z      | 2026-03-01T00:00:01Z       | false  | false",
        "2026-04-01T00:00Z  | 2026-03-01T00:00Z      | 2026-03-31T23:59:59.999Z   | false  | false",
        "2026-04-01T00:00Z  | 2026-03-01T00:00Z      | 2026-04-01T00:00:00Z       | true   | false",
        "2026-04-01T00:00Z  | 2026-03-01T00:00Z      | 2030-01-01T00:00:00Z       | true   | false",
        // ends without an offset are in the node's own zone (Sydney here)
        "2026-03-01         | 2026-03-02             | 2026-02-28T12:59:59Z       | false  | false",
        "2026-03-01         | 2026-03-02             | 2026-02-28T13:00:00Z       | true   | false",
        "2026-03-01         | 2026-03-02             | 2026-03-01T13:00:00Z       | true   | false",
        "2026-03-01         | 2026-03-02             | 2026-03-01T13:00:01Z       | false  | true",
        // which of the two is earlier is decided by the instants, not by the text
        "2026-03-01T00:00Z  | 2026-03-01T05:00+10:00 | 2026-02-28T20:00:00Z       | false  | false",
        "2026-03-01T00:00Z  | 2026-03-01T05:00+10:00 | 2026-03-01T00:00:00Z       | true   | false",
      })
  void isActive(String from, String to, Instant now, boolean active, boolean over) {
    ActiveWindow window = new ActiveWindow(time(from), time(to));

    assertThat(window.isActive(now, SYDNEY)).as("active").isEqualTo(active);
    assertThat(window.isOver(now, SYDNEY)).as("over").isEqualTo(over);
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z, true",
    "0000-12-31T23:59:59Z, false",
    "2026-11-23T10:15:00Z, true",
    "9999-12-31T00:00:00Z, true",
    "9999-12-31T00:00:01Z, false"
  })
  void withoutEndsItIsAlwaysActive(Instant now, boolean active) {
    assertThat(ActiveWindow.ALWAYS.isActive(now, SYDNEY)).isEqualTo(active);
  }

  @Test
  void theDefaultsAreInstantsInEveryZone() {
    for (ZoneId zone : new ZoneId[] {SYDNEY, ZoneOffset.UTC, ZoneId.of("Pacific/Chatham")}) {
      assertThat(ActiveWindow.EARLIEST.toInstant(zone)).isEqualTo("0001-01-01T00:00:00Z");
      assertThat(ActiveWindow.LATEST.toInstant(zone)).isEqualTo("9999-12-31T00:00:00Z");
    }
  }

  @Property
  void law(
      @ForAll("seconds") long from,
      @ForAll("seconds") long to,
      @ForAll("seconds") long now,
      @ForAll("zones") String zone) {
    ActiveWindow window = new ActiveWindow(utc(from), utc(to));
    boolean active = window.isActive(Instant.ofEpochSecond(now), ZoneId.of(zone));

    assertThat(active).isEqualTo(from <= to ? from <= now && now <= to : now <= to || now >= from);
    assertThat(window.isOver(Instant.ofEpochSecond(now), ZoneId.of(zone)))
        .isEqualTo(from <= to && now > to);
  }

  /** Few and close, so that they often meet. */
  @Provide
  Arbitrary<Long> seconds() {
    return Arbitraries.longs().between(1_774_000_000L, 1_774_000_004L);
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of("UTC", "Australia/Sydney", "Pacific/Chatham", "America/New_York");
  }

  private static WindowTime utc(long second) {
    return new WindowTime(
        LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC), OptionalInt.of(0));
  }

  private static WindowTime time(String text) {
    return WindowTime.parse(text).value().orElseThrow();
  }
}
