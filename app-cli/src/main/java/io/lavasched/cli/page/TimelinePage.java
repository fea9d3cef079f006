// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.lavasched.application.forecast.CountDispatches;
import io.lavasched.application.timeline.ClockChange;
import io.lavasched.application.timeline.Crowd;
import io.lavasched.application.timeline.Heat;
import io.lavasched.application.timeline.HourGrid;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Lane;
import io.lavasched.application.timeline.Load;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.timeline.WindowEdge;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.ProblemPrinter;
import io.lavasched.cli.text.TimelineReport;
import io.lavasched.cli.text.TimelineTimes;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.text.Quoted;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A timeline as one page that needs nothing else: no network, and to be read no script either.
 *
 * <p>This class has what the page says; the templates ({@code src/main/jte}) have how, and escape
 * it. The style and the script are resources beside this class. The page's policy allows just these
 * two, by their hashes, so that no record can bring its own.
 */
public final class TimelinePage {

  /** As the style has colours. */
  private static final int STEPS = 8;

  private static final int COURSE_STEPS = 1008;

  private static final int COURSE_HEIGHT = 100;

  private static final int LANE_STEPS = 336;

  private static final int LANE_HEIGHT = 24;

  /** So that a page stays small: the script shows what is not there. */
  private static final int MOST_LANES = 50;

  private static final int MOST_MARKS = 50;

  private static final int MOST_PROBLEMS = 100;

  private static final int NAMED = 4;

  /** A number in the head of the page; the remark may be empty. */
  record Figure(String name, long value, String remark) {}

  /** A colour of the map, and the peaks that have it. */
  record Level(int number, String range, boolean isHidden) {}

  /** The first of many, and how many more there are. */
  record Some<T>(List<T> shown, int more) {
    static <S, T> Some<T> of(List<S> all, int most, Function<S, T> shown) {
      List<S> first = all.subList(0, Math.min(most, all.size()));
      return new Some<>(first.stream().map(shown).toList(), all.size() - first.size());
    }

    boolean isEmpty() {
      return shown.isEmpty();
    }
  }

  /** A busy minute; {@code alike} others have the same jobs. */
  record Busy(int load, int minute, String moment, int alike, Some<BusyJob> jobs) {}

  /** A job in a minute, and how often. */
  record BusyJob(String id, String worker, String dispatcher, int count) {}

  /** What changes in a minute. */
  record Mark(String moment, List<Change> changes) {}

  /** A change of the clock, or of windows. */
  record Change(String head, String text, Some<Edge> edges) {}

  /** A schedule of a job whose window begins or ends. */
  record Edge(String id, String cron) {}

  /** Loads side by side, to one scale. */
  record Lanes(Interval interval, int most, Some<Lane> busiest) {
    LoadCurve curve() {
      return new LoadCurve(interval, LANE_STEPS, LANE_HEIGHT);
    }

    String name(Lane lane) {
      return Quoted.escape(lane.name());
    }

    String peakAt(Lane lane) {
      return TimelineTimes.moment(interval, lane.load().busiest());
    }
  }

  private final TimelineReport report;
  private final Timeline timeline;
  private final Interval interval;
  private final Load load;
  private final HourGrid grid;
  private final Heat heat;
  private final PageData data;
  private final Asset style = Asset.of("timeline.css");
  private final Asset script = Asset.of("timeline.js");

  private TimelinePage(TimelineReport report) {
    this.report = report;
    this.timeline = report.timeline();
    this.interval = report.interval();
    this.load = timeline.total();
    this.grid = HourGrid.of(interval);
    this.heat = new Heat(load.peak(), STEPS);
    this.data = new PageData(report);
  }

  public static String of(TimelineReport report) {
    StringOutput out = new StringOutput();
    // The compiled template itself: an engine would look for it by reflection.
    JtetimelineGenerated.render(new OwaspHtmlTemplateOutput(out), null, new TimelinePage(report));
    return out.toString();
  }

  Asset style() {
    return style;
  }

  Asset script() {
    return script;
  }

  PageData data() {
    return data;
  }

  String title() {
    return report.realm().map(realm -> "Load of " + Quoted.escape(realm) + ", ").orElse("Load, ")
        + span();
  }

  String span() {
    return TimelineTimes.days(interval);
  }

