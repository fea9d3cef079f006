// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.english;

import io.lavasched.domain.fire.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the clocks have to do with a fire, in English. */
public final class ClockNotes {

  private ClockNotes() {}

  /**
   * The notes of a fire.
   *
   * @param at when, in seconds since 1970
   * @param times how often the job fires then, by {@link FireTimes#count}
   * @param zone whose clock the schedule is compared with
   * @return such as {@code the clocks go forward that day: 02:00 becomes 03:00}; none for most
   */
  public static List<String> of(long at, int times, ZoneId zone) {
    List<String> notes = new ArrayList<>();
    ZoneRules rules = zone.getRules();
    Instant instant = Instant.ofEpochSecond(at);
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    LocalDate day = local.toLocalDate();
    // A little before midnight, for clocks may change at midnight itself.
    Instant from = day.atStartOfDay(zone).toInstant().minus(Duration.ofHours(1));
    Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
    for (ZoneOffsetTransition change = rules.nextTransition(from);
        change != null && !change.getInstant().isAfter(to);
        change = rules.nextTransition(change.getInstant())) {
      if (isOn(change, day)) {
        notes.add(
            "the clocks go "
                + (change.isGap() ? "forward" : "back")
                + " that day: "
                + clock(change.getDateTimeBefore())
                + " becomes "
                + clock(change.getDateTimeAfter()));
      }
    }
    if (rules.getValidOffsets(local).size() > 1) {
      boolean isFirst = rules.getOffset(instant).equals(rules.getValidOffsets(local).get(0));
      notes.add("the " + (isFirst ? "first " : "second ") + clock(local) + " of that day");
    }
    if (times > 1) {
      notes.add("sent " + times + " times, to make up for what the clocks skipped");
    }
    return notes;
  }

  private static boolean isOn(ZoneOffsetTransition change, LocalDate day) {
    return change.getDateTimeAfter().toLocalDate().equals(day)
        || change.getDateTimeBefore().toLocalDate().equals(day);
  }

  private static String clock(LocalDateTime time) {
    return String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
  }
}
