package io.lavasched.cli;

import io.lavasched.domain.timeline.ClockHour;
import io.lavasched.domain.timeline.Interval;
import io.lavasched.domain.timeline.Load;
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
record HourGrid(List<Day> days) {

  private static final int HOURS = 24;

  /** A day, and its 24 hours. */
  record Day(LocalDate date, List<Cell> cells) {

    /** The busiest minute. */
    int peak(Load load) {
      return cells.stream().mapToInt(cell -> cell.peak(load)).max().orElse(0);
    }

    long sum(Load load) {
      return cells.stream().mapToLong(cell -> cell.sum(load)).sum();
    }
  }

  /** What there is of an hour: nothing where the clock leaves it out, two where it comes again. */
  record Cell(int hour, List<ClockHour> parts) {

    boolean isSkipped() {
      return parts.isEmpty();
    }

    boolean isTwice() {
      return parts.stream().anyMatch(ClockHour::again);
    }

    boolean has(int minute) {
      return parts.stream().anyMatch(part -> minute >= part.minute() && minute < part.end());
    }

    int peak(Load load) {
      int peak = 0;
      for (ClockHour part : parts) {
        peak = Math.max(peak, load.peak(part.minute(), part.end()));
      }
      return peak;
    }

    long sum(Load load) {
      long sum = 0;
      for (ClockHour part : parts) {
        sum += load.sum(part.minute(), part.end());
      }
      return sum;
    }
  }

  static HourGrid of(Interval interval) {
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

  boolean hasSkipped() {
    return days.stream().flatMap(day -> day.cells().stream()).anyMatch(Cell::isSkipped);
  }

  boolean hasTwice() {
    return days.stream().flatMap(day -> day.cells().stream()).anyMatch(Cell::isTwice);
  }
}
