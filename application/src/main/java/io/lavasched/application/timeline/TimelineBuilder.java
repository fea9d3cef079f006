// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import io.lavasched.application.times.CrontabTimes;
import io.lavasched.application.times.DispatchTimes;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a {@link Timeline} of jobs.
 *
 * <p>Each distinct cron string is walked through once, however many jobs have it: ten thousand jobs
 * of every minute would otherwise be a hundred million steps.
 */
public final class TimelineBuilder {

  /** A cron string of a cron: whatever has the same one fires at the same minutes. */
  private record Fires(CronSchedule schedule, NodeCron cron) {}

  private record Job(JobRecord record, DispatchTimes times) {}

  /** Who has a cron string, by when it is in force. */
  private record Shared(FireTimes times, Map<ActiveSeconds, Users> windows) {

    private Users users(ActiveSeconds active, Interval interval) {
      return windows.computeIfAbsent(active, key -> new Users(ActiveMinutes.of(active, interval)));
    }
  }

  /** A schedule, and who shares its cron string and its window. */
  private record Planned(ScheduleItem item, Users users) {}

  private final Interval interval;
  private final List<Job> added = new ArrayList<>();

  /**
   * Starts without a job.
   *
   * @param interval which minutes
   */
  public TimelineBuilder(Interval interval) {
    this.interval = interval;
  }

  /**
   * Adds a job that a crontab dispatches.
   *
   * @param job must name a dispatcher
   * @param cron that of its dispatcher
   * @param rebuilds of the crontab of its dispatcher
   */
  public void add(JobRecord job, NodeCron cron, RebuildTimes rebuilds) {
    add(job, new CrontabTimes(cron, rebuilds));
  }

  /**
   * Adds a job.
   *
   * @param job must name a dispatcher
   * @param times those of its dispatcher
   */
  public void add(JobRecord job, DispatchTimes times) {
    if (job.dispatcher().isEmpty()) {
      throw new IllegalArgumentException("no dispatcher: " + job.id());
    }
    added.add(new Job(job, times));
  }

  /**
   * Makes the timeline of the jobs that were added.
   *
   * @return the same in whatever order they were added
   */
  public Timeline build() {
    added.sort(
        Comparator.comparing((Job job) -> dispatcher(job.record()))
            .thenComparing(job -> job.record().id()));
    Lanes dispatchers = new Lanes(interval);
    Lanes workers = new Lanes(interval);
    Map<Fires, Shared> plan = new LinkedHashMap<>();
    List<List<Planned>> planned =
        added.stream().map(job -> plan(job, plan, dispatchers, workers)).toList();
    Loads loads = new Loads(interval, dispatchers, workers);
    plan.values().forEach(shared -> loads.walk(shared.times(), shared.windows().values()));
    List<WindowEdge> edges = new ArrayList<>();
    List<TimelineJob> jobs = jobs(planned, dispatchers, workers, edges);
    edges.sort(Comparator.comparingInt(WindowEdge::minute)); // else as the jobs are
    return new Timeline(
        interval,
        jobs,
        loads.total(),
        dispatchers.sorted(),
        workers.sorted(),
        new Crowds(jobs, loads).largest(),
        edges,
        interval.clockChanges());
  }

  private static DispatcherName dispatcher(JobRecord job) {
    return job.dispatcher().orElseThrow();
  }

  /** Adds a job to those who have its cron strings in its windows. */
  private List<Planned> plan(Job job, Map<Fires, Shared> plan, Lanes dispatchers, Lanes workers) {
    int dispatcher = dispatchers.indexOf(dispatcher(job.record()).text());
    int worker = workers.indexOf(job.record().worker().text());
    List<Planned> planned = new ArrayList<>();
    for (ScheduleItem item : job.record().schedule().items()) {
      if (!item.cron().isReboot()) {
        Users users =
            plan.computeIfAbsent(
                    new Fires(item.cron(), job.times().cron()),
                    fires -> new Shared(job.times().fires(fires.schedule()), new LinkedHashMap<>()))
                .users(job.times().inForce(item.window()), interval);
        users.add(dispatcher, worker);
        planned.add(new Planned(item, users));
      }
    }
    return planned;
  }

  private List<TimelineJob> jobs(
      List<List<Planned>> planned, Lanes dispatchers, Lanes workers, List<WindowEdge> edges) {
    List<TimelineJob> jobs = new ArrayList<>(added.size());
    for (int i = 0; i < added.size(); i++) {
      JobRecord record = added.get(i).record();
      List<TimelineJob.Scheduled> schedules = new ArrayList<>();
      for (Planned each : planned.get(i)) {
        schedules.add(new TimelineJob.Scheduled(each.item(), each.users().dispatches()));
      }
      if (schedules.isEmpty()) {
        continue;
      }
      TimelineJob made =
          new TimelineJob(record.id(), dispatcher(record), record.worker(), schedules);
      jobs.add(made);
      addEdges(made, added.get(i).times().cron().zone(), edges);
      if (made.dispatches() > 0) {
        dispatchers.countJob(made.dispatcher().text());
        workers.countJob(made.worker().text());
      }
    }
    return jobs;
  }

  private void addEdges(TimelineJob job, ZoneId windowZone, List<WindowEdge> edges) {
    for (TimelineJob.Scheduled scheduled : job.schedules()) {
      ActiveWindow window = scheduled.item().window();
      if (!window.equals(ActiveWindow.ALWAYS)) {
        ActiveMinutes active = ActiveMinutes.of(window.inSeconds(windowZone), interval);
        addEdge(active.first(), true, job, scheduled, edges);
        addEdge(active.last() + 1, false, job, scheduled, edges);
      }
    }
  }

  private void addEdge(
      long minute,
      boolean begins,
      TimelineJob job,
      TimelineJob.Scheduled scheduled,
      List<WindowEdge> edges) {
    if (minute >= 0 && minute < interval.minutes()) {
      edges.add(new WindowEdge((int) minute, begins, job, scheduled));
    }
  }
}
