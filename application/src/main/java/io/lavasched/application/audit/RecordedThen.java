// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.audit.DueEntry.Spell;
import io.lavasched.application.forecast.ForecastJob;
import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.forecast.RealmJobs;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SeenJobs;
import io.lavasched.application.port.SeenJobs.Seen;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.times.RealmCrontabs;
import io.lavasched.application.times.RealmService;
import io.lavasched.application.times.RealmTimes;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.RandomDelay;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * What was due by the records of a realm.
 *
 * <p>A record does not say when it was changed. So each audit remembers how it found each job, and
 * what a job was due before it was seen so, and before a rebuild could put it into a crontab, is in
 * doubt. Assumed is that a record that two audits found alike was so between them.
 */
public final class RecordedThen {

  /** Where nobody knows when the crontab is rebuilt. */
  private static final long SETTLING = 3600;

  /** Cron goes by a new crontab from the minute after the rebuild on. */
  private static final long MINUTE = 60;

  /** EventBridge Scheduler is precise to a minute (user guide, "Schedule types"). */
  private static final long PRECISION = 60;

  private final AuditRequest request;
  private final RealmTimes times;
  private final Optional<RealmService> keeper;
  private final RealmJobs realm;
  private final Map<JobId, Set<JobId>> within = new HashMap<>();
  private final Map<Times, FireTimes> fires = new HashMap<>();
  private final Map<DispatcherName, Service> services = new HashMap<>();
  private final Map<DispatcherName, RebuildTimes> rebuilds = new HashMap<>();

  /** Many jobs have the same schedule. */
  private record Times(CronSchedule schedule, NodeCron cron) {}

  /**
   * What dispatches the jobs of a dispatcher.
   *
   * @param args of all entries
   * @param settings how the block is made
   * @param randomDelay in seconds
   */
  private record Service(List<ShellWord> args, RebuildSettings settings, long randomDelay) {}

  private RecordedThen(AuditRequest request, boolean wholeRealm, Optional<RealmService> keeper) {
    this.request = request;
    this.keeper = keeper;
    this.times =
        keeper.isPresent()
            ? keeper.get()
            : new RealmCrontabs(request.node().zone(), request.node().dialect());
    this.realm =
        new RealmJobs(
            new ForecastRequest(
                request.chosen(),
                times,
                new ForecastRequest.Span(
                    request.span().since(), Optional.of(request.span().until())),
                wholeRealm));
  }

  /**
   * What earlier audits have seen.
   *
   * @param seen where it is
   * @param isWritten whether this audit adds what it sees: not one that assumes another time than
   *     that at hand, for it would be taken to have seen the records at that time
   */
  public record Memory(SeenJobs seen, boolean isWritten) {

    /** Checks that nothing is null. */
    public Memory {
      Objects.requireNonNull(seen, "seen");
    }
  }

  /**
   * Reads the records, and remembers them.
   *
   * @param table where they are
   * @param wholeRealm whether it is all of a realm
   * @param memory what earlier audits have seen; empty where nothing is to be remembered
   * @param request what is to be audited
   * @return what may have been due
   */
  public static DueJobs read(
      JobsTable table, boolean wholeRealm, Optional<Memory> memory, AuditRequest request) {
    return new RecordedThen(request, wholeRealm, Optional.empty()).read(table, memory);
  }

  /**
   * The same, where the schedules are kept in EventBridge Scheduler.
   *
   * @param keeper what is known about that place
   */
  public static DueJobs readInService(
      JobsTable table,
      boolean wholeRealm,
      Optional<Memory> memory,
      AuditRequest request,
      RealmService keeper) {
    return new RecordedThen(request, wholeRealm, Optional.of(keeper)).read(table, memory);
  }

  private DueJobs read(JobsTable table, Optional<Memory> memory) {
    table.forEach(
        source -> {
          WholeRecord whole = new WholeRecord(source);
          RecordRead read = times.read(source);
          realm.add(read, whole);
          Set<JobId> ofJob = whole.jobsWithin();
          if (!ofJob.isEmpty()) {
            read.id().ifPresent(id -> within.put(id, ofJob));
          }
        });
    realm.addNotes(table.notes());
    return due(memory);
  }

