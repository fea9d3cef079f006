// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.value.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long run records are kept: lava 8.2, lava/config.py and lava/event.py, log_event. */
class RealmRecordTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EVENT_TTL | 7d    | PT168H
          EVENT_TTL | 90    | PT1M30S
          event_ttl | 36h   | PT36H
          Event_Ttl | 1.5d  | PT36H
          EVENT_TTL | soon  | PT48H
          EVENT_TTL | -1d   | PT48H
          EVENT_TTL | 1e999 | PT48H
          OTHER     | 7d    | PT48H
          """)
  void isReadAsTheWorkerReadsIt(String name, String text, Duration kept) {
    assertThat(RealmRecord.eventsKept(realm(Map.of(name, text)))).contains(kept);
  }

  @Test
  void numberIsSeconds() {
    assertThat(RealmRecord.eventsKept(realm(Map.of("EVENT_TTL", 3600))))
        .contains(Duration.ofHours(1));
  }

  /** To Python they are false: the worker gives the record no time to go. */
  @Test
  void whatIsFalseKeepsThemForEver() {
    for (Object value : List.of("", 0, false, List.of(), Map.of())) {
      assertThat(RealmRecord.eventsKept(realm(Map.of("EVENT_TTL", value))))
          .as(value.toString())
          .isEmpty();
    }
    assertThat(RealmRecord.eventsKept(realm(Collections.singletonMap("EVENT_TTL", null))))
        .isEmpty();
  }

  @Test
  void recordThatDoesNotSayHasTheDefault() {
    for (Object record :
        List.of(Map.of(), Map.of("config", "text"), Map.of("config", Map.of()), "text", 1)) {
      assertThat(RealmRecord.eventsKept(Value.of(record)))
          .as(record.toString())
          .isEqualTo(Optional.of(RealmRecord.EVENTS_KEPT));
    }
  }

  private static Value realm(Map<String, ?> config) {
    return Value.of(Map.of("realm", "demo", "config", config));
  }
}
