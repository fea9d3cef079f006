// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.timeline.ClockChange;
import io.lavasched.application.timeline.ClockHour;
import io.lavasched.application.timeline.Crowd;
import io.lavasched.application.timeline.Heat;
import io.lavasched.application.timeline.HourGrid;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Lane;
import io.lavasched.application.timeline.Load;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.timeline.WindowEdge;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A timeline for a terminal: a heat map of hours, then what is busiest. */
public final class TimelineText {

  /** What is narrower gets what fits into this. */
  private static final int NARROWEST = 60;

  /** Days with the month, and two columns of numbers. */
  private static final int ROOMY = 78;

  private static final int WIDE = 102;

  private static final int HOURS_SHOWN = 3;

  private static final int CROWDS_SHOWN = 5;

  private static final int LINES_SHOWN = 5;

  private static final int NAME_LINES = 3;

  private static final int MINUTES = 60;

  private final TimelineReport report;
  private final Timeline timeline;
  private final Interval interval;
  private final Load load;
  private final HourGrid grid;
  private final Shades shades;
  private final Colours colours;
  private final int width;
  private final Consumer<String> out;

  /**
   * Prepares it.
   *
   * @param width the columns of the terminal
   * @param out takes the lines
   */
  public TimelineText(
      TimelineReport report, Ramp ramp, Colours colours, int width, Consumer<String> out) {
    this.report = report;
    this.timeline = report.timeline();
    this.interval = report.interval();
    this.load = timeline.total();
    this.grid = HourGrid.of(interval);
    this.shades = new Shades(ramp, load.peak());
    this.colours = colours;
    this.width = Math.max(NARROWEST, width);
    this.out = out;
  }

  public void print() {
    out.accept(
        TimelineTimes.days(interval)
            + ", "
            + interval.zone()
            + ", "
            + report.cron().map(cron -> "cron " + cron.text()).orElse("EventBridge Scheduler"));
    if (load.peak() == 0) {
      out.accept("no dispatches in this time");
    } else {
      out.accept(
          number(load.sum())
              + (load.sum() == 1 ? " dispatch of " : " dispatches of ")
              + number(report.counted().tally().dispatched())
              + (report.counted().tally().dispatched() == 1 ? " job" : " jobs")
              + ", at most "
              + number(load.peak())
              + " in a minute");
      printHours();
      printChanges();
      printBusiestHours();
      printCrowds();
      printLanes("dispatcher", timeline.dispatchers());
      printLanes("worker", timeline.workers());
    }
    if (!report.skipped().isEmpty()) {
      out.accept("");
      wrap("counted all the same: ", report.skipped());
    }
    if (!report.uncounted().isEmpty()) {
      out.accept("");
      wrap("not counted: ", report.uncounted());
    }
  }

  // The map.

  private void printHours() {
    boolean isRoomy = width >= ROOMY;
    int cell = width >= WIDE ? 3 : 2;
    heading("The busiest minute of each hour");
    StringBuilder head = new StringBuilder(" ".repeat(isRoomy ? 12 : 8));
    for (int hour = 0; hour < 24; hour += 3) {
      head.append(padded(String.format(Locale.ROOT, "%02d", hour), 3 * cell));
    }
    line(head + (isRoomy ? "    most      sum" : ""));
    for (HourGrid.Day day : grid.days()) {
      StringBuilder line = new StringBuilder(padded(label(day, isRoomy), isRoomy ? 12 : 8));
      for (HourGrid.Cell of : day.cells()) {
        line.append(cell(of, cell));
      }
      if (isRoomy) {
        line.append(right(day.peak(load), 8)).append(right(day.sum(load), 9));
      }
      line(line.toString());
    }
    printLegend();
  }

  private static String label(HourGrid.Day day, boolean isRoomy) {
    String text = TimelineTimes.day(day.date().atStartOfDay());
    return isRoomy ? text : text.substring(0, text.lastIndexOf(' '));
  }

  private String cell(HourGrid.Cell cell, int cellWidth) {
    if (cell.isSkipped()) {
      return padded("--", cellWidth);
    }
    int peak = cell.peak(load);
    return cell.isTwice()
        ? painted(peak, shades.cell(peak, 1)) + padded("+", cellWidth - 1)
        : painted(peak, shades.cell(peak, cellWidth));
  }

  private String painted(long count, String text) {
    return shades.painted(count, colours, text);
  }

