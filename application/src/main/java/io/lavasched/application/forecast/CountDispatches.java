// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.RealmRecords;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.timeline.TimelineBuilder;
import io.lavasched.application.times.DispatchTimes;
import io.lavasched.application.times.RealmCrontabs;
import io.lavasched.application.times.RealmService;
import io.lavasched.application.times.RealmTimes;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.word.Words;
import io.lavasched.domain.worker.Enabled;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Counts what the records of a realm dispatch in some days: when it is how crowded, and by whose
 * jobs.
 *
 * <p>A disabled job counts, for it is dispatched too. A record that is bad, or that the cron at
 * hand cannot take, is reported and not counted.
 */
public final class CountDispatches {

  private static final Comparator<Problem> BY_RECORD =
      Comparator.comparing((Problem p) -> p.location().subject().map(Subject::kind).orElseThrow())
          .thenComparing(
              p -> p.location().subject().map(Subject::name).orElseThrow(), Words.BY_CODE_POINT);

  private final RealmTimes times;
  private final Set<DispatcherName> dispatchers;
  private final RealmRecords records;

  private CountDispatches(RealmTimes times, Set<DispatcherName> dispatchers) {
    this.times = times;
    this.dispatchers = Set.copyOf(dispatchers);
    this.records = new RealmRecords(times.readAs(), this::wants);
  }

  /**
   * What is to be counted, of crontabs.
   *
   * @param interval which days; its zone is that of the nodes
   * @param cron which cron the nodes have
   * @param dispatchers whose jobs; empty for all
   */
  public record Request(Interval interval, CronDialect cron, Set<DispatcherName> dispatchers) {
    /** Copies the dispatchers. */
    public Request {
      dispatchers = Set.copyOf(dispatchers);
    }
  }

  /**
   * What was found.
   *
   * @param timeline when it is how crowded
   * @param tally how many records there are of which sort
   * @param problems what is wrong with bad records, and what moves all times; sorted by record
   * @param notFound dispatchers that were asked for, and that no record has
   */
  public record Report(
      Timeline timeline, Tally tally, List<Problem> problems, List<Problem> notFound) {
    /** Copies the problems. */
    public Report {
      problems = List.copyOf(problems);
      notFound = List.copyOf(notFound);
    }
  }

  /**
   * How many records there are of which sort.
   *
   * @param records all that were looked at, those of other dispatchers left out
   * @param dispatched jobs that are dispatched at least once in the interval
   * @param idle jobs whose schedules are for other times
   * @param boot jobs that cron starts at boot, whatever else they do
   * @param unscheduled jobs without a schedule
   * @param undispatched jobs with a schedule that name no dispatcher, so that no crontab has them
   * @param bad records that are not counted, for they are wrong, or for nobody knows their zone
   * @param disabled jobs among those that are dispatched which the worker skips
   * @param decidedAtRunTime jobs among those that are dispatched of which only the worker can tell
   */
  public record Tally(
      int records,
      int dispatched,
      int idle,
      int boot,
      int unscheduled,
      int undispatched,
      int bad,
      int disabled,
      int decidedAtRunTime) {}

  /**
   * Counts what crontabs dispatch.
   *
   * @param table where the records are; all of them are read, so that what the lavasched jobs say
   *     about their dispatchers is known
   * @param request what is to be counted
   * @return the timeline and what is not in it
   */
  public static Report count(JobsTable table, Request request) {
    Interval interval = request.interval();
    return read(table, new RealmCrontabs(interval.zone(), request.cron()), request.dispatchers())
        .report(table.notes(), interval);
  }

  /**
   * Counts what EventBridge Scheduler dispatches.
   *
   * @param table where the records are; all of them are read
   * @param service what is known about the place where the schedules are kept
   * @param dispatchers whose jobs; empty for all
   * @param days which days, as a clock of the zone shows them: that which was given, else that of
   *     all schedules, and UTC where they have more than one
   * @return the timeline and what is not in it
   */
  public static Report countInService(
      JobsTable table,
      RealmService service,
      Set<DispatcherName> dispatchers,
      Function<ZoneId, Interval> days) {
    CountDispatches count = read(table, service, dispatchers);
    return count.report(
        table.notes(), days.apply(service.zone().orElseGet(count::zoneOfSchedules)));
  }

