// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hours of an interval as a table: a row for each day, 24 columns.
 *
 * @param days in the order of the calendar
 */
public record HourGrid(List<Day> days) {

  private static final int HOURS = 24;

  /** A day, and its 24 hours. */
  public record Day(LocalDate date, List<Cell> cells) {

    /** The busiest minute. */
    public int peak(Load load) {
      return cells.stream().mapToInt(cell -> cell.peak(load)).max().orElse(0);
    }

    public long sum(Load load) {
      return cells.stream().mapToLong(cell -> cell.sum(load)).sum();
    }
  }

  /** What there is of an hour: nothing where the clock leaves it out, two where it comes again. */
  public record Cell(int hour, List<ClockHour> parts) {

    public boolean isSkipped() {
      return parts.isEmpty();
    }

    public boolean isTwice() {
      return parts.stream().anyMatch(ClockHour::again);
    }

    public boolean has(int minute) {
      return parts.stream().anyMatch(part -> minute >= part.minute() && minute < part.end());
    }

    public int peak(Load load) {
      int peak = 0;
      for (ClockHour part : parts) {
        peak = Math.max(peak, load.peak(part.minute(), part.end()));
      }
      return peak;
    }

    public long sum(Load load) {
      long sum = 0;
      for (ClockHour part : parts) {
        sum += load.sum(part.minute(), part.end());
      }
      return sum;
    }
  }

  public static HourGrid of(Interval interval) {
    Map<LocalDate, List<List<ClockHour>>> days = new TreeMap<>();
    for (ClockHour hour : interval.hours()) {
      days.computeIfAbsent(hour.from().toLocalDate(), date -> noHours())
          .get(hour.from().getHour())
          .add(hour);
    }
    List<Day> rows = new ArrayList<>(days.size());
    days.forEach(
        (date, hours) -> {
          List<Cell> cells = new ArrayList<>(HOURS);
          for (int hour = 0; hour < HOURS; hour++) {
            cells.add(new Cell(hour, List.copyOf(hours.get(hour))));
          }
          rows.add(new Day(date, Collections.unmodifiableList(cells)));
        });
    return new HourGrid(rows);
  }

  private static List<List<ClockHour>> noHours() {
    List<List<ClockHour>> hours = new ArrayList<>(HOURS);
    for (int hour = 0; hour < HOURS; hour++) {
      hours.add(new ArrayList<>());
    }
    return hours;
  }

  public boolean hasSkipped() {
    return days.stream().flatMap(day -> day.cells().stream()).anyMatch(Cell::isSkipped);
  }

  public boolean hasTwice() {
    return days.stream().flatMap(day -> day.cells().stream()).anyMatch(Cell::isTwice);
  }
}
