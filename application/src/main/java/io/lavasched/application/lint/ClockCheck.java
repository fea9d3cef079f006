// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.ClockEffect;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** What a change of the clock does to a job, in words. */
final class ClockCheck {

  private ClockCheck() {}

  static Problem problem(CronSchedule schedule, NodeCron cron, ClockEffect effect) {
    String found = Quoted.of(schedule.text());
    String daemon = cron.dialect() == CronDialect.VIXIE ? "cron" : cron.dialect().text();
    int count = effect.count();
    String times = count == 1 ? "it" : count + " of its times";
    String what =
        switch (effect.kind()) {
          case SKIPPED -> count == 1 ? " does not send it" : " leaves out " + times;
          case MOVED ->
              " sends it "
                  + (count == 1 ? "at " : count + " times at ")
                  + effect.firesAt().atZone(cron.scheduleZone()).toLocalTime();
          case DOUBLED -> " sends " + times + " twice";
        };
    ProblemCode code =
        switch (effect.kind()) {
          case SKIPPED -> ProblemCode.CLOCK_SKIPS;
          case MOVED -> ProblemCode.CLOCK_MOVES;
          case DOUBLED -> ProblemCode.CLOCK_DOUBLES;
        };
    return Problem.of(
            code,
            "schedule should keep off the hours in which the clock is changed, found "
                + found
                + ": "
                + daemon
                + what
                + " on "
                + effect.after().toLocalDate()
                + ", as "
                + change(effect.zone(), effect.before(), effect.after()))
        .withHint(hint(schedule, cron, effect.kind()));
  }

  /** A change of a clock, such as "the clock of Europe/Berlin goes from 02:00 to 03:00". */
  static String change(ZoneId zone, LocalDateTime before, LocalDateTime after) {
    boolean isSameDay = before.toLocalDate().equals(after.toLocalDate());
    return "the clock of "
        + zone
        + " goes from "
        + time(before, isSameDay)
        + " to "
        + time(after, isSameDay);
  }

  private static String time(LocalDateTime time, boolean isSameDay) {
    return isSameDay ? time.toLocalTime().toString() : time.toString().replace('T', ' ');
  }

  private static Optional<String> hint(
      CronSchedule schedule, NodeCron cron, ClockEffect.Kind kind) {
    boolean isBelowCronTz = cron.dialect().honoursCronTz() && cron.cronTz().isPresent();
    boolean isVixie = !cron.dialect().isStrict() || cron.dialect() == CronDialect.PORTABLE;
    if (kind == ClockEffect.Kind.MOVED) {
      return Optional.empty();
    }
    if (isBelowCronTz) {
      return Optional.of("below a CRON_TZ, cronie makes up for nothing");
    }
    if (isVixie && schedule.hasStarredTime()) {
      return Optional.of(
          kind == ClockEffect.Kind.SKIPPED
              ? "write minute and hour without a star at their start, and it is sent right after"
              : "write minute and hour without a star at their start, and it is sent once");
    }
    return Optional.of("choose another hour");
  }
}
