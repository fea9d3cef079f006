// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.reconcile.SchedulesRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.HelperArgs;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.schedules.ServiceFires;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.application.schedules.WantedSchedules;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.testkit.InMemoryScheduleArchive;
import io.lavasched.application.testkit.InMemoryScheduleStore;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A node with a cron, and a service with schedules, under one simulated clock: each call takes its
 * time, and with each minute that begins both dispatch what is due in them.
 */
final class World implements MoveClock, MoveListener {

  static final RealmName REALM = new RealmName("demo");
  static final JobId LAVASCHED = new JobId("demo/schedule-01");
  static final GroupName GROUP = GroupName.of(REALM, LAVASCHED);

  /** What a process that is killed does. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  final InMemoryJobsTable table = new InMemoryJobsTable();
  final InMemoryCrontabStore crontab;
  final InMemoryCrontabArchive crontabs = new InMemoryCrontabArchive();
  final InMemoryScheduleArchive schedules = new InMemoryScheduleArchive();
  final InMemoryScheduleStore.Service service;
  final NodeCron cron;
  final Map<String, String> jobs = new TreeMap<>();

  /** How often each job was dispatched, by second. */
  final Map<String, Map<Long, Integer>> dispatched = new TreeMap<>();

  final List<Cut> cuts = new ArrayList<>();
  final List<MoveStep> steps = new ArrayList<>();
  Standing standing = Standing.of(Standing.Kind.UNKNOWN);
  Duration ofCall = Duration.ofMillis(20);
  boolean leavesBehind;
  OnInvalid onInvalid = OnInvalid.KEEP;

  /** What happens at a call of the stores or the clock, by its number from 1. */
  final Map<Integer, Runnable> faults = new HashMap<>();

  int calls;

  /** The calls that do their work, and then fail. */
  final Set<Integer> lostAnswers = new HashSet<>();

  private Instant now;
  private Optional<CrontabText> read = Optional.empty();
  private BlockNow block;
  private final Map<ScheduleName, String> jobsOf = new HashMap<>();
  private final Map<String, FireTimes> fires = new HashMap<>();

  World(Instant start, ZoneId zone) {
    now = start;
    cron = new NodeCron(zone, CronDialect.DEBIAN, Optional.empty());
    crontab = new InMemoryCrontabStore(CrontabText.of("# of somebody\n5 5 * * * backup\n"));
    crontab.dialect(CronDialect.DEBIAN);
    block = new BlockNow(List.of(), 0, cron, 0);
    service = new InMemoryScheduleStore.Service(start);
    job(LAVASCHED.text(), "*/10 * * * *");
  }

