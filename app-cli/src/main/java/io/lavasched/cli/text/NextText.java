// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.forecast.Coming;
import io.lavasched.application.forecast.Dispatch;
import io.lavasched.application.forecast.ForecastJob;
import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.forecast.GroupBy;
import io.lavasched.application.forecast.WindowChange;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.Enabled;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Coming dispatches as a table, and between them the windows that begin and end.
 *
 * <pre>
 * Mon 2026-12-07 06:00 +11:00  2026-12-06T19:00Z  report/weekly  Sydney  core  0 6 * * mon
 * </pre>
 */
public final class NextText {

  private static final int WIDEST = 32;

  private static final int LOCAL_WIDTH = 27;

  private static final int UTC_WIDTH = 17;

  /** Of a job that is in no crontab, unless a rebuild put it there before. */
  private static final String UNSERVED = "nothing rebuilds its crontab";

  private static final String UNSERVED_IN_SERVICE = "no lavasched job keeps its schedules";

  private final Coming coming;
  private final PrintStream out;
  private final Columns columns;
  private final String indent;
  private final boolean hasHeader;
  private long dispatches;
  private boolean isCut;

  /**
   * A table.
   *
   * @param hasHeader whether a person reads it: a program takes each line for a dispatch
   */
  public NextText(Coming coming, PrintStream out, boolean hasHeader) {
    this.coming = coming;
    this.out = out;
    this.columns =
        new Columns(coming.forecast().jobs(), coming.groupBy(), isInUtc(coming), hasHeader);
    this.hasHeader = hasHeader;
    this.indent = coming.groupBy().isPresent() ? "  " : "";
  }

  /** Prints all. */
  public void print() {
    boolean first = true;
    if (hasHeader && !coming.forecast().jobs().isEmpty()) {
      out.println(indent + columns.header());
    }
    for (Map.Entry<String, List<ForecastJob>> group : coming.groups().entrySet()) {
      if (coming.groupBy().isPresent()) {
        out.println((first ? "" : "\n") + Quoted.name(group.getKey()));
      }
      print(group.getValue());
      first = false;
    }
  }

  private void print(List<ForecastJob> jobs) {
    boolean nothing = true;
    for (Dispatch boot : coming.forecast().atBoot(jobs)) {
      print(columns.atBoot(), boot.job(), boot.schedule(), marks(boot));
      nothing = false;
    }
    Coming.Dispatches all = coming.dispatches(jobs, out);
    Deque<WindowChange> windows = new ArrayDeque<>(coming.forecast().windowChanges(jobs));
    while (all.hasNext()) {
      Dispatch dispatch = all.next();
      while (!windows.isEmpty() && windows.getFirst().at() <= dispatch.at()) {
        print(windows.removeFirst());
      }
      print(
          columns.time(dispatch.at(), dispatch.job()),
          dispatch.job(),
          dispatch.schedule(),
          marks(dispatch));
      dispatches++;
      nothing = false;
    }
    isCut |= all.isCut();
    if (!all.isCut()) {
      nothing &= windows.isEmpty();
      windows.forEach(this::print);
    }
    if (nothing && coming.groupBy().isPresent()) {
      out.println(indent + "none");
    }
  }

  private void print(WindowChange change) {
    print(
        columns.time(change.begins() ? change.at() : change.at() - 1, change.job()),
        change.job(),
        change.schedule(),
        "  (window " + (change.begins() ? "begins" : "ends") + rebuild(change) + ")");
  }

  /** Where cron goes by it only later: when the crontab is rebuilt. */
  private static String rebuild(WindowChange change) {
    boolean isAtOnce = change.rebuild() <= change.at();
    return isAtOnce || change.rebuild() == FireTimes.NEVER
        ? ""
        : "; the crontab is rebuilt at "
            + ClockTime.local(change.rebuild(), change.job().cron().scheduleZone());
  }

