// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.schedules.ClockDifference;
import io.lavasched.application.schedules.DispatchInput;
import io.lavasched.application.schedules.HelperArgs;
import io.lavasched.application.schedules.JobSchedules;
import io.lavasched.application.schedules.ServiceCron;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.cron.PortableCron;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What EventBridge Scheduler has against records: what cannot be said there, and what it would
 * dispatch at other times than the cron at hand.
 */
final class EventBridgeCheck implements TargetCheck {

  private static final Duration YEAR = Duration.ofDays(366);

  private static final String ENV = "parameters.env";

  /** Names of variables, in a message. */
  private static final int MOST_NAMES = 8;

  private final Instant now;
  private final EventBridgeMove move;
  private final List<ScheduledJob> scheduled = new ArrayList<>();

  EventBridgeCheck(Instant now, EventBridgeMove move) {
    this.now = now;
    this.move = move;
  }

  @Override
  public RecordRead read(SourceRecord source) {
    return ServiceRecord.read(source);
  }

  @Override
  public List<Problem> ofJob(JobRecord record, Subject subject, SchedulePlaces places) {
    if (record.schedule().isScheduled()) {
      scheduled.add(
          new ScheduledJob(subject, record.dispatcher(), record.schedule().items(), places));
    }
    return List.of();
  }

  /** A cron string is at its longest shorter than what the service takes. */
  @Override
  public List<Problem> ofSize(JobRecord record) {
    return List.of();
  }

  @Override
  public List<Problem> ofLavasched(
      LavaschedParameters.Parts parameters, boolean lacksPath, RebuildSettings settings) {
    List<EnvVar> env = parameters.env();
    List<Problem> problems = new ArrayList<>(CrontabCheck.ofEnv(env, CronDialect.VIXIE));
    zone(env).ifPresent(problems::add);
    dropped(env).ifPresent(problems::add);
    parameters.args().ifPresent(args -> addArgs(args, settings, problems));
    return problems;
  }

  private void addArgs(List<ShellWord> args, RebuildSettings settings, List<Problem> problems) {
    Parsed<HelperArgs> read = HelperArgs.of(args, move.realm());
    problems.addAll(read.problems());
    settings.layout().problem(args).ifPresent(problems::add);
    read.value()
        .flatMap(sound -> JobSchedules.tooLarge(DispatchInput.of(new JobId("job"), sound, 0)))
        .map(problem -> problem.under("parameters.args"))
        .ifPresent(problems::add);
  }

  /** What is wrong with the zone of a block. */
  private Optional<Problem> zone(List<EnvVar> env) {
    Optional<ZoneId> cronTz = LavaschedParameters.cronTz(env);
    if (cronTz.isEmpty()) {
      boolean isWrong =
          env.stream().anyMatch(v -> v.name().equals(CronTz.VARIABLE) && !v.value().isEmpty());
      // A wrong one has been reported as such.
      return isWrong || move.zone().isPresent()
          ? Optional.empty()
          : Optional.of(EventBridgeZones.missingInEnv());
    }
    boolean isIgnored = !move.cron().honoursCronTz() && move.cron() != CronDialect.VIXIE;
    return move.zone()
        .filter(node -> isIgnored && !node.getRules().equals(cronTz.get().getRules()))
        .map(
            node ->
                Problem.of(
                        ProblemCode.EVENTBRIDGE_ZONE,
                        "CRON_TZ should be the zone by which jobs are dispatched already, found "
                            + cronTz.get()
                            + " for EventBridge Scheduler, while "
                            + move.cron().text()
                            + " ignores it and goes by "
                            + node)
                    .withHint("each job would be dispatched at another hour: which one is meant?")
                    .under(ENV + "." + CronTz.VARIABLE));
  }

