// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import java.time.Instant;
import java.util.Optional;

/**
 * Holds the windows of schedules against the rebuilds: a window begins and ends in the crontab only
 * when that is rebuilt. A job that fires more often than there are rebuilds goes on firing for a
 * while after its window, and one with a short window may never be in the crontab at all.
 */
public final class RebuildCheck {

  /** Nobody wants to know more exactly. */
  private static final int MOST = 1000;

  private final NodeCron cron;
  private final RebuildTimes rebuilds;

  /**
   * @param cron where both are dispatched
   * @param rebuilds when the crontab is rebuilt
   */
  public RebuildCheck(NodeCron cron, RebuildTimes rebuilds) {
    this.cron = cron;
    this.rebuilds = rebuilds;
  }

  /** What is wrong with one window, seen from now on. */
  public Optional<Problem> problem(ScheduleItem item, Instant now) {
    ActiveWindow window = item.window();
    if (window.equals(ActiveWindow.ALWAYS) || item.cron().isReboot()) {
      return Optional.empty();
    }
    Optional<Problem> missed = missed(item, now.getEpochSecond());
    if (missed.isPresent()) {
      return missed;
    }
    ActiveSeconds active = window.inSeconds(cron.zone());
    return active.last() > now.getEpochSecond()
        ? late(inCrontab(item, active), active)
        : Optional.empty();
  }

  /** The first window of a job that begins up to a second and that no rebuild sees in time. */
  public Optional<Problem> firstMissed(JobRecord job, long now, long until) {
    return job.schedule().items().stream()
        .filter(item -> !item.window().equals(ActiveWindow.ALWAYS) && !item.cron().isReboot())
        .filter(item -> item.window().inSeconds(cron.zone()).first() <= until)
        .flatMap(item -> missed(item, now).stream())
        .findFirst()
        .map(problem -> problem.under("schedule").in(Subject.job(job.id().text())));
  }

  /**
   * A window in which there would be fires after now, and in the whole of which there are none,
   * because the rebuilds come too late.
   */
  private Optional<Problem> missed(ScheduleItem item, long now) {
    ActiveSeconds active = item.window().inSeconds(cron.zone());
    if (active.excludes() || active.last() <= now) {
      return Optional.empty();
    }
    long before = active.first() - 1;
    boolean isMissed =
        ActiveFires.times(item.cron(), cron).next(Math.max(before, now)) <= active.last()
            && inCrontab(item, active).next(before) > active.last();
    return isMissed ? Optional.of(missed(active)) : Optional.empty();
  }

  private ActiveFires inCrontab(ScheduleItem item, ActiveSeconds active) {
    return new ActiveFires(ActiveFires.times(item.cron(), cron), rebuilds.inCrontab(active));
  }

  private Problem missed(ActiveSeconds active) {
    return Problem.of(
            ProblemCode.WINDOW_MISSED,
            "window should have a rebuild before the last time in it, found the first one at "
                + Instant.ofEpochSecond(rebuilds.next(active.first() - 1))
                + " for a window of "
                + Instant.ofEpochSecond(active.first())
                + " to "
                + Instant.ofEpochSecond(active.last()))
        .withHint("begin the window earlier: it counts from the next rebuild of the crontab on");
  }

  private Optional<Problem> late(ActiveFires fires, ActiveSeconds active) {
    long last = active.last();
    long rebuild = rebuilds.next(last - 1);
    int count = 0;
    // A fire in the window when it has begun again is not late.
    for (long fire = fires.next(last);
        rebuild != FireTimes.NEVER && fire <= rebuild && !active.has(fire) && count < MOST;
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
}