  /** Whether the clocks of all jobs show UTC, as long as the forecast goes. */
  private static boolean isInUtc(Coming coming) {
    return coming.forecast().jobs().stream()
        .map(job -> job.cron().scheduleZone())
        .distinct()
        .allMatch(zone -> isUtc(zone.getRules(), coming.request()));
  }

  private static boolean isUtc(ZoneRules rules, ForecastRequest request) {
    if (!rules.getOffset(request.span().now()).equals(ZoneOffset.UTC)) {
      return false;
    }
    ZoneOffsetTransition next = rules.nextTransition(request.span().now());
    return next == null || request.span().until().map(next.getInstant()::isAfter).orElse(false);
  }

  /** Of a job that nobody serves. */
  public static String unserved(Coming coming) {
    return coming.request().times().cron().isPresent() ? UNSERVED : UNSERVED_IN_SERVICE;
  }

  private String unserved(ForecastJob job) {
    return coming.forecast().isUnserved(job) ? "  (" + unserved(coming) + ")" : "";
  }

  private static String mark(Enabled enabled) {
    if (enabled.isDisabled()) {
      return "  (disabled)";
    }
    return enabled.isDecidedAtRunTime() ? "  (decided at run time)" : "";
  }

  private static String marks(Dispatch dispatch) {
    return (dispatch.times() > 1 ? "  (" + dispatch.times() + " times)" : "")
        + (dispatch.isLate() ? "  (after its window: the crontab is not rebuilt yet)" : "")
        + mark(dispatch.job().enabled());
  }

  private void print(String time, ForecastJob job, ScheduleItem item, String marks) {
    out.println(
        indent
            + time
            + "  "
            + columns.of(job)
            + Quoted.name(item.cron().text())
            + marks
            + unserved(job));
  }

  public long dispatches() {
    return dispatches;
  }

  /** Whether there are more. */
  public boolean isCut() {
    return isCut;
  }

  /**
   * The columns of a job, as wide as the widest of all jobs, within reason. What the jobs are
   * grouped by has none.
   */
  private static final class Columns {

    private final boolean isInUtc;
    private final Map<GroupBy, Integer> widths = new EnumMap<>(GroupBy.class);

    private Columns(
        List<ForecastJob> jobs, Optional<GroupBy> groupBy, boolean isInUtc, boolean hasHeader) {
      this.isInUtc = isInUtc;
      for (GroupBy column : GroupBy.values()) {
        if (!groupBy.equals(Optional.of(column))) {
          int head = hasHeader ? TextColumns.points(column.label()) : 0;
          widths.put(column, Math.max(head, width(jobs, column)));
        }
      }
    }

    /** Both times where they differ. */
    private String time(long at, ForecastJob job) {
      ZoneId zone = job.cron().scheduleZone();
      return isInUtc ? ClockTime.local(at, zone) : ClockTime.both(at, zone);
    }

    private String times(String local, String utc) {
      return isInUtc
          ? pad(local, LOCAL_WIDTH)
          : pad(local, LOCAL_WIDTH) + "  " + pad(utc, UTC_WIDTH);
    }

    private String atBoot() {
      return times("at boot", "");
    }

    private String header() {
      StringBuilder out =
          new StringBuilder(times(isInUtc ? "TIME (UTC)" : "TIME", "UTC")).append("  ");
      widths.forEach(
          (column, width) ->
              out.append(pad(column.label().toUpperCase(Locale.ROOT), width)).append("  "));
      return out.append("SCHEDULE").toString();
    }

    private static int width(List<ForecastJob> jobs, GroupBy column) {
      return jobs.stream()
          .mapToInt(job -> TextColumns.points(Quoted.name(column.of(job))))
          .filter(width -> width <= WIDEST)
          .max()
          .orElse(0);
    }

    private String of(ForecastJob job) {
      StringBuilder out = new StringBuilder();
      widths.forEach(
          (column, width) -> out.append(pad(Quoted.name(column.of(job)), width)).append("  "));
      return out.toString();
    }

    private static String pad(String text, int width) {
      return TextColumns.padded(text, TextColumns.points(text), width);
    }
  }
}
