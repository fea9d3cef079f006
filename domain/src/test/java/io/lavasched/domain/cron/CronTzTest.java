// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.testkit.Found;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTzTest {

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "UTC", "GMT", "Etc/GMT+8", "EST5EDT", "Asia/Calcutta"})
  void reads(String zone) {
    assertThat(CronTz.parse(zone).value()).contains(Optional.of(ZoneId.of(zone)));
  }

  /** Zones of the tz database that Java has by their offset only. */
  @ParameterizedTest
  @CsvSource({"EST, -05:00", "MST, -07:00", "HST, -10:00"})
  void readsShortNames(String zone, String offset) {
    assertThat(CronTz.parse(zone).value()).contains(Optional.of(ZoneId.of(offset)));
  }

  @ParameterizedTest
  @ValueSource(strings = "")
  void emptyIsTheNodesOwn(String zone) {
    assertThat(CronTz.parse(zone).value()).contains(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "Europe/Berln           | did you mean \"Europe/Berlin\"?",
        "europe/berlin          | did you mean \"Europe/Berlin\"?",
        "Berlin                 | did you mean \"Europe/Berlin\"?",
        "new york               | did you mean \"America/New_York\"?",
        "Louisville             | did you mean \"America/Kentucky/Louisville\"?",
        "+02:00                 | write such as Europe/Berlin or UTC",
        "CET-1CEST,M3.5.0       | write such as Europe/Berlin or UTC",
        "PST                    | write such as Europe/Berlin or UTC",
        "SystemV/EST5EDT        | write such as Europe/Berlin or UTC",
        "' Europe/Berlin'       | did you mean \"Europe/Berlin\"?",
        "Z                      | did you mean \"NZ\"?",
      })
  void refuses(String zone, String hint) {
    Parsed<Optional<ZoneId>> parsed = CronTz.parse(zone);

    assertThat(Found.lines(parsed.problems()))
        .containsExactly(
            "error: CRON_TZ must name a zone of the tz database, found another text"
                + " [cron-tz-unknown-zone] -> "
                + hint);
  }
}
