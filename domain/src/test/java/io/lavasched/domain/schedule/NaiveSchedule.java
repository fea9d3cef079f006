// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/**
 * A cron string read in the plainest way, as crontab(5) tells it: to hold the product against. It
 * shares nothing with it.
 */
public final class NaiveSchedule {

  private static final List<String> WEEKDAYS = List.of("sun mon tue wed thu fri sat".split(" "));
  private static final List<String> MONTHS =
      List.of("- jan feb mar apr may jun jul aug sep oct nov dec".split(" "));

  private final boolean[] minutes;
  private final boolean[] hours;
  private final boolean[] days;
  private final boolean[] months;
  private final boolean[] weekdays;
  private final boolean isEitherDay;
  private final boolean isWild;

  public NaiveSchedule(String text) {
    String fields =
        switch (text) {
          case "@hourly" -> "0 * * * *";
          case "@daily", "@midnight" -> "0 0 * * *";
          case "@weekly" -> "0 0 * * 0";
          case "@monthly" -> "0 0 1 * *";
          case "@yearly", "@annually" -> "0 0 1 1 *";
          default -> text;
        };
    String[] field = fields.strip().split("[ \t]+", -1);
    minutes = set(field[0], 0, 59, List.of());
    hours = set(field[1], 0, 23, List.of());
    days = set(field[2], 1, 31, List.of());
    months = set(field[3], 1, 12, MONTHS);
    weekdays = set(field[4], 0, 7, WEEKDAYS);
    weekdays[0] |= weekdays[7];
    isEitherDay = !field[2].startsWith("*") && !field[4].startsWith("*");
    isWild = field[0].startsWith("*") || field[1].startsWith("*");
  }

  private static boolean[] set(String field, int min, int max, List<String> names) {
    boolean[] set = new boolean[max + 1];
    for (String item : field.split(",", -1)) {
      String[] parts = item.split("/", -1);
      int step = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
      String[] ends =
          parts[0].equals("*") ? new String[] {"" + min, "" + max} : parts[0].split("-", -1);
      int low = number(ends[0], names);
      int high = number(ends[ends.length - 1], names);
      for (int n = low; n <= high; n += step) {
        set[n] = true;
      }
    }
    return set;
  }

  private static int number(String text, List<String> names) {
    int index = names.indexOf(text.toLowerCase(Locale.ROOT));
    return index >= 0 ? index : Integer.parseInt(text);
  }

  /** Whether its minute or hour starts with a star. */
  public boolean isWild() {
    return isWild;
  }

  /** Whether a wall clock's minute is one of its own. */
  public boolean has(LocalDateTime wall) {
    return minutes[wall.getMinute()] && hours[wall.getHour()] && hasDay(wall);
  }

  public boolean hasDay(LocalDateTime wall) {
    boolean byMonth = days[wall.getDayOfMonth()];
    boolean byWeek = weekdays[wall.getDayOfWeek().getValue() % 7];
    return months[wall.getMonthValue()] && (isEitherDay ? byMonth || byWeek : byMonth && byWeek);
  }
}
