// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UTC                 | 2026-11-23 | 1440 | ''
          Australia/Sydney    | 2026-11-23 | 1440 | ''
          Australia/Sydney    | 2026-10-04 | 1380 | no 02
          Australia/Sydney    | 2026-04-05 | 1500 | again 02:00 60
          America/New_York    | 2026-03-08 | 1380 | no 02
          America/New_York    | 2026-11-01 | 1500 | again 01:00 60
          Australia/Lord_Howe | 2026-10-04 | 1410 | part 02:30 30
          Australia/Lord_Howe | 2026-04-05 | 1470 | again 01:30 30
          America/Santiago    | 2026-04-04 | 1500 | again 23:00 60
          America/Havana      | 2026-03-08 | 1380 | no 00
          America/Havana      | 2026-11-01 | 1500 | again 00:00 60
          Pacific/Chatham     | 2026-09-27 | 1380 | part 02:00 45, part 03:45 15
          Pacific/Chatham     | 2026-04-05 | 1500 | part 03:00 45, again 02:45 15, again 03:00 60
          Asia/Kathmandu      | 1986-01-01 | 1425 | part 00:15 45
          """)
  void aDayHasTheHoursThatTheClockShows(String zone, LocalDate date, int minutes, String odd) {
    Interval interval = Interval.ofDays(date, 1, ZoneId.of(zone));

    assertThat(interval.minutes()).isEqualTo(minutes);
    assertThat(String.join(", ", odd(interval.hours()))).isEqualTo(odd);
  }

  private static List<String> odd(List<ClockHour> hours) {
    Set<Integer> missing = new TreeSet<>();
    for (int hour = 0; hour < 24; hour++) {
      missing.add(hour);
    }
    List<String> odd = new ArrayList<>();
    for (ClockHour hour : hours) {
      missing.remove(hour.from().getHour());
      String text = hour.from().toLocalTime() + " " + hour.minutes();
      if (hour.again()) {
        odd.add("again " + text);
      } else if (hour.minutes() != 60) {
        odd.add("part " + text);
      }
    }
    missing.forEach(hour -> odd.add("no %02d".formatted(hour)));
    return odd;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "America/Santiago",
        "America/Havana",
        "Pacific/Chatham",
        "Africa/Casablanca",
        "Antarctica/Troll"
      })
  void eachMinuteIsInOneHour(String name) {
    ZoneId zone = ZoneId.of(name);
    for (LocalDate date = LocalDate.of(2026, 1, 1);
        date.getYear() == 2026;
        date = date.plusDays(Interval.MOST_DAYS)) {
      Interval interval = Interval.ofDays(date, Interval.MOST_DAYS, zone);
      Set<LocalDateTime> seen = new HashSet<>();
      int minute = 0;
      for (ClockHour hour : interval.hours()) {
        assertThat(hour.minute()).isEqualTo(minute);
        assertThat(hour.again()).as("%s", hour).isEqualTo(seen.contains(hour.from()));
        for (; minute < hour.end(); minute++) {
          LocalDateTime local = interval.local(minute);
          assertThat(local).isEqualTo(hour.from().plusMinutes(minute - hour.minute()));
          assertThat(local.getHour()).isEqualTo(hour.from().getHour());
          seen.add(local);
        }
      }
      assertThat(minute).isEqualTo(interval.minutes());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UTC              | 2026-10-01 | 7  | ''
          Australia/Sydney | 2026-09-28 | 7  | 2026-10-04T02:00 to 2026-10-04T03:00 forward at 8760
          Australia/Sydney | 2026-09-28 | 6  | ''
          Australia/Sydney | 2026-04-05 | 1  | 2026-04-05T03:00 to 2026-04-05T02:00 back at 180
          America/Havana   | 2026-03-08 | 1  | 2026-03-08T00:00 to 2026-03-08T01:00 forward at 0
          America/Havana   | 2026-03-07 | 1  | ''
          """)
  void tellsWhereTheClockIsChanged(String zone, LocalDate date, int days, String expected) {
    Interval interval = Interval.ofDays(date, days, ZoneId.of(zone));

    assertThat(interval.clockChanges().stream().map(IntervalTest::text))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  private static String text(ClockChange change) {
    return change.before()
        + " to "
        + change.after()
        + (change.isForward() ? " forward" : " back")
        + " at "
        + change.minute();
  }

  @Test
  void aDayThatAZoneLeavesOutIsAMinuteOfTheNext() {
    Interval interval = Interval.ofDays(LocalDate.of(2011, 12, 30), 1, ZoneId.of("Pacific/Apia"));

    assertThat(interval.minutes()).isEqualTo(1);
    assertThat(interval.local(0)).isEqualTo(LocalDate.of(2011, 12, 31).atStartOfDay());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 32})
  void hasOneDayAtLeastAndAMonthAtMost(int days) {
    assertThatThrownBy(() -> Interval.ofDays(LocalDate.EPOCH, days, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("days " + days);
  }
}
