// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.times;

import io.lavasched.application.lint.EventBridgeMove;
import io.lavasched.application.lint.EventBridgeZones;
import io.lavasched.application.lint.ServiceRecord;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.schedules.HelperArgs;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Schedules that are kept in EventBridge Scheduler.
 *
 * @param zone the zone that was given: that of a machine which happens to look is of no use
 * @param realm the realm, if it is known
 * @param now when it is asked
 */
public record RealmService(Optional<ZoneId> zone, Optional<RealmName> realm, Instant now)
    implements RealmTimes {

  /** Checks that nothing is null. */
  public RealmService {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(now, "now");
  }

  /** The same for a check of records; there is no cron to compare with. */
  public EventBridgeMove move() {
    return new EventBridgeMove(zone, readAs(), realm);
  }

  @Override
  public Optional<CronDialect> cron() {
    return Optional.empty();
  }

  @Override
  public CronDialect readAs() {
    return ServiceRecord.READ_AS;
  }

  @Override
  public RecordRead read(SourceRecord source) {
    return ServiceRecord.read(source);
  }

  @Override
  public Optional<DispatchTimes> of(DispatcherName dispatcher, RealmLavaschedJobs lavaschedJobs) {
    return timesOf(dispatcher, lavaschedJobs).map(times -> times);
  }

  /** The same, with what only the service has. */
  public Optional<ServiceTimes> timesOf(
      DispatcherName dispatcher, RealmLavaschedJobs lavaschedJobs) {
    return EventBridgeZones.of(Optional.of(dispatcher), lavaschedJobs, move())
        .map(zones -> new ServiceTimes(zones.zone(), zones.windowZone(), now));
  }

  @Override
  public Collection<Problem> problems(
      SortedMap<DispatcherName, ? extends Collection<JobId>> scheduled,
      RealmLavaschedJobs lavaschedJobs) {
    Set<Problem> problems = new LinkedHashSet<>();
    scheduled.forEach(
        (dispatcher, jobs) -> {
          Optional<RealmLavaschedJob> first = lavaschedJobs.of(dispatcher).stream().findFirst();
          if (timesOf(dispatcher, lavaschedJobs).isEmpty()) {
            problems.addAll(zoneMissing(first, jobs));
          }
          first.ifPresent(lavasched -> problems.addAll(refusedArgs(lavasched)));
        });
    return problems;
  }

  /** Told once of a lavasched job, and else of each job. */
  private static Collection<Problem> zoneMissing(
      Optional<RealmLavaschedJob> lavasched, Collection<JobId> jobs) {
    Collection<Problem> problems = new ArrayList<>();
    if (lavasched.isPresent()) {
      problems.add(EventBridgeZones.missingInEnv().in(Subject.job(lavasched.get().id().text())));
    } else {
      jobs.forEach(job -> problems.add(EventBridgeZones.missing().in(Subject.job(job.text()))));
    }
    return problems;
  }

  /** What keeps all schedules of a lavasched job from being written. */
  private Collection<Problem> refusedArgs(RealmLavaschedJob lavasched) {
    return HelperArgs.of(lavasched.parameters().args(), realm).problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .map(problem -> problem.in(Subject.job(lavasched.id().text())))
        .toList();
  }
}
