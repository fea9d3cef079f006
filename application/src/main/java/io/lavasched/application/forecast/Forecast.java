// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.times.DispatchTimes;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ScheduleItem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The coming dispatches of some jobs of a realm.
 *
 * <p>A schedule fires while it is in force: in a crontab from the first rebuild that finds its
 * window open to the first that finds it closed, see {@link DispatchTimes}. Jobs with a bad record,
 * and those whose zone is not known, are left out and reported. The records are read once, when the
 * forecast is made.
 */
public final class Forecast {

  private final RealmJobs realm;
  private final List<ForecastJob> jobs;
  private final Set<DispatcherName> unserved;
  private final long now;
  private final long until;

  private Forecast(ForecastRequest request, RealmJobs realm) {
    this.realm = realm;
    this.jobs = realm.jobs();
    this.unserved = realm.unserved(jobs);
    this.now = request.span().now().getEpochSecond();
    this.until = request.span().until().map(i -> i.getEpochSecond()).orElse(FireTimes.NEVER - 1);
  }

  /**
   * Reads the records for a forecast.
   *
   * @param table where they are
   * @param request of what to make it
   * @return the forecast
   */
  public static Forecast of(JobsTable table, ForecastRequest request) {
    RealmJobs realm = new RealmJobs(request);
    table.forEach(realm::add);
    realm.addNotes(table.notes());
    return new Forecast(request, realm);
  }

  /**
   * The jobs of the forecast, those without a schedule too.
   *
   * @return by dispatcher, then in the order of the block
   */
  public List<ForecastJob> jobs() {
    return jobs;
  }

  /**
   * What was asked for and is not there.
   *
   * @return {@code job-not-found}, {@code dispatcher-not-found} and {@code worker-not-found}
   */
  public List<Problem> notFound() {
    return realm.notFound();
  }

  /**
   * What is wrong with the records that were asked for, and with who serves them.
   *
   * @return sorted by record
   */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(realm.problems());
    for (ForecastJob job : jobs) {
      job.times().firstMissed(job.record(), now, until).ifPresent(all::add);
    }
    return all;
  }

  /**
   * Whether a job is left out because its record is bad.
   *
   * @return true when the forecast is not all that was asked for
   */
  public boolean isIncomplete() {
    return problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /**
   * The lavasched jobs that put the jobs of a dispatcher into a crontab.
   *
   * @param dispatcher whose jobs
   * @return the enabled ones first
   */
  public List<RealmLavaschedJob> lavaschedJobsOf(DispatcherName dispatcher) {
    return realm.lavaschedJobs().of(dispatcher);
  }

  /**
   * Whether no lavasched job serves the dispatcher of a job: nothing rebuilds its crontab.
   *
   * @param job one of the forecast
   * @return false also where that is not known: among some files without any lavasched job
   */
  public boolean isUnserved(ForecastJob job) {
    return unserved.contains(job.dispatcher());
  }

  /**
   * The coming dispatches in time order, those of one instant in the order of the jobs.
   *
   * <p>They are found one by one as they are asked for: there may be no end of them.
   *
   * @param of those of these jobs, which must be jobs of the forecast
   * @return after now, up to and with the end of the forecast
   */
  Iterator<Dispatch> dispatches(List<ForecastJob> of) {
    return new Merge(of);
  }

  /**
   * The schedules that cron starts when it starts itself.
   *
   * @param of those of these jobs
   * @return those that are in the crontab now, at no time in particular
   */
  public List<Dispatch> atBoot(List<ForecastJob> of) {
    List<Dispatch> found = new ArrayList<>();
    for (ForecastJob job : of) {
      List<ScheduleItem> items = job.record().schedule().items();
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i).cron().isReboot() && job.times().inForce(items.get(i).window()).has(now)) {
          found.add(new Dispatch(now, job, i, 1));
        }
      }
    }
    return found;
  }

  /**
   * The windows that begin or end.
   *
   * @param of those of these jobs
   * @return in time order, after now, up to and with the end of the forecast
   */
  public List<WindowChange> windowChanges(List<ForecastJob> of) {
    List<WindowChange> found = new ArrayList<>();
    for (ForecastJob job : of) {
      List<ScheduleItem> items = job.record().schedule().items();
      for (int i = 0; i < items.size(); i++) {
        ActiveSeconds window = window(job, items.get(i));
        for (long at = window.changeAfter(now);
            at <= until && at != ActiveSeconds.NEVER;
            at = window.changeAfter(at)) {
          found.add(new WindowChange(at, job, i, window.has(at), job.times().nextRebuild(at - 2)));
        }
      }
    }
    found.sort(Comparator.comparingLong(WindowChange::at));
    return found;
  }

  private ActiveSeconds window(ForecastJob job, ScheduleItem item) {
    ZoneId zone = job.cron().zone();
    return item.window().inSeconds(zone);
  }

  /** One schedule of one job, at its next fire. */
  private static final class Lane {
    private final ForecastJob job;
    private final int item;
    private final int rank;
    private final ActiveFires fires;
    private long at;

    private Lane(ForecastJob job, int item, int rank, ActiveFires fires, long at) {
      this.job = job;
      this.item = item;
      this.rank = rank;
      this.fires = fires;
      this.at = at;
    }
  }

  /** A schedule as one cron has it: as many jobs have the same, it is worked out once. */
  private record Times(CronSchedule schedule, NodeCron cron) {}

  /** Of each schedule only the next fire is known at any time. */
  private final class Merge implements Iterator<Dispatch> {

    private final PriorityQueue<Lane> lanes =
        new PriorityQueue<>(
            Comparator.comparingLong((Lane lane) -> lane.at).thenComparingInt(lane -> lane.rank));

    private Merge(List<ForecastJob> of) {
      Map<Times, FireTimes> known = new HashMap<>();
      int rank = 0;
      for (ForecastJob job : of) {
        List<ScheduleItem> items = job.record().schedule().items();
        for (int i = 0; i < items.size(); i++) {
          CronSchedule cron = items.get(i).cron();
          FireTimes times =
              known.computeIfAbsent(
                  new Times(cron, job.cron()), key -> job.times().fires(key.schedule));
          ActiveFires fires = new ActiveFires(times, job.times().inForce(items.get(i).window()));
          add(new Lane(job, i, rank++, fires, fires.next(now)));
        }
      }
    }

    private void add(Lane lane) {
      if (lane.at <= until) {
        lanes.add(lane);
      }
    }

    @Override
    public boolean hasNext() {
      return !lanes.isEmpty();
    }

    @Override
    public Dispatch next() {
      Lane lane = lanes.poll();
      if (lane == null) {
        throw new NoSuchElementException();
      }
      Dispatch dispatch = new Dispatch(lane.at, lane.job, lane.item, lane.fires.count(lane.at));
      lane.at = lane.fires.next(lane.at);
      add(lane);
      return dispatch;
    }
  }
}
