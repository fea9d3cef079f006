// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.lint.EventBridgeZones;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ServiceWindow;
import io.lavasched.application.times.DispatchTimes;
import io.lavasched.application.times.ServiceTimes;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.worker.Enabled;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains one job whose schedules are kept in EventBridge Scheduler: when it runs, who keeps them,
 * under which names, and what keeps it from running.
 *
 * <p>It goes by the records alone: the service is not asked.
 */
public final class ExplainInService {

  private final ExplainServiceRequest request;
  private final RecordsOfJob records;
  private final List<Problem> problems;

  private ExplainInService(ExplainServiceRequest request, RecordsOfJob records) {
    this.request = request;
    this.records = records;
    this.problems = records.problems();
  }

  /**
   * Explains a job.
   *
   * @param table where the records are
   * @param request which job
   * @return the explanation, or {@code job-not-found}
   */
  public static Parsed<ServiceExplanation> explain(JobsTable table, ExplainServiceRequest request) {
    RecordsOfJob records =
        new RecordsOfJob(
            table,
            request.job(),
            request.service(),
            CheckJobs.forEventBridge(request.service().now(), request.service().move(), false),
            request.wholeRealm(),
            request.service().now());
    return records
        .notFound()
        .<Parsed<ServiceExplanation>>map(Parsed::bad)
        .orElseGet(() -> Parsed.ok(new ExplainInService(request, records).explanation()));
  }

  private ServiceExplanation explanation() {
    RecordRead read = request.service().read(records.first());
    WholeRecord whole = new WholeRecord(records.first());
    Optional<JobRecord> record = records.isDuplicate() ? Optional.empty() : read.record();
    Optional<DispatcherName> dispatcher =
        read.dispatcher().flatMap(name -> DispatcherName.parse(name).value());
    List<Explanation.Service> services = dispatcher.map(this::services).orElse(List.of());
    List<JobId> broken =
        dispatcher.map(records.realm().lavaschedJobs()::brokenOf).orElse(List.of());
    broken.stream()
        .filter(id -> !id.equals(request.job()))
        .forEach(id -> problems.addAll(records.of(id)));
    Optional<DispatchTimes> times = dispatcher.flatMap(records.realm()::timesOf);
    List<Explanation.Schedule> schedules =
        times
            .map(of -> ExplainJob.schedules(record, of, request.service().now()))
            .orElse(List.of());
    List<Problem> lost =
        ExplainJob.lostToDelay(request.job(), whole.maxRunDelay(), services, request.settings());
    lost.stream()
        .filter(problem -> problems.stream().noneMatch(p -> p.code() == problem.code()))
        .forEach(problem -> problems.add(problem.in(Subject.job(request.job().text()))));
    Enabled enabled = read.enabled();
    Explanation explanation =
        new Explanation(
            request.job(),
            record,
            dispatcher,
            enabled,
            new ServiceReasons(
                    request,
                    records.caller(),
                    !records.realm().lavaschedJobs().isEmpty(),
                    broken,
                    record,
                    dispatcher,
                    enabled,
                    ExplainJob.rejections(whole, services, lost),
                    times,
                    schedules,
                    services)
                .list(),
            schedules,
            services,
            false,
            problems);
    return new ServiceExplanation(
        explanation, services.stream().map(service -> kept(service, record, enabled)).toList());
  }

  private List<Explanation.Service> services(DispatcherName dispatcher) {
    List<Explanation.Service> services = new ArrayList<>();
    for (RealmLavaschedJob lavasched : records.realm().lavaschedJobs().of(dispatcher)) {
      List<Problem> ofIt = records.of(lavasched.id());
      boolean isItself = lavasched.id().equals(request.job());
      services.add(
          new Explanation.Service(
              Optional.of(lavasched),
              clock(Optional.of(lavasched)),
              Optional.empty(),
              false,
              ofIt.stream().filter(ExplainInService::isOfParameters).toList(),
              isItself ? List.of() : ofIt));
    }
    if (services.isEmpty()) {
      services.add(
          new Explanation.Service(
              Optional.empty(),
              clock(Optional.empty()),
              Optional.empty(),
              false,
              List.of(),
              List.of()));
    }
    return services;
  }

  /** What keeps all schedules of a lavasched job from being written. */
  private static boolean isOfParameters(Problem problem) {
    return problem.severity() == Severity.ERROR
        && problem.location().path().startsWith("parameters");
  }

  private Optional<ServiceTimes> timesOf(Optional<RealmLavaschedJob> lavasched) {
    return EventBridgeZones.of(
            lavasched.map(RealmLavaschedJob::parameters).flatMap(LavaschedParameters::cronTz),
            request.service().move())
        .map(zones -> new ServiceTimes(zones.zone(), zones.windowZone(), request.service().now()));
  }

  private NodeCron clock(Optional<RealmLavaschedJob> lavasched) {
    ZoneId unknown = ZoneOffset.UTC;
    return timesOf(lavasched)
        .map(ServiceTimes::cron)
        .orElseGet(() -> new NodeCron(unknown, request.service().readAs(), Optional.empty()));
  }

  private ServiceExplanation.Kept kept(
      Explanation.Service service, Optional<JobRecord> record, Enabled enabled) {
    Optional<RealmLavaschedJob> lavasched = service.lavasched();
    RebuildSettings settings = settings(lavasched);
    DispatchDelay delay =
        DispatchDelay.of(
            settings.layout(), lavasched.map(job -> job.parameters().args()).orElse(List.of()));
    boolean isLeftOut = enabled.isDisabled() && settings.skipDisabled().orElse(false);
    Optional<ServiceTimes> times = timesOf(lavasched);
    return new ServiceExplanation.Kept(
        request
            .service()
            .realm()
            .flatMap(realm -> lavasched.map(job -> GroupName.of(realm, job.id()))),
        delay.seconds(request.job()),
        record.isEmpty() || times.isEmpty() || isLeftOut || !service.stops().isEmpty()
            ? List.of()
            : schedules(record.get(), times.get()));
  }

  private RebuildSettings settings(Optional<RealmLavaschedJob> lavasched) {
    return request
        .settings()
        .or(lavasched.map(RealmLavaschedJob::settings).orElse(RebuildSettings.NONE));
  }

  private List<ServiceExplanation.Schedule> schedules(JobRecord record, ServiceTimes times) {
    List<ServiceExplanation.Schedule> all = new ArrayList<>();
    List<ScheduleItem> items = record.schedule().items();
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).cron().canFire()) {
        continue;
      }
      for (ServiceWindow window :
          ServiceWindow.of(times.inForce(items.get(i).window()), times.now())) {
        all.add(
            new ServiceExplanation.Schedule(
                i,
                ScheduleName.of(record.id(), i, window.isSecond()),
                times.said(items.get(i).cron()).expression(),
                window.start(),
                window.end()));
      }
    }
    return all;
  }
}