  private static CountDispatches read(
      JobsTable table, RealmTimes times, Set<DispatcherName> dispatchers) {
    CountDispatches count = new CountDispatches(times, dispatchers);
    table.forEach(source -> count.records.add(times.read(source), new WholeRecord(source)));
    return count;
  }

  private boolean wants(RecordRead read) {
    return dispatchers.isEmpty()
        || read.isOf(name -> dispatchers.stream().anyMatch(d -> d.text().equals(name)));
  }

  private ZoneId zoneOfSchedules() {
    Set<ZoneId> zones = new HashSet<>();
    for (RecordRead read : records.sound()) {
      JobRecord job = read.record().orElseThrow();
      if (job.schedule().isScheduled()) {
        job.dispatcher()
            .flatMap(dispatcher -> times.of(dispatcher, records.lavaschedJobs()))
            .ifPresent(of -> zones.add(of.cron().scheduleZone()));
      }
    }
    return zones.size() == 1 ? zones.iterator().next() : ZoneOffset.UTC;
  }

  private Report report(List<Problem> notes, Interval interval) {
    TimelineBuilder builder = new TimelineBuilder(interval);
    int scheduled = 0;
    int boot = 0;
    int unscheduled = 0;
    int undispatched = 0;
    int onlyAtBoot = 0;
    int withoutZone = 0;
    Map<DispatcherName, Optional<DispatchTimes>> known = new HashMap<>();
    SortedMap<DispatcherName, List<JobId>> needed = new TreeMap<>();
    List<Problem> problems = new ArrayList<>(notes);
    Map<JobId, Enabled> enabled = new HashMap<>();
    for (RecordRead read : records.sound()) {
      JobRecord job = read.record().orElseThrow();
      enabled.put(job.id(), read.enabled());
      if (!job.schedule().isScheduled()) {
        unscheduled++;
      } else if (job.dispatcher().isEmpty()) {
        undispatched++;
      } else {
        DispatcherName dispatcher = job.dispatcher().get();
        needed.computeIfAbsent(dispatcher, name -> new ArrayList<>()).add(job.id());
        Optional<DispatchTimes> of =
            known.computeIfAbsent(dispatcher, name -> times.of(name, records.lavaschedJobs()));
        if (of.isEmpty()) {
          withoutZone++;
          continue;
        }
        scheduled++;
        long reboots =
            job.schedule().items().stream().filter(item -> item.cron().isReboot()).count();
        boot += reboots > 0 ? 1 : 0;
        onlyAtBoot += reboots == job.schedule().items().size() ? 1 : 0;
        builder.add(job, of.get());
        of.get()
            .firstMissed(job, interval.start(), interval.second(interval.minutes()) - 1)
            .ifPresent(problems::add);
      }
    }
    records.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .forEach(problems::add);
    problems.addAll(times.problems(needed, records.lavaschedJobs()));
    problems.sort(BY_RECORD);
    Timeline timeline = builder.build();
    int dispatched = (int) timeline.jobs().stream().filter(job -> job.dispatches() > 0).count();
    RealmRecords.Size size = records.size();
    int idle = scheduled - onlyAtBoot - dispatched;
    return new Report(
        timeline,
        new Tally(
            size.records(),
            dispatched,
            idle,
            boot,
            unscheduled,
            undispatched,
            size.bad() + withoutZone,
            dispatchedThatAre(Enabled::isDisabled, timeline, enabled),
            dispatchedThatAre(Enabled::isDecidedAtRunTime, timeline, enabled)),
        problems,
        notFound());
  }

  private int dispatchedThatAre(
      Predicate<Enabled> which, Timeline timeline, Map<JobId, Enabled> enabled) {
    return (int)
        timeline.jobs().stream()
            .filter(job -> job.dispatches() > 0)
            .filter(job -> which.test(enabled.getOrDefault(job.id(), Enabled.MISSING)))
            .count();
  }

  private boolean isThere(DispatcherName name) {
    return records.dispatchers().contains(name.text());
  }

  private List<Problem> notFound() {
    return dispatchers.stream()
        .sorted()
        .filter(name -> !isThere(name) && records.lavaschedJobs().of(name).isEmpty())
        .map(
            name ->
                Problem.of(
                        ProblemCode.DISPATCHER_NOT_FOUND,
                        "dispatcher must be one that a record has, found " + Quoted.of(name.text()))
                    .withHint(Suggestions.hint(name.text(), records.dispatchers())))
        .toList();
  }
}
