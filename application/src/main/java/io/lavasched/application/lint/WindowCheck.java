// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.schedule.WindowTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Windows that are not what their author reads in them, whenever the crontab is rebuilt. */
final class WindowCheck {

  private final NodeCron cron;
  private final long now;

  /**
   * @param cron where the schedules are dispatched
   * @param now windows that end before it are left alone
   */
  WindowCheck(NodeCron cron, Instant now) {
    this.cron = cron;
    this.now = now.getEpochSecond();
  }

  /** What is said of a window that is over. */
  static Problem over(ActiveWindow window, ZoneId zone) {
    return Problem.of(
            ProblemCode.WINDOW_OVER,
            "schedule should have a window that is not over, found one that ended "
                + window.to().toInstant(zone))
        .withHint("remove the schedule, or set a later end")
        .under("to");
  }

  /** What is wrong with one window. */
  List<Problem> problems(ScheduleItem item) {
    ActiveWindow window = item.window();
    if (window.equals(ActiveWindow.ALWAYS)) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    ActiveSeconds seconds = window.inSeconds(cron.zone());
    inverted(window, seconds).ifPresent(problems::add);
    if (!item.cron().isReboot() && item.cron().canFire() && seconds.last() > now) {
      FireTimes fires = ActiveFires.times(item.cron(), cron);
      withoutFires(seconds, fires).ifPresent(problems::add);
      dateAlone(window.to(), seconds, fires).ifPresent(problems::add);
    }
    return problems;
  }

  /** Turned round by its zones alone: written the other way, it is meant. */
  private static Optional<Problem> inverted(ActiveWindow window, ActiveSeconds seconds) {
    if (!seconds.excludes() || window.from().local().isAfter(window.to().local())) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.WINDOW_INVERTED,
                "window should begin before it ends, found "
                    + Instant.ofEpochSecond(seconds.first())
                    + " for from and "
                    + Instant.ofEpochSecond(seconds.last())
                    + " for to: it is active outside them, and not between them")
            .withHint("write both with their offset from UTC"));
  }

  private static Optional<Problem> withoutFires(ActiveSeconds seconds, FireTimes fires) {
    if (seconds.excludes() || fires.next(seconds.first() - 1) <= seconds.last()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.WINDOW_WITHOUT_TIMES,
                "window should have a time of its schedule in it, found none from "
                    + Instant.ofEpochSecond(seconds.first())
                    + " to "
                    + Instant.ofEpochSecond(seconds.last()))
            .withHint("it never runs; both ends are part of the window"));
  }

  private Optional<Problem> dateAlone(WindowTime to, ActiveSeconds seconds, FireTimes fires) {
    if (!to.isDateAlone()) {
      return Optional.empty();
    }
    LocalDate day = to.local().toLocalDate();
    LocalDate next = day.plusDays(1);
    long dayEnd =
        new WindowTime(next.atStartOfDay(), to.offsetSeconds())
            .toInstant(cron.zone())
            .getEpochSecond();
    if (fires.next(seconds.last()) >= dayEnd) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.DATE_ONLY_TO,
                "to should name the last moment, found the date "
                    + day
                    + " alone: that is its first moment, and the rest of the day is left out")
            .withHint("write " + day + "T23:59:59 or " + next + " if that day is meant too")
            .under("to"));
  }
}
