// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.ParameterAdvice;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.worker.Enabled;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lavasched jobs among some records: who puts the jobs of which dispatcher into a crontab. */
public final class RealmLavaschedJobs {

  private final CronDialect dialect;
  private final List<RealmLavaschedJob> all = new ArrayList<>();
  private final Map<String, SortedSet<JobId>> broken = new HashMap<>();
  private final List<Caller> callers = new ArrayList<>();
  private boolean isEmpty = true;

  /** Another job that is dispatched, and that runs this program or dispatches lavasched jobs. */
  private record Caller(JobRecord record, LavaschedCall command) {}

  /**
   * None yet.
   *
   * @param dialect which cron reads what they build
   */
  RealmLavaschedJobs(CronDialect dialect) {
    this.dialect = dialect;
  }

  /** Whether a block for a cron can have some variables: a rebuild stops where it cannot. */
  public static boolean canHave(List<EnvVar> env, CronDialect dialect) {
    return env.stream()
        .flatMap(variable -> EntryForm.problem(variable, dialect).stream())
        .noneMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** Looks at a record; most are of other jobs. */
  void add(RecordRead read, WholeRecord whole) {
    if (read.subject().kind() == Subject.Kind.JOB) {
      if (whole.isLavasched()) {
        whole.id().ifPresent(id -> add(id, read.record(), whole));
      } else {
        read.record().ifPresent(job -> addCaller(job, whole));
      }
    }
  }

  private void addCaller(JobRecord record, WholeRecord whole) {
    if (record.schedule().isScheduled()
        && record.dispatcher().isPresent()
        && !whole.enabled().isDisabled()) {
      whole.command().ifPresent(command -> callers.add(new Caller(record, command)));
    }
  }

  private void add(JobId id, Optional<JobRecord> record, WholeRecord whole) {
    isEmpty = false;
    whole
        .parameters()
        .value()
        .filter(parameters -> canHave(parameters.env(), dialect))
        .ifPresentOrElse(
            parameters ->
                all.add(
                    new RealmLavaschedJob(
                        id,
                        record,
                        whole.enabled(),
                        parameters,
                        whole.settings().value().orElse(RebuildSettings.NONE))),
            () -> addBroken(id, whole.dispatcherNames()));
  }

  private void addBroken(JobId id, List<String> names) {
    for (String name : names) {
      broken.computeIfAbsent(name, key -> new TreeSet<>()).add(id);
    }
  }

  /** Whether there is no lavasched job at all, neither a sound one nor a broken one. */
  public boolean isEmpty() {
    return isEmpty;
  }

  /** Those that serve a dispatcher: the enabled ones first, each in its order. */
  public List<RealmLavaschedJob> of(DispatcherName dispatcher) {
    return all.stream()
        .filter(lavasched -> lavasched.parameters().dispatchers().contains(dispatcher))
        .sorted(
            Comparator.comparing((RealmLavaschedJob lavasched) -> !lavasched.isEnabled())
                .thenComparing(RealmLavaschedJob::id))
        .toList();
  }

  /** Those that name a dispatcher, but in parameters that are wrong. */
  public List<JobId> brokenOf(DispatcherName dispatcher) {
    return broken.getOrDefault(dispatcher.text(), new TreeSet<>()).stream().toList();
  }

  /** The dispatchers that those serve that can be run, if only by their name. */
  public Set<DispatcherName> served() {
    Set<DispatcherName> served = new HashSet<>();
    all.stream()
        .filter(lavasched -> lavasched.enabled() != Enabled.NO)
        .forEach(lavasched -> served.addAll(lavasched.parameters().dispatchers()));
    return served;
  }

  /** By how much cron starts the jobs of dispatchers later, or why it does not. */
  public List<Problem> randomDelays(Set<DispatcherName> dispatchers, CronDialect dialect) {
    return all.stream()
        .filter(RealmLavaschedJob::isEnabled)
        .filter(
            lavasched ->
                lavasched.parameters().dispatchers().stream().anyMatch(dispatchers::contains))
        .flatMap(
            lavasched ->
                ParameterAdvice.randomDelay(lavasched.parameters(), dialect).stream()
                    .map(problem -> problem.in(Subject.job(lavasched.id().text()))))
        .toList();
  }

  /**
   * When the crontab of a dispatcher is rebuilt: by the schedules of the lavasched jobs that serve
   * it, and by those of other jobs that run these.
   */
  public RebuildTimes timesOf(DispatcherName dispatcher, ZoneId zone, CronDialect dialect) {
    List<JobRecord> jobs = new ArrayList<>();
    for (RealmLavaschedJob lavasched : of(dispatcher)) {
      if (lavasched.isEnabled()) {
        lavasched.record().ifPresent(jobs::add);
      }
      if (lavasched.enabled() != Enabled.NO) {
        callers.stream()
            .filter(caller -> caller.command.isFor(lavasched.id().text()))
            .forEach(caller -> jobs.add(caller.record));
      }
    }
    Set<DispatcherName> served = served();
    List<ActiveFires> schedules = new ArrayList<>();
    for (JobRecord job : jobs) {
      job.dispatcher()
          .filter(served::contains)
          .ifPresent(own -> addFires(job, cronOf(own, zone, dialect), schedules));
    }
    return RebuildTimes.of(schedules);
  }

  private static void addFires(JobRecord job, NodeCron cron, List<ActiveFires> schedules) {
    for (ScheduleItem item : job.schedule().items()) {
      if (!item.cron().isReboot()) {
        schedules.add(
            new ActiveFires(
                ActiveFires.times(item.cron(), cron), item.window().inSeconds(cron.zone())));
      }
    }
  }

  /** The cron of a dispatcher: that of the first of those who serve it. */
  public NodeCron cronOf(DispatcherName dispatcher, ZoneId zone, CronDialect dialect) {
    return cron(zone, dialect, of(dispatcher).stream().findFirst());
  }

  public static NodeCron cron(
      ZoneId zone, CronDialect dialect, Optional<RealmLavaschedJob> lavasched) {
    return new NodeCron(zone, dialect, lavasched.flatMap(job -> job.parameters().cronTz()));
  }
}
