// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a zone is called there. */
class ServiceZoneTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, Europe/Berlin",
    "America/Argentina/ComodRivadavia, America/Argentina/ComodRivadavia",
    "UTC, UTC",
    "Etc/UTC, Etc/UTC",
    "Z, UTC",
    "+00:00, UTC",
    "UTC+0, UTC",
    "+02:00, Etc/GMT-2",
    "-05:00, Etc/GMT+5",
    "GMT-12, Etc/GMT+12",
    "UTC+14:00, Etc/GMT-14",
    "+15:00, ",
    "-13:00, ",
    "+05:30, ",
    "-00:30, ",
    "+02:00:30, ",
  })
  void isCalled(String zone, String name) {
    assertThat(ServiceZone.of(ZoneId.of(zone)).map(ServiceZone::name).orElse(null)).isEqualTo(name);
  }

  /** The signs of Etc/GMT are the other way round, and each name fits. */
  @Test
  void aNameIsThatOfTheSameZone() {
    for (int hours = -12; hours <= 14; hours++) {
      ZoneId zone = ZoneId.of((hours < 0 ? "-" : "+") + "%02d:00".formatted(Math.abs(hours)));
      ServiceZone service = ServiceZone.of(zone).orElseThrow();

      assertThat(ZoneId.of(service.name()).getRules().getOffset(Instant.EPOCH)).isEqualTo(zone);
      assertThat(ZoneId.getAvailableZoneIds()).contains(service.name());
    }
    for (String id : ZoneId.getAvailableZoneIds()) {
      ServiceZone.of(ZoneId.of(id))
          .ifPresent(zone -> assertThat(new ScheduleExpression("x", zone.name())).isNotNull());
    }
  }

  /** Java's own names, which no tz database has. */
  @Test
  void namesOfJavaAlone() {
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.startsWith("SystemV/")) {
        ZoneId zone = ZoneId.of(id);
        assertThat(ServiceZone.of(zone).map(ServiceZone::name).orElse(""))
            .doesNotContain("SystemV");
      }
    }
  }
}
