package io.lavasched.cli;

import io.lavasched.domain.job.Enabled;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.usecase.Dispatch;
import io.lavasched.domain.usecase.ForecastJob;
import io.lavasched.domain.usecase.WindowChange;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Coming dispatches as a table, and between them the windows that begin and end.
 *
 * <pre>
 * Mon 2026-12-07 06:00 +11:00  2026-12-06T19:00Z  report/weekly  Sydney  core  0 6 * * mon
 * </pre>
 */
final class NextText {

  private static final int WIDEST = 32;

  private static final int LOCAL_WIDTH = 27;

  private static final int UTC_WIDTH = 17;

  private final Coming coming;
  private final PrintStream out;
  private final Columns columns;
  private final String indent;
  private long dispatches;
  private boolean isCut;

  NextText(Coming coming, PrintStream out) {
    this.coming = coming;
    this.out = out;
    this.columns = new Columns(coming.forecast().jobs(), coming.groupBy());
    this.indent = coming.groupBy().isPresent() ? "  " : "";
  }

  /** Prints all. */
  void print() {
    boolean first = true;
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
      print(columns.atBoot, boot.job(), boot.schedule(), marks(boot));
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
          ClockTime.both(dispatch.at(), dispatch.job().cron().scheduleZone()),
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
        ClockTime.both(
            change.begins() ? change.at() : change.at() - 1, change.job().cron().scheduleZone()),
        change.job(),
        change.schedule(),
        change.begins() ? "  (window begins)" : "  (window ends)");
  }

  private static String mark(Enabled enabled) {
    if (enabled.isDisabled()) {
      return "  (disabled)";
    }
    return enabled.isDecidedAtRunTime() ? "  (decided at run time)" : "";
  }

  private static String marks(Dispatch dispatch) {
    return (dispatch.times() > 1 ? "  (" + dispatch.times() + " times)" : "")
        + mark(dispatch.job().enabled());
  }

  private void print(String time, ForecastJob job, ScheduleItem item, String marks) {
    out.println(indent + time + "  " + columns.of(job) + Quoted.name(item.cron().text()) + marks);
  }

  long dispatches() {
    return dispatches;
  }

  /** Whether there are more. */
  boolean isCut() {
    return isCut;
  }

  /**
   * The columns of a job, as wide as the widest of all jobs, within reason. What the jobs are
   * grouped by has none.
   */
  private static final class Columns {

    private final String atBoot;
    private final Map<GroupBy, Integer> widths = new EnumMap<>(GroupBy.class);

    private Columns(List<ForecastJob> jobs, Optional<GroupBy> groupBy) {
      for (GroupBy column : GroupBy.values()) {
        if (!groupBy.equals(Optional.of(column))) {
          widths.put(column, width(jobs, column));
        }
      }
      atBoot = pad("at boot", LOCAL_WIDTH) + "  " + " ".repeat(UTC_WIDTH);
    }

    private static int width(List<ForecastJob> jobs, GroupBy column) {
      return jobs.stream()
          .mapToInt(job -> length(Quoted.name(column.of(job))))
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
      return text + " ".repeat(Math.max(0, width - length(text)));
    }

    private static int length(String text) {
      return text.codePointCount(0, text.length());
    }
  }
}
