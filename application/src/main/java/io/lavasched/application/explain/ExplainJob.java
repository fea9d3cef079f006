// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.forecast.ForecastRequest;
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
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.domain.worker.MaxRunDelay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Explains one job: when it runs, who puts it into a crontab, what it has there, and what keeps it
 * from running.
 *
 * <p>The job's own record is read as it is now, the rest of the realm once. The crontab of this
 * account is read, and nothing is written or locked.
 */
public final class ExplainJob {

  /** Of each schedule. */
  private static final int FIRES = 5;

  /** Comes after every name. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /** Of a job that is there more than once, the same first in any order of the records. */
  private static final Comparator<SourceRecord> BY_DISPATCHER =
      Comparator.comparing(
          (SourceRecord record) -> RecordRead.dispatcher(record).orElse(LAST), Words.BY_CODE_POINT);

  private final JobsTable table;
  private final CrontabStore crontab;
  private final NoDispatch files;
  private final ExplainRequest request;
  private final RealmJobs realm;
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ExplainJob(
      JobsTable table, CrontabStore crontab, NoDispatch files, ExplainRequest request) {
    this.files = files;
    this.table = table;
    this.crontab = crontab;
    this.request = request;
    this.realm =
        new RealmJobs(
            new ForecastRequest(
                new ForecastRequest.Chosen(
                    List.of(), List.of(new JobPattern(request.job().text())), List.of()),
                request.zone(),
                request.dialect(),
                new ForecastRequest.Span(request.now(), Optional.empty()),
                request.wholeRealm()));
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
    return new ExplainJob(table, crontab, files, request).explain();
  }

  private Parsed<Explanation> explain() {
    JobId id = request.job();
    Optional<SourceRecord> current = table.find(id);
    CheckJobs check = new CheckJobs(request.now(), request.zone(), request.dialect(), false);
    table.forEach(
        source -> {
          RecordRead read = RecordRead.of(source, request.dialect());
          WholeRecord whole = new WholeRecord(source);
          realm.add(read, whole);
          check.add(read, whole);
          if (RecordsAtHand.isOf(request.job(), source)) {
            records.add(source);
          }
        });
    List<Problem> ofRealm = check.report(table, request.wholeRealm()).problems();
    if (records.size() < 2) {
      // The one that was just read is the newer one.
      current.ifPresent(record -> records.clear());
      current.ifPresent(records::add);
    }
    if (records.isEmpty()) {
      return Parsed.bad(RealmJobs.notFound(id.text(), false, realm.ids()));
    }
    Subject subject = Subject.job(id.text());
    problems.addAll(of(subject, ofRealm));
    problems.addAll(table.notes());
    records.sort(BY_DISPATCHER);
    return Parsed.ok(explanation(ofRealm));
  }

  private static List<Problem> of(Subject subject, List<Problem> problems) {
    return problems.stream()
        .filter(problem -> problem.location().subject().equals(Optional.of(subject)))
        .toList();
  }

  private Explanation explanation(List<Problem> ofRealm) {
    SourceRecord source = records.get(0);
    RecordRead read = RecordRead.of(source, request.dialect());
    WholeRecord whole = new WholeRecord(source);
    Optional<JobRecord> record = records.size() > 1 ? Optional.empty() : read.record();
    Optional<DispatcherName> dispatcher =
        read.dispatcher().flatMap(name -> DispatcherName.parse(name).value());
    Installed installed = installed();
    List<Explanation.Service> services =
        dispatcher.map(d -> services(d, installed, ofRealm)).orElse(List.of());
    List<JobId> broken = dispatcher.map(realm.lavaschedJobs()::brokenOf).orElse(List.of());
    broken.stream()
        .filter(id -> !id.equals(request.job()))
        .forEach(id -> problems.addAll(of(Subject.job(id.text()), ofRealm)));
    NodeCron cron =
        dispatcher
            .map(realm::cronOf)
            .orElse(new NodeCron(request.zone(), request.dialect(), Optional.empty()));
    RebuildTimes rebuilds =
        dispatcher
            .map(d -> realm.lavaschedJobs().timesOf(d, request.zone(), request.dialect()))
            .orElse(RebuildTimes.UNKNOWN);
    List<Explanation.Schedule> schedules =
        record.stream()
            .flatMap(r -> r.schedule().items().stream())
            .map(item -> schedule(item, cron, rebuilds))
            .toList();
    Enabled enabled = read.enabled();
    List<Problem> lost = lostToDelay(whole.maxRunDelay(), services);
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
                caller(of(Subject.job(request.job().text()), ofRealm)),
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
  private List<Problem> lostToDelay(MaxRunDelay limit, List<Explanation.Service> services) {
    return services.stream()
        .flatMap(service -> service.lavasched().stream())
        .filter(lavasched -> lavasched.enabled() != Enabled.NO)
        .flatMap(
            by -> {
              DispatchDelay delay =
                  DispatchDelay.of(
                      request.options().settings().or(by.settings()).layout(),
                      by.parameters().args());
              return RunDelayCheck.problem(
                  limit,
                  delay.seconds(request.job()),
                  delay.source() + " of job " + Quoted.escape(by.id().text()))
                  .stream();
            })
        .toList();
  }

  /** Why the worker rejects the job whenever it gets it; one that is lost to some is not to all. */
  private static List<Problem> rejections(
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

  private static Optional<String> caller(List<Problem> ofJob) {
    return ofJob.stream()
        .filter(problem -> problem.code() == ProblemCode.LAVASCHED_SERVED_ELSEWHERE)
        // Of another one it is that its dispatcher is served elsewhere: by its own schedule.
        .filter(problem -> problem.location().path().isEmpty())
        .map(Problem::message)
        .findFirst();
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

  private List<Explanation.Service> services(
      DispatcherName dispatcher, Installed installed, List<Problem> ofRealm) {
    List<Explanation.Service> services = new ArrayList<>();
    for (RealmLavaschedJob lavasched : realm.lavaschedJobs().of(dispatcher)) {
      services.add(
          service(
              Optional.of(lavasched),
              request.rebuild(
                  Optional.of(lavasched.id()), lavasched.parameters(), lavasched.settings()),
              installed,
              lavasched.id().equals(request.job())
                  ? List.of()
                  : of(Subject.job(lavasched.id().text()), ofRealm)));
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
        new RecordsAtHand(table, records),
        rebuild,
        new CronInUse(request.dialect(), installed.limits, Optional.empty()),
        isInstalled);
  }

  private Optional<JobPlan> ofJob(RebuildPlan plan) {
    return plan.jobs().stream().filter(job -> job.name().equals(request.job().text())).findFirst();
  }

  private Explanation.Schedule schedule(ScheduleItem item, NodeCron cron, RebuildTimes rebuilds) {
    long now = request.now().getEpochSecond();
    ActiveSeconds window = item.window().inSeconds(cron.zone());
    ActiveSeconds inCrontab = rebuilds.inCrontab(window);
    FireTimes times = ActiveFires.times(item.cron(), cron);
    ActiveFires active = new ActiveFires(times, inCrontab);
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
        inCrontab,
        fires.isEmpty() && new ActiveFires(times, window).next(now) != FireTimes.NEVER,
        fires);
  }
}
