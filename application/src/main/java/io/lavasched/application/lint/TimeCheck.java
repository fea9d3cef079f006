// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RebuildCheck;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.cron.PortableCron;
import io.lavasched.domain.fire.ClockEffect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether jobs are dispatched when their authors mean it: the traps of cron strings, the changes of
 * the clock within a year, and windows that no rebuild sees.
 */
final class TimeCheck {

  private static final Duration YEAR = Duration.ofDays(366);

  private final Instant now;
  private final ZoneId zone;
  private final CronDialect dialect;
  private final List<ScheduledJob> scheduled = new ArrayList<>();

  TimeCheck(Instant now, ZoneId zone, CronDialect dialect) {
    this.now = now;
    this.zone = zone;
    this.dialect = dialect;
  }

  void addJob(JobRecord record, Subject subject, SchedulePlaces places) {
    if (record.schedule().isScheduled()) {
      scheduled.add(
          new ScheduledJob(subject, record.dispatcher(), record.schedule().items(), places));
    }
  }

  /**
   * What was found.
   *
   * @param lavaschedJobs who serves the dispatchers of the jobs
   */
  List<Problem> problems(RealmLavaschedJobs lavaschedJobs) {
    List<Problem> problems = new ArrayList<>();
    Map<DispatcherName, NodeCron> crons = new HashMap<>();
    Map<DispatcherName, RebuildTimes> rebuilds = new HashMap<>();
    for (ScheduledJob job : scheduled) {
      NodeCron cron =
          job.dispatcher()
              .map(d -> crons.computeIfAbsent(d, n -> lavaschedJobs.cronOf(n, zone, dialect)))
              .orElseGet(() -> RealmLavaschedJobs.cron(zone, dialect, Optional.empty()));
      RebuildTimes times =
          job.dispatcher()
              .map(d -> rebuilds.computeIfAbsent(d, n -> lavaschedJobs.timesOf(n, zone, dialect)))
              .orElse(RebuildTimes.UNKNOWN);
      addTraps(job, problems);
      addClockChanges(job, cron, problems);
      addWindowTraps(job, new WindowCheck(cron, now), problems);
      addWindows(job, new RebuildCheck(cron, times), problems);
    }
    return problems;
  }

  private void addTraps(ScheduledJob job, List<Problem> problems) {
    for (int i = 0; i < job.items().size(); i++) {
      for (Problem problem : TrapCheck.problems(job.items().get(i).cron(), dialect)) {
        problems.add(job.placedInCron(problem, i));
      }
    }
  }

  /**
   * The first one of each kind. A job that fires each hour loses, or gains, one time among many,
   * and nobody would want that otherwise.
   */
  private void addClockChanges(ScheduledJob job, NodeCron cron, List<Problem> problems) {
    Set<ClockEffect.Kind> told = EnumSet.noneOf(ClockEffect.Kind.class);
    for (int i = 0; i < job.items().size(); i++) {
      ScheduleItem item = job.items().get(i);
      if (item.cron().isEachHour() || item.cron().isReboot()) {
        continue;
      }
      CronSchedule written = PortableCron.written(item.cron(), dialect);
      for (ClockEffect effect : ClockEffect.of(written, cron, now, now.plus(YEAR))) {
        if (item.window().isActive(effect.change(), zone) && told.add(effect.kind())) {
          problems.add(job.placedInCron(ClockCheck.problem(item.cron(), cron, effect), i));
        }
      }
    }
  }

  private static void addWindowTraps(
      ScheduledJob job, WindowCheck windows, List<Problem> problems) {
    for (int i = 0; i < job.items().size(); i++) {
      for (Problem problem : windows.problems(job.items().get(i))) {
        problems.add(job.placed(problem, i));
      }
    }
  }

  private void addWindows(ScheduledJob job, RebuildCheck rebuilds, List<Problem> problems) {
    for (int i = 0; i < job.items().size(); i++) {
      Optional<Problem> problem = rebuilds.problem(job.items().get(i), now);
      if (problem.isPresent()) {
        problems.add(job.placed(problem.get(), i));
        return;
      }
    }
  }
}