  World job(String id, String schedule) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("dispatcher", "d");
    record.put("schedule", schedule);
    table.put(record);
    jobs.put(id, schedule);
    return this;
  }

  private LavaschedJob lavasched() {
    return new LavaschedJob(
        Optional.of(LAVASCHED),
        Enabled.YES,
        LavaschedParameters.parse(Value.of(Map.of("dispatcher", "d"))).value().orElseThrow());
  }

  MoveRequest request() {
    ServiceZone zone = ServiceZone.of(cron.zone()).orElseThrow();
    return new MoveRequest(
        new RebuildRequest(
            REALM,
            lavasched(),
            Optional.empty(),
            new RebuildRequest.Node(DispatcherProgram.DEFAULT, now, cron.zone(), Optional.empty()),
            new RebuildRequest.Policy(onInvalid, false, EntryLayout.PLAIN, Set.of())),
        new SchedulesRequest(
            REALM,
            lavasched(),
            Optional.empty(),
            new WantedSchedules(
                zone,
                zone.id(),
                HelperArgs.NONE,
                DispatchDelay.of(EntryLayout.PLAIN, List.of()),
                new ScheduleTarget(
                    "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
                    "arn:aws:iam::123456789012:role/lavasched",
                    "",
                    900,
                    185,
                    Optional.empty()),
                true),
            now,
            new SchedulesRequest.Policy(onInvalid, false, Set.of())),
        leavesBehind);
  }

  MoveSchedules moves() {
    return new MoveSchedules(
        table,
        new CrontabPorts(new TimedCrontab(crontab), crontabs, RunMemory.OFF),
        new SchedulePorts(
            new TimedSchedules(
                new InMemoryScheduleStore(service, GROUP, new GroupOwner(REALM, LAVASCHED))),
            schedules),
        this);
  }

  MoveReport forth() {
    return moves().toEventBridge(request(), this);
  }

  MoveReport back() {
    return moves().toCrontab(request(), this);
  }

  /** Such as what a run with the crontab as its target has left. */
  World withBlock() {
    new io.lavasched.application.rebuild.RebuildCrontab(table, crontab, crontabs, RunMemory.OFF)
        .run(request().crontab(), problem -> true);
    return this;
  }

  /** Lets time pass. */
  void until(Instant instant) {
    long minute = Math.floorDiv(now.getEpochSecond(), 60) * 60 + 60;
    for (; minute <= instant.getEpochSecond(); minute += 60) {
      now = Instant.ofEpochSecond(minute);
      service.now(now);
      cronAt(minute);
      serviceAt(minute);
    }
    now = instant.isAfter(now) ? instant : now;
    service.now(now);
  }

  private void cronAt(long minute) {
    for (CrontabEntry entry : block().entries()) {
      dispatched(entry.job().text(), minute, byCron(entry.cron().text()).count(minute));
    }
  }

  private void serviceAt(long minute) {
    Instant at = Instant.ofEpochSecond(minute);
    for (ScheduleStore.Stored stored : service.schedules(GROUP)) {
      ScheduleSpec spec = stored.spec().orElseThrow();
      if (spec.enabled()
          && spec.start().filter(start -> start.isAfter(at)).isEmpty()
          && spec.end().filter(end -> !end.isAfter(at)).isEmpty()) {
        FireTimes times =
            fires.computeIfAbsent(
                spec.expression().toString(),
                key -> ServiceFires.of(spec.expression()).orElseThrow());
        dispatched(jobOf(spec), minute, times.count(minute));
      }
    }
  }

  private String jobOf(ScheduleSpec spec) {
    return jobsOf.computeIfAbsent(
        spec.name(),
        name ->
            jobs.keySet().stream()
                .filter(job -> name.isOf(new JobId(job)))
                .findFirst()
                .orElseThrow());
  }

  private void dispatched(String job, long at, int times) {
    if (times > 0) {
      dispatched.computeIfAbsent(job, j -> new TreeMap<>()).merge(at, times, Integer::sum);
    }
  }

  FireTimes byCron(String schedule) {
    return fires.computeIfAbsent(schedule, text -> FireTimes.of(CronSchedule.of(text), cron));
  }

  FireTimes byService(String schedule) {
    return io.lavasched.application.schedules.ServiceCron.of(
            CronSchedule.of(schedule), ServiceZone.of(cron.zone()).orElseThrow(), now)
        .value()
        .orElseThrow()
        .fires();
  }

  BlockNow block() {
    Optional<CrontabText> text = crontab.read();
    if (!text.equals(read)) {
      read = text;
      block = BlockNow.of(text, cron, DispatcherProgram.DEFAULT, List.of()).value().orElseThrow();
    }
    return block;
  }

  /** Such as {@code etl/a cron(0 6 * * ? *) from 2026-…}, for those of all schedules. */
  List<String> shown() {
    return service.schedules(GROUP).stream()
        .map(stored -> stored.spec().orElseThrow())
        .map(
            spec ->
                jobOf(spec)
                    + (spec.enabled() ? "" : " disabled")
                    + spec.start().map(at -> " from " + at).orElse("")
                    + spec.end().map(at -> " until " + at).orElse(""))
        .sorted()
        .toList();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void waitUntil(Instant instant) {
    call(
        () -> {
          until(instant);
          return "";
        });
  }

  @Override
  public void begins(MoveStep step) {
    steps.add(step);
  }

  @Override
  public void stands(Standing which) {
    standing = which;
  }

  @Override
  public void chosen(Cut cut) {
    cuts.add(cut);
  }

  private <T> T call(Supplier<T> work) {
    int call = ++calls;
    Optional.ofNullable(faults.remove(call)).ifPresent(Runnable::run);
    until(now.plus(ofCall));
    T done = work.get();
    if (lostAnswers.remove(call)) {
      throw failure();
    }
    return done;
  }

  static StoreException failure() {
    return new StoreException("call", "the world", false, "told to fail", Optional.empty());
  }

  /** A crontab whose calls take time. */
  final class TimedCrontab implements CrontabStore {

    private final InMemoryCrontabStore store;

    TimedCrontab(InMemoryCrontabStore store) {
      this.store = store;
    }

    @Override
    public Optional<CrontabText> read() {
      return call(store::read);
    }

    @Override
    public void install(CrontabText text) {
      call(
          () -> {
            store.install(text);
            return "";
          });
    }

    @Override
    public void remove() {
      call(
          () -> {
            store.remove();
            return "";
          });
    }

    @Override
    public CronLimits limits() {
      return store.limits();
    }

    @Override
    public CronDialect dialect() {
      return store.dialect();
    }

    @Override
    public String describe() {
      return store.describe();
    }
  }

  /** A group whose calls take time: a read as many as there are schedules. */
  final class TimedSchedules implements ScheduleStore {

    private final InMemoryScheduleStore store;

    TimedSchedules(InMemoryScheduleStore store) {
      this.store = store;
    }

    @Override
    public Optional<List<Stored>> read() {
      return call(
          () -> {
            until(now.plus(ofCall.multipliedBy(service.schedules(GROUP).size())));
            return store.read();
          });
    }

    @Override
    public void makeGroup() {
      write(store::makeGroup);
    }

    @Override
    public void create(ScheduleSpec schedule) {
      write(() -> store.create(schedule));
    }

    @Override
    public void replace(ScheduleSpec schedule) {
      write(() -> store.replace(schedule));
    }

    @Override
    public void delete(ScheduleName name) {
      write(() -> store.delete(name));
    }

    private void write(Runnable work) {
      call(
          () -> {
            work.run();
            return "";
          });
    }

    @Override
    public String describe() {
      return store.describe();
    }
  }
}