  private DueJobs due(Optional<Memory> memory) {
    List<ForecastJob> all = realm.jobs();
    List<ForecastJob> dispatched =
        all.stream()
            .filter(job -> job.record().schedule().isScheduled())
            .filter(this::isIn)
            .toList();
    Set<DispatcherName> unserved = realm.unserved(all);
    Map<JobId, Instant> since = remember(dispatched, unserved, memory);
    List<DueJob> due = new ArrayList<>();
    for (ForecastJob job : dispatched) {
      due.add(
          new DueJob(
              job.record().id(),
              Optional.of(job.dispatcher()),
              entries(
                  job,
                  unserved.contains(job.dispatcher())
                      ? List.of(new Spell(Long.MIN_VALUE, Long.MAX_VALUE, Doubt.NOT_SERVED))
                      : spells(job, since.getOrDefault(job.record().id(), request.span().now())))));
    }
    return new DueJobs(DueJobs.Basis.RECORDS, due, within, realm.problems(), realm.notFound());
  }

  /** Whether its dispatcher's block has it: some leave disabled jobs out. */
  private boolean isIn(ForecastJob job) {
    return !(job.enabled().isDisabled()
        && serviceOf(job.dispatcher()).settings().skipDisabled().orElse(false));
  }

  private Service serviceOf(DispatcherName dispatcher) {
    return services.computeIfAbsent(dispatcher, this::service);
  }

  private Service service(DispatcherName dispatcher) {
    Optional<RealmLavaschedJob> first = realm.lavaschedJobs().of(dispatcher).stream().findFirst();
    return new Service(
        first.map(job -> job.parameters().args()).orElse(List.of()),
        request.settings().or(first.map(RealmLavaschedJob::settings).orElse(RebuildSettings.NONE)),
        keeper.isPresent()
            ? PRECISION
            : first
                .map(job -> randomDelay(job.parameters().env(), request.node().dialect()))
                .orElse(0L));
  }

  private static long randomDelay(List<EnvVar> env, CronDialect dialect) {
    return env.stream()
        .filter(variable -> variable.name().equals(RandomDelay.VARIABLE))
        .mapToLong(variable -> randomDelay(variable.value(), dialect))
        .max()
        .orElse(0);
  }

  /** By how many seconds cron may fire entries later, by the value of {@code RANDOM_DELAY}. */
  static long randomDelay(String value, CronDialect dialect) {
    return dialect == CronDialect.CRONIE ? RandomDelay.minutes(value).orElse(0) * MINUTE : 0;
  }

  private List<DueEntry> entries(ForecastJob job, List<Spell> spells) {
    Service service = serviceOf(job.dispatcher());
    NodeCron cron = clock(job);
    List<ShellWord> args = service.settings().layout().args(job.record().id(), service.args());
    List<DueEntry> entries = new ArrayList<>();
    for (ScheduleItem item : job.record().schedule().items()) {
      if (!item.cron().isReboot()) {
        entries.add(
            new DueEntry(
                new CrontabEntry(
                    item.cron(),
                    request.node().program(),
                    job.record().worker(),
                    args,
                    job.record().id()),
                expression(job, item),
                cron,
                fires.computeIfAbsent(
                    new Times(item.cron(), job.cron()), key -> job.times().fires(key.schedule)),
                job.times().inForce(item.window()),
                spells,
                service.randomDelay()));
      }
    }
    return entries;
  }

  /** The service catches up on nothing, as systemd-cron. */
  private NodeCron clock(ForecastJob job) {
    return keeper.isPresent()
        ? new NodeCron(job.cron().scheduleZone(), CronDialect.SYSTEMD_CRON, Optional.empty())
        : job.cron();
  }

