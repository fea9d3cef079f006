package io.lavasched.domain.usecase;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.FireTimes;
import io.lavasched.domain.schedule.JobSchedule;
import io.lavasched.domain.schedule.NodeCron;
import io.lavasched.domain.schedule.ScheduleItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds the windows of schedules against the rebuilds: a window begins and ends in the crontab only
 * when that is rebuilt. A job that fires more often than the rebuilds do is sent for a while after
 * its window, and one with a short window may never be in the crontab at all.
 */
final class RebuildCheck {

  /** Nobody wants to know more exactly. */
  private static final int MOST = 1000;

  private final NodeCron cron;
  private final List<FireTimes> rebuilds;

  /**
   * @param cron where both are dispatched
   * @param rebuilds the schedule of the lavasched job
   */
  RebuildCheck(NodeCron cron, JobSchedule rebuilds) {
    this.cron = cron;
    this.rebuilds =
        rebuilds.items().stream().map(item -> ActiveFires.times(item.cron(), cron)).toList();
  }

  /** What is wrong with one window, seen from now on. */
  Optional<Problem> problem(ScheduleItem item, Instant now) {
    ActiveWindow window = item.window();
    if (window.equals(ActiveWindow.ALWAYS) || item.cron().isReboot()) {
      return Optional.empty();
    }
    FireTimes fires = ActiveFires.times(item.cron(), cron);
    long first = window.from().toInstant(cron.zone()).getEpochSecond();
    long last = window.to().toInstant(cron.zone()).getEpochSecond();
    boolean isMissed =
        first <= last && first > now.getEpochSecond() && isMissed(fires, first, last);
    if (isMissed) {
      return Optional.of(missed(first, last));
    }
    return last > now.getEpochSecond() ? late(fires, last) : Optional.empty();
  }

  /** Whether it would fire in the window, and does not, because no rebuild comes before. */
  private boolean isMissed(FireTimes fires, long first, long last) {
    if (fires.next(first - 1) > last) {
      return false;
    }
    long rebuild = nextRebuild(first - 1);
    // In the minute of the rebuild itself, cron has read the old crontab.
    return rebuild != FireTimes.NEVER && (rebuild > last || fires.next(rebuild) > last);
  }

  private Problem missed(long first, long last) {
    return Problem.of(
            ProblemCode.WINDOW_MISSED,
            "window should have a rebuild before the last time in it, found the first one at "
                + Instant.ofEpochSecond(nextRebuild(first - 1))
                + " for a window of "
                + Instant.ofEpochSecond(first)
                + " to "
                + Instant.ofEpochSecond(last))
        .withHint("begin the window earlier: it counts from the next rebuild of the crontab on");
  }

  private Optional<Problem> late(FireTimes fires, long last) {
    long rebuild = nextRebuild(last);
    int count = 0;
    for (long fire = fires.next(last);
        rebuild != FireTimes.NEVER && fire <= rebuild && count < MOST;
        fire = fires.next(fire)) {
      count++;
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.WINDOW_LAGS,
                    "window should end with a rebuild, found the end at "
                        + Instant.ofEpochSecond(last)
                        + " and the next rebuild at "
                        + Instant.ofEpochSecond(rebuild)
                        + ": the job is sent "
                        + (count == MOST ? "at least " : "")
                        + (count == 1 ? "once" : count + " times")
                        + " more")
                .withHint("schedule the lavasched job more often, or end the window earlier")
                .under("to"));
  }

  private long nextRebuild(long after) {
    long next = FireTimes.NEVER;
    for (FireTimes rebuild : rebuilds) {
      next = Math.min(next, rebuild.next(after));
    }
    return next;
  }
}