  String subtitle() {
    return report.source()
        + " \u00b7 "
        + interval.zone()
        + " \u00b7 by "
        + report.cron().map(TimelinePage::name).orElse("EventBridge Scheduler")
        + "'s rules";
  }

  private static String name(CronDialect cron) {
    return switch (cron) {
      case VIXIE -> "Vixie cron";
      case DEBIAN -> "Debian cron";
      case BUSYBOX -> "BusyBox cron";
      case PORTABLE -> "every cron";
      case CRONIE, BCRON, SYSTEMD_CRON -> cron.text();
    };
  }

  List<Figure> figures() {
    CountDispatches.Tally tally = report.counted().tally();
    String peak = load.peak() == 0 ? "" : TimelineTimes.moment(interval, load.busiest());
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("Dispatches", load.sum(), ""));
    figures.add(new Figure("Jobs dispatched", tally.dispatched(), ""));
    figures.add(new Figure("Busiest minute", load.peak(), peak));
    figures.add(new Figure("Dispatchers", timeline.dispatchers().size(), ""));
    figures.add(new Figure("Workers", timeline.workers().size(), ""));
    if (tally.disabled() > 0) {
      figures.add(new Figure("Disabled jobs", tally.disabled(), "dispatched, and skipped"));
    }
    if (tally.bad() > 0) {
      figures.add(new Figure("Bad records", tally.bad(), "not counted"));
    }
    return figures;
  }

  boolean hasDispatches() {
    return load.peak() > 0;
  }

  Some<String> problems() {
    ProblemPrinter printer = new ProblemPrinter(new Colours(false));
    return Some.of(report.counted().problems(), MOST_PROBLEMS, printer::line);
  }

  String windows() {
    return report.cron().isPresent()
        ? "Windows open and close at the rebuilds of the crontab, where a record tells when they"
            + " are; elsewhere at their own times."
        : "Windows open and close at their own times.";
  }

  String uncounted() {
    return report.uncounted().isEmpty()
        ? ""
        : "Not counted: " + String.join(", ", report.uncounted()) + ".";
  }

  String made() {
    return "Made by lavasched, " + report.now().truncatedTo(ChronoUnit.SECONDS) + ".";
  }

  // The map of hours.

  HourGrid grid() {
    return grid;
  }

  Load load() {
    return load;
  }

  static String twoDigits(int hour) {
    return String.format(Locale.ROOT, "%02d", hour);
  }

  int heat(HourGrid.Cell cell) {
    return heat.of(cell.peak(load));
  }

  String peak(HourGrid.Cell cell) {
    int peak = cell.peak(load);
    return peak == 0 ? "\u00b7" : Integer.toString(peak);
  }

  /** For the script: pairs of a minute and how many follow it. */
  static String minutes(HourGrid.Cell cell) {
    return cell.parts().stream()
        .map(part -> part.minute() + " " + part.minutes())
        .collect(Collectors.joining(" "));
  }

  boolean hasEdge(HourGrid.Cell cell) {
    return timeline.edges().stream().anyMatch(edge -> cell.has(edge.minute()));
  }

  boolean isNow(HourGrid.Cell cell) {
    long minute = Math.floorDiv(report.now().getEpochSecond() - interval.start(), 60);
    return minute >= 0 && minute < interval.minutes() && cell.has((int) minute);
  }

  List<String> notes(HourGrid.Cell cell) {
    List<String> notes = new ArrayList<>();
    if (isNow(cell)) {
      notes.add("now, when this page was made");
    }
    if (cell.isTwice()) {
      notes.add("comes twice, because the clock goes back");
    }
    for (boolean begins : new boolean[] {true, false}) {
      long count =
          timeline.edges().stream()
              .filter(edge -> edge.begins() == begins && cell.has(edge.minute()))
              .count();
      if (count > 0) {
        notes.add(windows(count, begins));
      }
    }
    return notes;
  }

  List<Level> levels() {
    return IntStream.rangeClosed(1, STEPS)
        .mapToObj(
            step -> {
              String range = heat.range(step, "\u2013");
              boolean isHidden = range.isEmpty() || load.peak() == 0;
              return new Level(step, range.isEmpty() ? "0" : range, isHidden);
            })
        .toList();
  }

  boolean hasNow() {
    return grid.days().stream().flatMap(day -> day.cells().stream()).anyMatch(this::isNow);
  }

  String now() {
    return TimelineTimes.clock(report.now().atZone(interval.zone()).toLocalDateTime());
  }

  boolean hasEdges() {
    return !timeline.edges().isEmpty();
  }

  // The course of the whole time.

  LoadCurve curve() {
    return new LoadCurve(interval, COURSE_STEPS, COURSE_HEIGHT);
  }

  SortedSet<Integer> marked() {
    TreeSet<Integer> marked = new TreeSet<>();
    timeline.edges().forEach(edge -> marked.add(edge.minute()));
    timeline.clockChanges().forEach(change -> marked.add(change.minute()));
    return marked;
  }

  // What is busiest.

  List<Busy> crowds() {
    return timeline.crowds().stream().map(this::busy).toList();
  }

  private Busy busy(Crowd crowd) {
    int minute = crowd.minutes().get(0);
    Some<BusyJob> first = Some.of(crowd.first(), NAMED, TimelinePage::busyJob);
    // A crowd lists only the first of its jobs, and one may be there more than once.
    int more = crowd.load() - first.shown().stream().mapToInt(BusyJob::count).sum();
    return new Busy(
        crowd.load(),
        minute,
        TimelineTimes.moment(interval, minute),
        crowd.minutes().size() - 1,
        new Some<>(first.shown(), more));
  }

  private static BusyJob busyJob(Crowd.Dispatched dispatched) {
    return new BusyJob(
        Quoted.escape(dispatched.job().id().text()),
        Quoted.escape(dispatched.job().worker().text()),
        Quoted.escape(dispatched.job().dispatcher().text()),
        dispatched.count());
  }

  // What changes.

  Some<Mark> marks() {
    Map<Integer, List<Change>> found = new TreeMap<>();
    for (ClockChange change : timeline.clockChanges()) {
      found
          .computeIfAbsent(change.minute(), minute -> new ArrayList<>())
          .add(
              new Change(
                  "The clock goes " + (change.isForward() ? "forward" : "back"),
                  " from "
                      + TimelineTimes.clock(change.before())
                      + " to "
                      + TimelineTimes.after(change),
                  new Some<>(List.of(), 0)));
    }
    for (Map.Entry<Integer, List<WindowEdge>> edges : edgesByMinute().entrySet()) {
      List<Change> changes = found.computeIfAbsent(edges.getKey(), minute -> new ArrayList<>());
      edges(edges.getValue(), true, changes);
      edges(edges.getValue(), false, changes);
    }
    return Some.of(
        List.copyOf(found.entrySet()),
        MOST_MARKS,
        mark -> new Mark(TimelineTimes.moment(interval, mark.getKey()), mark.getValue()));
  }

  private Map<Integer, List<WindowEdge>> edgesByMinute() {
    return timeline.edges().stream()
        .collect(Collectors.groupingBy(WindowEdge::minute, TreeMap::new, Collectors.toList()));
  }

  /** Those of one minute: the first by name. */
  private static void edges(List<WindowEdge> all, boolean begins, List<Change> changes) {
    List<WindowEdge> edges = all.stream().filter(edge -> edge.begins() == begins).toList();
    if (!edges.isEmpty()) {
      changes.add(
          new Change(
              windows(edges.size(), begins) + ":", " ", Some.of(edges, NAMED, TimelinePage::edge)));
    }
  }

  private static Edge edge(WindowEdge edge) {
    return new Edge(Quoted.escape(edge.job().id().text()), edge.scheduled().item().cron().text());
  }

  private static String windows(long count, boolean begins) {
    return Heat.number(count)
        + (count == 1 ? " window" : " windows")
        + (begins ? " begin" : " end")
        + (count == 1 ? "s" : "");
  }

  Lanes dispatchers() {
    return lanes(timeline.dispatchers());
  }

  Lanes workers() {
    return lanes(timeline.workers());
  }

  private Lanes lanes(List<Lane> lanes) {
    List<Lane> busiest =
        lanes.stream().sorted(Comparator.comparing((Lane lane) -> -lane.load().peak())).toList();
    int most = busiest.isEmpty() ? 0 : busiest.get(0).load().peak();
    return new Lanes(interval, most, Some.of(busiest, MOST_LANES, Function.identity()));
  }
}