  private Optional<ScheduleExpression> expression(ForecastJob job, ScheduleItem item) {
    return keeper
        .flatMap(of -> of.timesOf(job.dispatcher(), realm.lavaschedJobs()))
        .map(of -> of.said(item.cron()).expression());
  }

  /** In the service too, a record counts from the next rebuild on. */
  private long nextRebuild(ForecastJob job, long after) {
    return keeper.isEmpty()
        ? job.times().nextRebuild(after)
        : rebuilds
            .computeIfAbsent(
                job.dispatcher(),
                name -> realm.lavaschedJobs().timesOf(name, job.cron().zone(), CronDialect.CRONIE))
            .next(after);
  }

  private List<Spell> spells(ForecastJob job, Instant seenSince) {
    long seen = seenSince.getEpochSecond();
    long rebuild = nextRebuild(job, seen - 1);
    long sure = rebuild == FireTimes.NEVER ? seen + SETTLING : rebuild + MINUTE;
    if (request.unchangedSince().isPresent()) {
      sure = Math.min(sure, request.unchangedSince().get().getEpochSecond());
    }
    return List.of(
        new Spell(Long.MIN_VALUE, sure, Doubt.RECORD_MAY_HAVE_CHANGED),
        new Spell(sure, Long.MAX_VALUE, Doubt.NONE));
  }

  /**
   * Since when each job has been seen as it is. What was not asked for is left as it was; a job
   * that was, and is dispatched no more, is forgotten: it may come back as it was. So is one that
   * nobody serves: it comes into a crontab only after somebody does.
   */
  private Map<JobId, Instant> remember(
      List<ForecastJob> jobs, Set<DispatcherName> unserved, Optional<Memory> memory) {
    Map<JobId, Seen> before = memory.map(m -> m.seen().read()).orElse(Map.of());
    Instant now = Instant.ofEpochSecond(request.span().now().getEpochSecond());
    Map<JobId, Seen> after = new LinkedHashMap<>();
    Set<String> there = new HashSet<>(realm.ids());
    before.forEach(
        (id, seen) -> {
          if (there.contains(id.text()) && !isAskedFor(id, seen)) {
            after.put(id, seen);
          }
        });
    Map<JobId, Instant> since = new HashMap<>();
    for (ForecastJob job : jobs) {
      JobId id = job.record().id();
      String digest = digest(job);
      Seen seen =
          Optional.ofNullable(before.get(id))
              .filter(old -> old.digest().equals(digest))
              .filter(old -> old.dispatcher().equals(job.dispatcher()))
              // A clock that was set back knows nothing about what it calls the future.
              .filter(old -> !old.since().isAfter(now))
              .orElse(new Seen(job.dispatcher(), digest, now));
      if (!unserved.contains(job.dispatcher())) {
        after.put(id, seen);
      }
      since.put(id, seen.since());
    }
    if (!after.equals(before)) {
      memory.filter(Memory::isWritten).ifPresent(m -> m.seen().write(after));
    }
    return since;
  }

  private boolean isAskedFor(JobId id, Seen seen) {
    return request.chosen().workers().isEmpty()
        && request.chosen().wantsJob(id)
        && request.chosen().wantsDispatcher(seen.dispatcher().text());
  }

  /** What decides when a job is dispatched, and how, in 64 bits. */
  private String digest(ForecastJob job) {
    StringBuilder text = new StringBuilder(200);
    text.append(job.dispatcher().text()).append('\n');
    text.append(job.record().worker().text()).append('\n');
    job.cron().cronTz().ifPresent(zone -> text.append(zone.getId()));
    for (ScheduleItem item : job.record().schedule().items()) {
      text.append('\n').append(item.cron().text());
      text.append('\n').append(item.window().from()).append('\n').append(item.window().to());
    }
    CRC32 hash = new CRC32();
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    hash.update(bytes, 0, bytes.length);
    return String.format(Locale.ROOT, "%08x%08x", hash.getValue(), text.toString().hashCode());
  }
}
