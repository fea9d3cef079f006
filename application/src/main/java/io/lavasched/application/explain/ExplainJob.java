// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.forecast.RealmJobs;
import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.lint.RunDelayCheck;
import io.lavasched.application.lint.WorkerCheck;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.NoDispatch;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.rebuild.CronInUse;
import io.lavasched.application.rebuild.Planner;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.RecordsAtHand;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.times.CrontabTimes;
import io.lavasched.application.times.DispatchTimes;
import io.lavasched.application.times.RealmCrontabs;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.english.ClockNotes;
import io.lavasched.domain.english.ScheduleWords;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.domain.worker.MaxRunDelay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Explains one job: when it runs, who puts it into a crontab, what it has there, and what keeps it
 * from running.
 *
 * <p>The crontab of this account is read, and nothing is written or locked.
 */
public final class ExplainJob {

  /** Of each schedule. */
  private static final int FIRES = 5;

  private final JobsTable table;
  private final CrontabStore crontab;
  private final NoDispatch files;
  private final ExplainRequest request;
  private final RecordsOfJob records;
  private final RealmJobs realm;
  private final List<Problem> problems;

  private ExplainJob(
      JobsTable table,
      CrontabStore crontab,
      NoDispatch files,
      ExplainRequest request,
      RecordsOfJob records) {
    this.files = files;
    this.table = table;
    this.crontab = crontab;
    this.request = request;
    this.records = records;
    this.realm = records.realm();
    this.problems = records.problems();
  }

  /**
   * Explains a job.
   *
   * @param table where the records are
   * @param crontab the crontab of this account, which need not be there
   * @param files where lava's file against dispatches may be
   * @param request which job, and what a rebuild would be given
   * @return the explanation, or {@code job-not-found}
   * @throws StoreException if the table cannot be read
   */
  public static Parsed<Explanation> explain(
      JobsTable table, CrontabStore crontab, NoDispatch files, ExplainRequest request) {
    RecordsOfJob records =
        new RecordsOfJob(
            table,
            request.job(),
            new RealmCrontabs(request.zone(), request.dialect()),
            new CheckJobs(request.now(), request.zone(), request.dialect(), false),
            request.wholeRealm(),
            request.now());
    return records
        .notFound()
        .<Parsed<Explanation>>map(Parsed::bad)
        .orElseGet(
            () -> Parsed.ok(new ExplainJob(table, crontab, files, request, records).explanation()));
  }

  private Explanation explanation() {
    SourceRecord source = records.first();
    RecordRead read = RecordRead.of(source, request.dialect());
    WholeRecord whole = new WholeRecord(source);
    Optional<JobRecord> record = records.isDuplicate() ? Optional.empty() : read.record();
    Optional<DispatcherName> dispatcher =
        read.dispatcher().flatMap(name -> DispatcherName.parse(name).value());
    Installed installed = installed();
    List<Explanation.Service> services =
        dispatcher.map(d -> services(d, installed)).orElse(List.of());
    List<JobId> broken = dispatcher.map(realm.lavaschedJobs()::brokenOf).orElse(List.of());
    broken.stream()
        .filter(id -> !id.equals(request.job()))
        .forEach(id -> problems.addAll(records.of(id)));
    DispatchTimes times =
        dispatcher
            .flatMap(realm::timesOf)
            .orElseGet(
                () ->
                    new CrontabTimes(
                        new NodeCron(request.zone(), request.dialect(), Optional.empty()),
                        RebuildTimes.UNKNOWN));
    List<Explanation.Schedule> schedules = schedules(record, times, request.now());
    Enabled enabled = read.enabled();
    List<Problem> lost =
        lostToDelay(request.job(), whole.maxRunDelay(), services, request.options().settings());
    lost.stream()
        .filter(problem -> problems.stream().noneMatch(p -> p.code() == problem.code()))
        .forEach(problem -> problems.add(problem.in(Subject.job(request.job().text()))));
    return new Explanation(
        request.job(),
        record,
        dispatcher,
        enabled,
        new Reasons(
                request,
                files,
                records.caller(),
                !realm.lavaschedJobs().isEmpty(),
                broken,
                record,
                dispatcher,
                enabled,
                rejections(whole, services, lost),
                schedules,
                services)
            .list(),
        schedules,
        services,
        installed.wasRead,
        problems);
  }

  /** What each lavasched job that can be run does to the job by a delay that is too long for it. */
  static List<Problem> lostToDelay(
      JobId job, MaxRunDelay limit, List<Explanation.Service> services, RebuildSettings settings) {
    return services.stream()
        .flatMap(service -> service.lavasched().stream())
        .filter(lavasched -> lavasched.enabled() != Enabled.NO)
        .flatMap(
            by -> {
              DispatchDelay delay =
                  DispatchDelay.of(settings.or(by.settings()).layout(), by.parameters().args());
              return RunDelayCheck.problem(
                  limit,
                  delay.seconds(job),
                  delay.source() + " of job " + Quoted.escape(by.id().text()))
                  .stream();
            })
        .toList();
  }

