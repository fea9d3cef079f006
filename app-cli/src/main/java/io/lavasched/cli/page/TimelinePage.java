// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.application.forecast.CountDispatches;
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
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.ProblemPrinter;
import io.lavasched.cli.text.TimelineReport;
import io.lavasched.cli.text.TimelineTimes;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A timeline as one page that needs nothing else: no network, and to be read no script either.
 *
 * <p>The template, its style and its script are resources beside this class. The page's policy
 * allows just these two, by their hashes, so that no record can bring its own.
 */
public final class TimelinePage {

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

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

  private final TimelineReport report;
  private final Timeline timeline;
  private final Interval interval;
  private final Load load;
  private final HourGrid grid;
  private final Heat heat;

  private TimelinePage(TimelineReport report) {
    this.report = report;
    this.timeline = report.timeline();
    this.interval = report.interval();
    this.load = timeline.total();
    this.grid = HourGrid.of(interval);
    this.heat = new Heat(load.peak(), STEPS);
  }

  public static String of(TimelineReport report) {
    return new TimelinePage(report).page();
  }

  private String page() {
    String style = resource("timeline.css");
    String script = resource("timeline.js");
    Map<String, String> parts = new HashMap<>();
    parts.put("style", style);
    parts.put("styleHash", hash(style));
    parts.put("script", script);
    parts.put("scriptHash", hash(script));
    parts.put(
        "title",
        Html.text(
            report.realm().map(realm -> "Load of " + Quoted.escape(realm) + ", ").orElse("Load, ")
                + TimelineTimes.days(interval)));
    parts.put("filled", load.peak() == 0 ? "" : " hidden");
    parts.put(
        "subtitle",
        Html.text(
            report.source()
                + " \u00b7 "
                + interval.zone()
                + " \u00b7 by "
                + name(report.cron())
                + "'s rules"));
    parts.put("figures", figures());
    parts.put("hours", hours());
    parts.put("legend", legend());
    parts.put("course", course());
    parts.put("crowds", crowds());
    parts.put("marks", marks());
    parts.put("dispatchers", lanes("Dispatcher", timeline.dispatchers()));
    parts.put("workers", lanes("Worker", timeline.workers()));
    parts.put("bad", bad());
    parts.put(
        "uncounted",
        report.uncounted().isEmpty()
            ? ""
            : Html.text("Not counted: " + String.join(", ", report.uncounted()) + "."));
    parts.put(
        "made",
        Html.text("Made by lavasched, " + report.now().truncatedTo(ChronoUnit.SECONDS) + "."));
    parts.put("data", PageData.of(report));
    // In one go: what stands in a part is no place.
    return PLACE
        .matcher(resource("timeline.html"))
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(parts.get(place.group(1)), place.group(1))));
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

  private String figures() {
    CountDispatches.Tally tally = report.counted().tally();
    StringBuilder out = new StringBuilder();
    figure(out, "Dispatches", Heat.number(load.sum()), "");
    figure(out, "Jobs dispatched", Heat.number(tally.sent()), "");
    figure(
        out,
        "Busiest minute",
        Heat.number(load.peak()),
        load.peak() == 0 ? "" : TimelineTimes.moment(interval, load.busiest()));
    figure(out, "Dispatchers", Heat.number(timeline.dispatchers().size()), "");
    figure(out, "Workers", Heat.number(timeline.workers().size()), "");
    if (tally.disabled() > 0) {
      figure(out, "Disabled jobs", Heat.number(tally.disabled()), "dispatched, and skipped");
    }
    if (tally.bad() > 0) {
      figure(out, "Bad records", Heat.number(tally.bad()), "not counted");
    }
    return out.toString();
  }

  private static void figure(StringBuilder out, String name, String value, String remark) {
    out.append("<div><dt>").append(Html.text(name)).append("</dt><dd>").append(Html.text(value));
    if (!remark.isEmpty()) {
      out.append(" <small>").append(Html.text(remark)).append("</small>");
    }
    out.append("</dd></div>");
  }

  // The map of hours.

  private String hours() {
    StringBuilder out = new StringBuilder("<thead><tr><th scope=\"col\">Day</th>");
    for (int hour = 0; hour < 24; hour++) {
      out.append(String.format(Locale.ROOT, "<th scope=\"col\">%02d</th>", hour));
    }
    out.append("<th scope=\"col\" class=\"number\">Most</th>");
    out.append("<th scope=\"col\" class=\"number\">Sum</th></tr></thead><tbody>");
    for (HourGrid.Day day : grid.days()) {
      out.append("<tr><th scope=\"row\">");
      out.append(Html.text(TimelineTimes.day(day.date().atStartOfDay()))).append("</th>");
      day.cells().forEach(cell -> out.append(cell(day, cell)));
      out.append(Html.number(day.peak(load))).append(Html.number(day.sum(load))).append("</tr>\n");
    }
    return out.append("</tbody>").toString();
  }

  private String cell(HourGrid.Day day, HourGrid.Cell cell) {
    if (cell.isSkipped()) {
      return "<td class=\"gone\" title=\"skipped by daylight saving\">\u2013</td>";
    }
    List<String> notes = notes(cell);
    int peak = cell.peak(load);
    StringBuilder minutes = new StringBuilder();
    for (ClockHour part : cell.parts()) {
      minutes.append(minutes.length() > 0 ? " " : "");
      minutes.append(part.minute()).append(' ').append(part.minutes());
    }
    boolean hasEdge = timeline.edges().stream().anyMatch(edge -> cell.has(edge.minute()));
    return "<td class=\"l"
        + heat.of(peak)
        + (cell.isTwice() ? " twice" : "")
        + (hasEdge ? " edge" : "")
        + (isNow(cell) ? " now" : "")
        + "\" data-hour=\""
        + day.date()
        + String.format(Locale.ROOT, "T%02d", cell.hour())
        + "\" data-minutes=\""
        + minutes
        + "\""
        + (notes.isEmpty() ? "" : " title=\"" + Html.text(String.join("; ", notes)) + "\"")
        + ">"
        + (peak == 0 ? "\u00b7" : peak)
        + "</td>";
  }

  private boolean isNow(HourGrid.Cell cell) {
    long minute = Math.floorDiv(report.now().getEpochSecond() - interval.start(), 60);
    return minute >= 0 && minute < interval.minutes() && cell.has((int) minute);
  }

  private List<String> notes(HourGrid.Cell cell) {
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

  private String legend() {
    StringBuilder out = new StringBuilder("<ul class=\"legend\">");
    out.append(
        "<li id=\"scale\">Dispatches in the peak minute:</li><li><i class=\"l0\"></i>none</li>");
    for (int step = 1; step <= STEPS; step++) {
      String range = heat.range(step, "\u2013");
      out.append("<li data-level=\"").append(step).append('"');
      out.append(range.isEmpty() || load.peak() == 0 ? " hidden" : "")
          .append("><i class=\"l")
          .append(step);
      out.append("\"></i>").append(range.isEmpty() ? "0" : range).append("</li>");
    }
    if (grid.days().stream().flatMap(day -> day.cells().stream()).anyMatch(this::isNow)) {
      out.append("<li><i class=\"l0 now\"></i>now: ");
      out.append(TimelineTimes.clock(report.now().atZone(interval.zone()).toLocalDateTime()));
      out.append(", when this page was made</li>");
    }
    if (grid.hasSkipped()) {
      out.append("<li><i class=\"gone\"></i>skipped by daylight saving</li>");
    }
    if (grid.hasTwice()) {
      out.append("<li><i class=\"l0 twice\"></i>comes twice</li>");
    }
    if (!timeline.edges().isEmpty()) {
      out.append("<li><i class=\"l0 edge\"></i>a window begins or ends</li>");
    }
    return out.append("</ul>").toString();
  }

  // The course of the whole time.

  private String course() {
    LoadCurve curve = new LoadCurve(interval, COURSE_STEPS);
    TreeSet<Integer> marked = new TreeSet<>();
    timeline.edges().forEach(edge -> marked.add(edge.minute()));
    timeline.clockChanges().forEach(change -> marked.add(change.minute()));
    StringBuilder out = new StringBuilder("<div class=\"course\"><div class=\"top\">");
    out.append("<span id=\"course-most\">at most ").append(Heat.number(load.peak()));
    out.append(" in a minute</span><span>");
    out.append(
        curve.size() == 1
            ? "each minute"
            : "the busiest minute of every " + Heat.number(curve.size()));
    out.append(marked.isEmpty() ? "" : "; dashed: what changes").append("</span></div>");
    out.append(curve.open(COURSE_HEIGHT, "Load from " + TimelineTimes.days(interval)));
    out.append("<path class=\"days\" d=\"").append(curve.days(COURSE_HEIGHT)).append("\"/>");
    out.append("<path class=\"load\" d=\"");
    out.append(curve.area(load, Math.max(1, load.peak()), COURSE_HEIGHT)).append("\"/>");
    out.append("<path class=\"marks\" d=\"").append(curve.lines(marked, COURSE_HEIGHT));
    out.append("\"/></svg><ol>");
    for (HourGrid.Day day : grid.days()) {
      String text = TimelineTimes.day(day.date().atStartOfDay());
      int month = text.lastIndexOf(' ');
      out.append("<li>");
      if (grid.days().size() > 10) {
        out.append(day.date().getDayOfMonth());
      } else {
        out.append(text, 0, month).append("<span>").append(text, month, text.length());
        out.append("</span>");
      }
      out.append("</li>");
    }
    return out.append("</ol></div>").toString();
  }

  // What is busiest.

  private String crowds() {
    if (timeline.crowds().isEmpty()) {
      return Html.quiet("No dispatches in this time.");
    }
    StringBuilder rows = new StringBuilder();
    for (Crowd crowd : timeline.crowds()) {
      int first = crowd.minutes().get(0);
      int alike = crowd.minutes().size() - 1;
      rows.append("<tr>").append(Html.number(crowd.load()));
      rows.append("<td class=\"when\"><span data-minute-of-crowd=\"").append(first).append("\">");
      rows.append(TimelineTimes.moment(interval, first)).append("</span>");
      if (alike > 0) {
        rows.append("<br><span class=\"quiet\">and ").append(Heat.number(alike));
        rows.append(" more like it</span>");
      }
      rows.append("</td><td class=\"job\">").append(names(crowd)).append("</td></tr>");
    }
    return Html.table(rows.toString(), "#Dispatches", "When", "Jobs");
  }

  private static String names(Crowd crowd) {
    List<String> names = new ArrayList<>();
    int more = crowd.load();
    for (Crowd.Dispatched dispatched :
        crowd.first().subList(0, Math.min(NAMED, crowd.first().size()))) {
      more -= dispatched.count();
      names.add(
          "<bdi>"
              + Html.text(Quoted.escape(dispatched.job().id().text()))
              + "</bdi>"
              + (dispatched.count() > 1 ? " \u00d7" + dispatched.count() : "")
              + " <span class=\"quiet\">(<bdi>"
              + Html.text(Quoted.escape(dispatched.job().worker().text()))
              + "</bdi> by <bdi>"
              + Html.text(Quoted.escape(dispatched.job().dispatcher().text()))
              + "</bdi>)</span>");
    }
    return String.join(", ", names) + more(more);
  }

  private static String more(int more) {
    return more > 0 ? " <span class=\"quiet\">and " + Heat.number(more) + " more</span>" : "";
  }

  private String marks() {
    Map<Integer, List<String>> found = new TreeMap<>();
    for (ClockChange change : timeline.clockChanges()) {
      found
          .computeIfAbsent(change.minute(), minute -> new ArrayList<>())
          .add(
              "<strong>The clock goes "
                  + (change.isForward() ? "forward" : "back")
                  + "</strong> from "
                  + TimelineTimes.clock(change.before())
                  + " to "
                  + TimelineTimes.after(change));
    }
    for (Map.Entry<Integer, List<WindowEdge>> edges : edgesByMinute().entrySet()) {
      List<String> lines = found.computeIfAbsent(edges.getKey(), minute -> new ArrayList<>());
      edges(edges.getValue(), true, lines);
      edges(edges.getValue(), false, lines);
    }
    if (found.isEmpty()) {
      return Html.quiet("No window begins or ends, and the clock is left alone.");
    }
    StringBuilder rows = new StringBuilder();
    found.entrySet().stream()
        .limit(MOST_MARKS)
        .forEach(
            mark -> {
              rows.append("<tr><td class=\"when\">");
              rows.append(TimelineTimes.moment(interval, mark.getKey())).append("</td>");
              rows.append("<td class=\"job\">").append(String.join("<br>", mark.getValue()));
              rows.append("</td></tr>");
            });
    int more = found.size() - MOST_MARKS;
    return Html.table(rows.toString(), "When", "What")
        + (more > 0 ? Html.quiet("And at " + Heat.number(more) + " more times.") : "");
  }

  private Map<Integer, List<WindowEdge>> edgesByMinute() {
    return timeline.edges().stream()
        .collect(Collectors.groupingBy(WindowEdge::minute, TreeMap::new, Collectors.toList()));
  }

  /** Those of one minute: the first by name. */
  private static void edges(List<WindowEdge> all, boolean begins, List<String> lines) {
    List<WindowEdge> edges = all.stream().filter(edge -> edge.begins() == begins).toList();
    if (edges.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (WindowEdge edge : edges.subList(0, Math.min(NAMED, edges.size()))) {
      names.add(
          Html.text(Quoted.escape(edge.job().id().text()))
              + " <code>"
              + Html.text(edge.scheduled().item().cron().text())
              + "</code>");
    }
    lines.add(
        "<strong>"
            + windows(edges.size(), begins)
            + ":</strong> "
            + String.join(", ", names)
            + more(edges.size() - names.size()));
  }

  private static String windows(long count, boolean begins) {
    return Heat.number(count)
        + (count == 1 ? " window" : " windows")
        + (begins ? " begin" : " end")
        + (count == 1 ? "s" : "");
  }

  private String lanes(String what, List<Lane> lanes) {
    if (lanes.isEmpty()) {
      return Html.quiet("No dispatches in this time.");
    }
    List<Lane> busiest =
        lanes.stream().sorted(Comparator.comparing((Lane lane) -> -lane.load().peak())).toList();
    LoadCurve curve = new LoadCurve(interval, LANE_STEPS);
    int most = busiest.get(0).load().peak();
    StringBuilder rows = new StringBuilder();
    for (Lane lane : busiest.subList(0, Math.min(MOST_LANES, busiest.size()))) {
      String name = Html.text(Quoted.escape(lane.name()));
      Load of = lane.load();
      rows.append("<tr><th scope=\"row\" class=\"job\" data-name=\"").append(name).append("\">");
      rows.append(name).append("</th>").append(Html.number(lane.jobs()));
      rows.append(Html.number(of.sum())).append(Html.number(of.peak()));
      rows.append("<td class=\"when\">").append(TimelineTimes.moment(interval, of.busiest()));
      rows.append("</td><td class=\"week\">");
      rows.append(curve.open(LANE_HEIGHT, "Load of " + Quoted.escape(lane.name())));
      rows.append("<path class=\"days\" d=\"").append(curve.days(LANE_HEIGHT)).append("\"/>");
      rows.append("<path d=\"").append(curve.area(of, most, LANE_HEIGHT));
      rows.append("\"/></svg></td></tr>");
    }
    int more = busiest.size() - MOST_LANES;
    return Html.table(
            rows.toString(), what, "#Jobs", "#Dispatches", "#Most in a minute", "Peak at", "Course")
        + (more > 0 ? Html.quiet("And " + Heat.number(more) + " more.") : "");
  }

  private String bad() {
    List<Problem> problems = report.counted().problems();
    if (problems.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<section aria-labelledby=\"bad-title\">");
    out.append("<h2 id=\"bad-title\" class=\"alarm\">Bad records</h2><ul>");
    ProblemPrinter printer = new ProblemPrinter(new Colours(false));
    for (Problem problem : problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))) {
      out.append("<li>").append(Html.text(printer.line(problem))).append("</li>");
    }
    out.append("</ul>");
    if (problems.size() > MOST_PROBLEMS) {
      out.append(Html.quiet("And " + Heat.number(problems.size() - MOST_PROBLEMS) + " more."));
    }
    return out.append("</section>").toString();
  }

  private static String resource(String name) {
    try (InputStream in = TimelinePage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the policy of a page names what it allows. */
  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }
}