  private void printLegend() {
    List<String> parts = new ArrayList<>(shades.key(colours));
    if (grid.hasSkipped()) {
      parts.add("-- skipped by daylight saving");
    }
    if (grid.hasTwice()) {
      parts.add("+ comes twice");
    }
    wrap("  ", parts);
  }

  // What is not the same all the time.

  private void printChanges() {
    List<String> lines = new ArrayList<>();
    for (ClockChange change : timeline.clockChanges()) {
      lines.add(
          TimelineTimes.day(change.before())
              + " "
              + TimelineTimes.clock(change.before())
              + "  the clock goes "
              + (change.isForward() ? "forward to " : "back to ")
              + TimelineTimes.after(change));
    }
    int shown = lines.size() + LINES_SHOWN;
    for (WindowEdge edge : timeline.edges()) {
      if (lines.size() < shown) {
        lines.add(
            TimelineTimes.moment(interval, edge.minute())
                + (edge.begins() ? "  begins  " : "  ends    ")
                + Quoted.name(edge.job().id().text())
                + "  "
                + Quoted.name(edge.scheduled().item().cron().text()));
      }
    }
    int more = timeline.clockChanges().size() + timeline.edges().size() - lines.size();
    if (more > 0) {
      lines.add("and " + Phrases.count(more, "window") + " more that begin or end");
    }
    if (!lines.isEmpty()) {
      heading("What changes");
      lines.forEach(line -> line("  " + line));
    }
  }

  // The busiest hours, minute by minute; those that are like one of them are not shown again.

  private void printBusiestHours() {
    heading("The busiest hours, minute by minute");
    boolean isRoomy = width >= ROOMY;
    if (isRoomy) {
      StringBuilder head = new StringBuilder(" ".repeat(12));
      for (int minute = 0; minute < MINUTES; minute += 10) {
        head.append(padded(String.format(Locale.ROOT, "%02d", minute), 10));
      }
      line(head.toString());
    }
    for (List<ClockHour> alike : busiestHours()) {
      printMinutes(alike.get(0), alike.size() - 1, isRoomy);
    }
  }

  private List<List<ClockHour>> busiestHours() {
    List<ClockHour> hours = new ArrayList<>(interval.hours());
    hours.removeIf(hour -> load.peak(hour.minute(), hour.end()) == 0);
    hours.sort(
        Comparator.comparing((ClockHour hour) -> -load.peak(hour.minute(), hour.end()))
            .thenComparing(hour -> -load.sum(hour.minute(), hour.end())));
    List<List<ClockHour>> shown = new ArrayList<>();
    for (ClockHour hour : hours) {
      List<ClockHour> alike =
          shown.stream().filter(list -> isAlike(list.get(0), hour)).findFirst().orElseGet(List::of);
      if (!alike.isEmpty()) {
        alike.add(hour);
      } else if (shown.size() < HOURS_SHOWN) {
        shown.add(new ArrayList<>(List.of(hour)));
      }
    }
    return shown;
  }

  private boolean isAlike(ClockHour one, ClockHour other) {
    if (one.minutes() != other.minutes() || one.from().getMinute() != other.from().getMinute()) {
      return false;
    }
    for (int i = 0; i < one.minutes(); i++) {
      if (load.at(one.minute() + i) != load.at(other.minute() + i)) {
        return false;
      }
    }
    return true;
  }

  private void printMinutes(ClockHour hour, int alike, boolean isRoomy) {
    String day = TimelineTimes.day(hour.from());
    String label =
        day.substring(0, day.lastIndexOf(' '))
            + String.format(Locale.ROOT, " %02d", hour.from().getHour())
            + (hour.again() ? "+" : "h");
    List<String> cells = new ArrayList<>(MINUTES);
    for (int minute = 0; minute < MINUTES; minute++) {
      int at = minute - hour.from().getMinute();
      boolean isThere = at >= 0 && at < hour.minutes();
      int count = isThere ? load.at(hour.minute() + at) : 0;
      cells.add(isThere ? painted(count, shades.sign(count)) : " ");
    }
    if (isRoomy) {
      line(
          padded(label, 12)
              + String.join("", cells)
              + right(load.peak(hour.minute(), hour.end()), 6));
    } else {
      line(padded(label, 12) + String.join("", cells.subList(0, 30)) + "  00-29");
      line(" ".repeat(12) + String.join("", cells.subList(30, MINUTES)) + "  30-59");
    }
    if (alike > 0) {
      line(" ".repeat(12) + "and " + number(alike) + " more like it");
    }
  }

