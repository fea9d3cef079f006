// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.english;

import io.lavasched.domain.field.CronField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is uneven about the steps of a cron string: a star with a step starts anew in each hour,
 * day, month, year or week.
 */
final class StepNotes {

  /** Of each field: what its numbers count, and what starts anew. */
  private enum Cycle {
    MINUTE(CronField.MINUTE, "minute", "hour"),
    HOUR(CronField.HOUR, "hour", "day"),
    DAY_OF_MONTH(CronField.DAY_OF_MONTH, "day", "month"),
    MONTH(CronField.MONTH, "month", "year"),
    DAY_OF_WEEK(CronField.DAY_OF_WEEK, "day", "week");

    private final CronField field;
    private final String unit;
    private final String around;

    Cycle(CronField field, String unit, String around) {
      this.field = field;
      this.unit = unit;
      this.around = around;
    }

    private String name(int number) {
      return switch (field) {
        case MINUTE, HOUR, DAY_OF_MONTH -> unit + " " + number;
        case MONTH -> ScheduleWords.MONTHS.get(number - 1);
        // That list starts with Monday.
        case DAY_OF_WEEK -> ScheduleWords.DAYS.get((number + 6) % 7);
      };
    }
  }

  private StepNotes() {}

  /** Adds a note for each star with a step whose last step is a shorter one. */
  static void addTo(String text, List<String> notes) {
    String[] fields = text.split("[ \t]+", -1);
    for (int i = 0; i < fields.length && fields.length == Cycle.values().length; i++) {
      Set<Integer> steps = new HashSet<>();
      for (String item : fields[i].split(",", -1)) {
        if (item.startsWith("*/") && steps.add(Integer.parseInt(item.substring(2)))) {
          addTo(item, Integer.parseInt(item.substring(2)), Cycle.values()[i], notes);
        }
      }
    }
  }

  private static void addTo(String item, int step, Cycle cycle, List<String> notes) {
    CronField field = cycle.field;
    if (!field.isUneven(step)) {
      return;
    }
    int gap = field.lastStep(step);
    String anew = item + " starts anew every " + cycle.around + ": after ";
    if (field == CronField.DAY_OF_MONTH) {
      notes.add(anew + "the last such day of a month comes day 1 of the next");
    } else {
      notes.add(
          anew
              + cycle.name(field.last() + 1 - gap)
              + " comes "
              + cycle.name(field.min())
              + ", "
              + gap
              + " "
              + cycle.unit
              + (gap == 1 ? "" : "s")
              + " later");
    }
  }
}