  private static Optional<Problem> dropped(List<EnvVar> env) {
    List<String> names =
        env.stream()
            .map(EnvVar::name)
            .filter(name -> !name.equals(CronTz.VARIABLE) && !name.equals("LAVA_REALM"))
            .sorted(Words.BY_CODE_POINT)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.ENV_DROPPED,
                    "env is for the commands of a crontab, found "
                        + String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)))
                        + (names.size() > MOST_NAMES ? ", ..." : ""))
                .withHint(
                    "EventBridge Scheduler invokes lava's dispatch helper: of env, only CRON_TZ"
                        + " has an effect")
                .under(ENV));
  }

  @Override
  public List<Problem> ofAll(RealmLavaschedJobs lavaschedJobs) {
    List<Problem> problems = new ArrayList<>();
    Map<Optional<DispatcherName>, Optional<EventBridgeZones>> zones = new HashMap<>();
    for (ScheduledJob job : scheduled) {
      addTraps(job, problems);
      Optional<EventBridgeZones> known =
          zones.computeIfAbsent(
              job.dispatcher(), name -> EventBridgeZones.of(name, lavaschedJobs, move));
      if (known.isPresent()) {
        addWindows(job, known.get(), problems);
        addDifferences(job, known.get(), problems);
      } else {
        zoneMissing(job, lavaschedJobs).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** Where no lavasched job has been told of it already. */
  private static Optional<Problem> zoneMissing(ScheduledJob job, RealmLavaschedJobs lavaschedJobs) {
    return job.dispatcher()
        .filter(name -> lavaschedJobs.of(name).isEmpty() && lavaschedJobs.brokenOf(name).isEmpty())
        .map(name -> EventBridgeZones.missing().in(job.subject()));
  }

  private static void addTraps(ScheduledJob job, List<Problem> problems) {
    for (int i = 0; i < job.items().size(); i++) {
      // Both day fields are an error here, with a help of its own.
      for (Problem problem : TrapCheck.problems(job.items().get(i).cron(), CronDialect.PORTABLE)) {
        problems.add(job.placedInCron(problem, i));
      }
    }
  }

  /** There are no rebuilds that see a window too late: the service knows when it begins. */
  private void addWindows(ScheduledJob job, EventBridgeZones zones, List<Problem> problems) {
    NodeCron cron =
        new NodeCron(
            zones.windowZone(), CronDialect.CRONIE, Optional.of(zones.cron().scheduleZone()));
    WindowCheck windows = new WindowCheck(cron, now);
    for (int i = 0; i < job.items().size(); i++) {
      ScheduleItem item = job.items().get(i);
      if (item.window().isOver(now, zones.windowZone())) {
        problems.add(job.placed(WindowCheck.over(item.window(), zones.windowZone()), i));
      }
      for (Problem problem : windows.problems(item)) {
        problems.add(job.placed(problem, i));
      }
    }
  }

  /** The first one of each kind, for each element. */
  private void addDifferences(ScheduledJob job, EventBridgeZones zones, List<Problem> problems) {
    for (int i = 0; i < job.items().size(); i++) {
      ScheduleItem item = job.items().get(i);
      Parsed<ServiceCron> service = ServiceCron.of(item.cron(), zones.zone(), now);
      if (service.value().isEmpty() || !isInCrontab(item.cron(), zones.cron().dialect())) {
        continue;
      }
      Set<ClockDifference.Kind> told = EnumSet.noneOf(ClockDifference.Kind.class);
      for (ClockDifference difference :
          ClockDifference.of(
              item.cron(),
              zones.cron(),
              service.value().get(),
              item.window().inSeconds(zones.windowZone()),
              now,
              now.plus(YEAR))) {
        if (told.add(difference.kind())) {
          problems.add(job.placedInCron(problem(item, zones, difference), i));
        }
      }
    }
  }

  /** What the cron at hand does not take has no dispatches to compare with. */
  private static boolean isInCrontab(CronSchedule schedule, CronDialect dialect) {
    return !dialect.isStrict() || PortableCron.of(schedule, dialect).value().isPresent();
  }

  private Problem problem(ScheduleItem item, EventBridgeZones zones, ClockDifference difference) {
    String cron =
        zones.cron().dialect() == CronDialect.VIXIE ? "cron" : zones.cron().dialect().text();
    int count = difference.count();
    String dispatches = count == 1 ? "a dispatch" : count + " dispatches";
    String who =
        difference.kind() == ClockDifference.Kind.ADDED
            ? "EventBridge Scheduler makes " + dispatches + " that " + cron + " leaves out"
            : "EventBridge Scheduler leaves out " + dispatches + " that " + cron + " makes";
    ProblemCode code =
        switch (difference.kind()) {
          case SKIPPED -> ProblemCode.EVENTBRIDGE_SKIPS;
          case ONCE -> ProblemCode.EVENTBRIDGE_ONCE;
          case ADDED -> ProblemCode.EVENTBRIDGE_ADDS;
        };
    return Problem.of(
            code,
            "schedule should keep off the hours in which the clock is changed, found "
                + Quoted.of(item.cron().text())
                + ": "
                + who
                + " on "
                + difference.after().toLocalDate()
                + (count == 1 ? " at " : ", the first at ")
                + difference.first().atZone(zones.zone().id()).toLocalTime()
                + ", as "
                + ClockCheck.change(difference.zone(), difference.before(), difference.after()))
        .withHint(
            everyHour(item, zones)
                .map(
                    text ->
                        "write "
                            + Quoted.of(text)
                            + ": every hour of every day with a star goes by real time")
                .orElse("choose another hour"));
  }

  /** The same with a star for the hour, where no change of the clock then matters. */
  private Optional<String> everyHour(ScheduleItem item, EventBridgeZones zones) {
    String[] fields = item.cron().text().split("[ \t]+", -1);
    if (!item.cron().isEachHour() || item.cron().hasStarredTime() || fields.length == 1) {
      return Optional.empty();
    }
    fields[1] = "*";
    String starred = String.join(" ", fields);
    return CronSchedule.parse(starred)
        .value()
        .flatMap(cron -> ServiceCron.of(cron, zones.zone(), now).value())
        .filter(cron -> !cron.zone().equals(zones.zone()))
        .map(cron -> starred);
  }
}
