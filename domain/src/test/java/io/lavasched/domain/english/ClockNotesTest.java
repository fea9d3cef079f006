// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockNotesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # at                 | times | zone                | notes
          2026-12-01T15:30:00Z | 1     | Australia/Sydney    |
          2026-12-01T15:30:00Z | 1     | UTC                 |
          2027-10-01T15:30:00Z | 1     | Australia/Sydney    |
          2027-10-02T15:30:00Z | 1     | Australia/Sydney    | the clocks go forward that day: 02:00 becomes 03:00
          2027-10-02T16:00:00Z | 3     | Australia/Sydney    | the clocks go forward that day: 02:00 becomes 03:00; sent 3 times, to make up for what the clocks skipped
          2027-10-03T12:59:00Z | 1     | Australia/Sydney    | the clocks go forward that day: 02:00 becomes 03:00
          2027-10-03T13:00:00Z | 1     | Australia/Sydney    |
          2027-04-03T14:30:00Z | 1     | Australia/Sydney    | the clocks go back that day: 03:00 becomes 02:00
          2027-04-03T15:30:00Z | 1     | Australia/Sydney    | the clocks go back that day: 03:00 becomes 02:00; the first 02:30 of that day
          2027-04-03T16:30:00Z | 1     | Australia/Sydney    | the clocks go back that day: 03:00 becomes 02:00; the second 02:30 of that day
          2027-04-03T15:30:00Z | 1     | Australia/Lord_Howe | the clocks go back that day: 02:00 becomes 01:30
          2027-04-03T14:45:00Z | 1     | Australia/Lord_Howe | the clocks go back that day: 02:00 becomes 01:30; the first 01:45 of that day
          # at midnight
          2027-03-14T05:00:00Z | 1     | America/Havana      | the clocks go forward that day: 00:00 becomes 01:00
          2027-03-14T04:30:00Z | 1     | America/Havana      |
          # at the end of a day, so that both days have it
          2027-03-28T00:30:00Z | 1     | America/Nuuk        | the clocks go forward that day: 23:00 becomes 00:00
          2027-03-28T01:00:00Z | 1     | America/Nuuk        | the clocks go forward that day: 23:00 becomes 00:00
          """)
  void tellsWhatTheClocksDoThatDay(Instant at, int times, ZoneId zone, String notes) {
    assertThat(ClockNotes.of(at.getEpochSecond(), times, zone))
        .isEqualTo(notes == null ? List.of() : List.of(notes.split("; ", -1)));
  }
}
