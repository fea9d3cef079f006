// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.english;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is uneven about the steps of a cron string: a star with a step starts anew in each hour,
 * day, month, year or week.
 */
final class StepNotes {

  /** Of each field: what its numbers count, what starts anew, and which numbers there are. */
  private enum Cycle {
    MINUTE("minute", "hour", 0, 60),
    HOUR("hour", "day", 0, 24),
    DAY_OF_MONTH("day", "month", 1, 31),
    MONTH("month", "year", 1, 12),
    DAY_OF_WEEK("day", "week", 0, 7);

    private final String unit;
    private final String around;
    private final int first;
    private final int size;

    Cycle(String unit, String around, int first, int size) {
      this.unit = unit;
      this.around = around;
      this.first = first;
      this.size = size;
    }

    private String name(int number) {
      return switch (this) {
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
    int last = cycle.first + (cycle.size - 1) / step * step;
    int gap = cycle.first + cycle.size - last;
    if (gap == step || step == cycle.size) {
      return;
    }
    String anew = item + " starts anew every " + cycle.around + ": after ";
    if (cycle == Cycle.DAY_OF_MONTH) {
      notes.add(anew + "the last such day of a month comes day 1 of the next");
    } else {
      notes.add(
          anew
              + cycle.name(last)
              + " comes "
              + cycle.name(cycle.first)
              + ", "
              + gap
              + " "
              + cycle.unit
              + (gap == 1 ? "" : "s")
              + " later");
    }
  }
}