  // The busiest minutes, and whose they are.

  private void printCrowds() {
    heading("The busiest minutes");
    for (Crowd crowd :
        timeline.crowds().subList(0, Math.min(CROWDS_SHOWN, timeline.crowds().size()))) {
      int alike = crowd.minutes().size() - 1;
      line(
          right(crowd.load(), 8)
              + "  "
              + TimelineTimes.moment(interval, crowd.minutes().get(0))
              + (alike > 0 ? " and " + number(alike) + " more like it" : ""));
      names(crowd, width - 10).forEach(names -> line(" ".repeat(10) + names));
    }
  }

  /** As many as a few lines have room for, and how many more. */
  private static List<String> names(Crowd crowd, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int more = crowd.load();
    for (Crowd.Dispatched dispatched : crowd.first()) {
      int after = more - dispatched.count();
      boolean isLast = lines.size() == NAME_LINES - 1;
      String rest = after > 0 ? isLast ? " +" + number(after) + " more" : "," : "";
      String between = line.isEmpty() ? "" : " ";
      String name = between + name(dispatched);
      if (!line.isEmpty() && length(line + name + rest) > room) {
        if (isLast) {
          break;
        }
        lines.add(line.toString());
        line.setLength(0);
        name = name(dispatched);
      }
      name = cut(name, Math.max(3, room - length(line + rest)));
      line.append(name).append(after > 0 ? "," : "");
      more = after;
    }
    if (more > 0) {
      line.setLength(line.length() - 1);
      line.append(" +").append(number(more)).append(" more");
    }
    lines.add(line.toString());
    return lines;
  }

  private static String name(Crowd.Dispatched dispatched) {
    return Quoted.name(dispatched.job().id().text())
        + (dispatched.count() > 1 ? " x" + dispatched.count() : "")
        + " ("
        + Quoted.name(dispatched.job().worker().text())
        + " by "
        + Quoted.name(dispatched.job().dispatcher().text())
        + ")";
  }

  private void printLanes(String what, List<Lane> lanes) {
    heading("By " + what);
    boolean isRoomy = width >= ROOMY;
    int room = isRoomy ? 30 : 26;
    line(
        padded("", room)
            + padStart("jobs", 7)
            + padStart("dispatches", 12)
            + padStart("most", 8)
            + (isRoomy ? "  at" : ""));
    List<Lane> busiest =
        lanes.stream().sorted(Comparator.comparing((Lane lane) -> -lane.load().peak())).toList();
    for (Lane lane : busiest.subList(0, Math.min(LINES_SHOWN, busiest.size()))) {
      line(
          padded("  " + cut(Quoted.escape(lane.name()), room - 3), room)
              + right(lane.jobs(), 7)
              + right(lane.load().sum(), 12)
              + right(lane.load().peak(), 8)
              + (isRoomy ? "  " + TimelineTimes.moment(interval, lane.load().busiest()) : ""));
    }
    if (busiest.size() > LINES_SHOWN) {
      line("  and " + Phrases.count(busiest.size() - LINES_SHOWN, what) + " more");
    }
  }

  // Lines.

  private void heading(String text) {
    line("");
    line(text);
  }

  private void line(String text) {
    out.accept(text.stripTrailing());
  }

  private void wrap(String first, List<String> parts) {
    StringBuilder line = new StringBuilder(first);
    boolean isBlank = first.isBlank();
    String between = isBlank ? "   " : ", ";
    boolean isNew = true;
    for (String part : parts) {
      if (!isNew && length(line.toString()) + between.length() + length(part) >= width) {
        line(line + (isBlank ? "" : ","));
        line = new StringBuilder("  ");
        isNew = true;
      }
      line.append(isNew ? "" : between).append(part);
      isNew = false;
    }
    line(line.toString());
  }

  private static String number(long number) {
    return Heat.number(number);
  }

  private static String right(long number, int size) {
    return padStart(number(number), size);
  }

  private static String padStart(String text, int size) {
    return " ".repeat(Math.max(0, size - length(text))) + text;
  }

  private static String padded(String text, int size) {
    return TextColumns.padded(text, length(text), size);
  }

  private static String cut(String text, int size) {
    return TextColumns.cut(text, size);
  }

  private static int length(String text) {
    return TextColumns.of(text);
  }
}