  /** Why the worker rejects the job whenever it gets it; one that is lost to some is not to all. */
  static List<Problem> rejections(
      WholeRecord record, List<Explanation.Service> services, List<Problem> lost) {
    List<Problem> all = new ArrayList<>(WorkerCheck.sureProblems(record));
    long dispatching =
        services.stream()
            .flatMap(service -> service.lavasched().stream())
            .filter(lavasched -> lavasched.enabled() != Enabled.NO)
            .count();
    if (dispatching > 0 && lost.size() == dispatching) {
      all.add(lost.get(0));
    }
    return all;
  }

  /** The crontab of this account, as far as it could be read. */
  private record Installed(
      boolean wasRead, Optional<CrontabText> text, Supplier<CronLimits> limits) {}

  private Installed installed() {
    try {
      return new Installed(true, crontab.read(), crontab::limits);
    } catch (StoreException e) {
      problems.add(
          Problem.of(
                  ProblemCode.NOT_READ,
                  "crontab must be read to tell whether the job is in it, found: "
                      + Quoted.escape(e.getMessage()))
              .withHint(e.hint())
              .in(new Subject(Subject.Kind.CRONTAB, "")));
      return new Installed(false, Optional.empty(), () -> CronLimits.UNKNOWN);
    }
  }

  private List<Explanation.Service> services(DispatcherName dispatcher, Installed installed) {
    List<Explanation.Service> services = new ArrayList<>();
    for (RealmLavaschedJob lavasched : realm.lavaschedJobs().of(dispatcher)) {
      services.add(
          service(
              Optional.of(lavasched),
              request.rebuild(
                  Optional.of(lavasched.id()), lavasched.parameters(), lavasched.settings()),
              installed,
              lavasched.id().equals(request.job()) ? List.of() : records.of(lavasched.id())));
    }
    if (services.isEmpty()) {
      LavaschedParameters alone =
          new LavaschedParameters(List.of(dispatcher), List.of(), List.of());
      services.add(
          service(
              Optional.empty(),
              request.rebuild(Optional.empty(), alone, RebuildSettings.NONE),
              installed,
              List.of()));
    }
    return services;
  }

  private Explanation.Service service(
      Optional<RealmLavaschedJob> lavasched,
      RebuildRequest rebuild,
      Installed installed,
      List<Problem> ofLavaschedJob) {
    Planner planner = planner(rebuild, installed, true);
    Optional<Stopped> stopped = planner.read();
    boolean isStopped = stopped.isPresent();
    if (isStopped) {
      // What keeps the block from a crontab of this cron need not keep it from being looked at.
      planner = planner(rebuild, installed, false);
      isStopped = planner.read().isPresent();
    }
    PlanOutcome outcome = isStopped ? stopped.orElseThrow() : planner.plan(installed.text);
    Optional<RebuildPlan> compared =
        outcome.fold(s -> Optional.empty(), ready -> Optional.of(ready.plan()));
    Optional<RebuildPlan> alone =
        isStopped || compared.isPresent()
            ? Optional.empty()
            // Where the crontab is broken, the lines are known all the same.
            : planner
                .planBlock(Optional.empty(), List.of())
                .fold(s -> Optional.empty(), ready -> Optional.of(ready.plan()));
    return new Explanation.Service(
        lavasched,
        RealmLavaschedJobs.cron(request.zone(), request.dialect(), lavasched),
        compared.or(() -> alone).flatMap(this::ofJob),
        installed.wasRead && compared.isPresent(),
        stopped
            .or(() -> outcome.fold(Optional::of, ready -> Optional.empty()))
            .map(Stopped::problems)
            .orElse(List.of()),
        ofLavaschedJob);
  }

  private Planner planner(RebuildRequest rebuild, Installed installed, boolean isInstalled) {
    return new Planner(
        new RecordsAtHand(table, records.all()),
        rebuild,
        new CronInUse(request.dialect(), installed.limits, Optional.empty()),
        isInstalled);
  }

  private Optional<JobPlan> ofJob(RebuildPlan plan) {
    return plan.jobs().stream().filter(job -> job.name().equals(request.job().text())).findFirst();
  }

  /** The schedules of a sound record. */
  static List<Explanation.Schedule> schedules(
      Optional<JobRecord> record, DispatchTimes times, Instant now) {
    return record.stream()
        .flatMap(sound -> sound.schedule().items().stream())
        .map(item -> schedule(item, times, now.getEpochSecond()))
        .toList();
  }

  private static Explanation.Schedule schedule(ScheduleItem item, DispatchTimes by, long now) {
    NodeCron cron = by.cron();
    ActiveSeconds window = item.window().inSeconds(cron.zone());
    ActiveSeconds inForce = by.inForce(item.window());
    FireTimes times = by.fires(item.cron());
    ActiveFires active = new ActiveFires(times, inForce);
    List<Explanation.Fire> fires = new ArrayList<>();
    for (long at = active.next(now);
        at != FireTimes.NEVER && fires.size() < FIRES;
        at = active.next(at)) {
      int count = active.count(at);
      fires.add(
          new Explanation.Fire(
              at, count, !window.has(at), ClockNotes.of(at, count, cron.scheduleZone())));
    }
    return new Explanation.Schedule(
        item,
        ScheduleWords.of(item.cron()),
        cron,
        window.state(now),
        window.changeUpTo(now),
        window.changeAfter(now),
        inForce,
        fires.isEmpty() && new ActiveFires(times, window).next(now) != FireTimes.NEVER,
        fires);
  }
}
