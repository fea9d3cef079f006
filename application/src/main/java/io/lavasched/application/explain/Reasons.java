// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.explain.Explanation.Reason;
import io.lavasched.application.explain.Explanation.Reason.Kind;
import io.lavasched.application.port.NoDispatch;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why nothing will run.
 *
 * @param files where lava's file against dispatches may be
 * @param caller what runs it beside its own schedule: such as {@code lavasched job is run by job x}
 * @param hasLavasched whether any lavasched job is among the records
 * @param rejections why the worker rejects it whenever it gets it
 * @param broken those that name the dispatcher in parameters that are wrong
 */
record Reasons(
    ExplainRequest request,
    NoDispatch files,
    Optional<String> caller,
    boolean hasLavasched,
    List<JobId> broken,
    Optional<JobRecord> record,
    Optional<DispatcherName> dispatcher,
    Enabled enabled,
    List<Problem> rejections,
    List<Explanation.Schedule> schedules,
    List<Explanation.Service> services) {

  /** What keeps a job from being dispatched by its own schedule, and by nothing else. */
  private static final Set<Kind> OF_OWN_SCHEDULE =
      Set.of(
          Kind.UNSCHEDULED,
          Kind.NO_DISPATCHER,
          Kind.UNSERVED,
          Kind.LAVASCHED_INVALID,
          Kind.LAVASCHED_DISABLED,
          Kind.NOT_REBUILT,
          Kind.OVER,
          Kind.MISSED,
          Kind.NOT_ACTIVE,
          Kind.AT_BOOT_ONLY);

  private static final long MINUTE = 60;

  /** From what must be mended first to what only has to be known. */
  List<Reason> list() {
    List<Reason> reasons = ofItself();
    if (caller.isPresent() && reasons.removeIf(r -> OF_OWN_SCHEDULE.contains(r.kind()))) {
      reasons.add(
          0,
          new Reason(
              Kind.RUN_BY_JOB,
              "the " + caller.get() + ", not by a schedule of its own",
              Optional.of("explain that job to see when")));
    }
    return reasons;
  }

  private List<Reason> ofItself() {
    List<Reason> reasons = new ArrayList<>();
    record.ifPresentOrElse(sound -> addOfRecord(sound, reasons), () -> reasons.add(quarantined()));
    boolean isScheduled = record.map(r -> r.schedule().isScheduled()).orElse(true);
    if (isScheduled && dispatcher.isPresent()) {
      addOfService(dispatcher.get(), reasons);
    }
    if (isScheduled && record.isPresent()) {
      addOfTime(reasons);
    }
    rejections.stream()
        .map(
            problem ->
                new Reason(
                    Kind.REJECTED,
                    "nothing will run: the worker rejects every run, for " + problem.message(),
                    problem.hint()))
        .forEach(reasons::add);
    if (enabled.isDecidedAtRunTime()) {
      reasons.add(
          new Reason(
              Kind.DECIDED_AT_RUN_TIME,
              "whether it runs is decided at run time: enabled is a template",
              Optional.of("it is dispatched all the same, and the worker renders the template")));
    }
    if (enabled.isDisabled()) {
      reasons.add(
          new Reason(
              Kind.DISABLED,
              "nothing will run: the job is disabled" + why(),
              Optional.of(
                  settings().skipDisabled().orElse(false)
                      ? "it is left out of the crontab; set enabled to true in its record"
                      : "it is dispatched all the same, and the worker skips it; set enabled to"
                          + " true in its record")));
    }
    return reasons;
  }

  private String why() {
    return switch (enabled) {
      case MISSING -> ", for its record has no enabled";
      case OTHER_TEXT -> ", for its enabled is another string than \"true\"";
      default -> "";
    };
  }

  /** Those of the first lavasched job that serves the dispatcher, and of the command line. */
  private RebuildSettings settings() {
    return request
        .options()
        .settings()
        .or(
            services.stream()
                .flatMap(service -> service.lavasched().stream())
                .findFirst()
                .map(RealmLavaschedJob::settings)
                .orElse(RebuildSettings.NONE));
  }

  private Reason quarantined() {
    String hint =
        switch (settings().onInvalid().orElse(OnInvalid.KEEP)) {
          case KEEP -> "the entries that it has in the crontab stay as they are; mend the record";
          case DROP -> "it gets no entries in the crontab; mend the record";
          case FAIL -> "the crontab is not rebuilt for any other job either; mend the record";
        };
    return new Reason(
        Kind.QUARANTINED,
        "nothing new will run: the record is bad, and the job quarantined",
        Optional.of(hint));
  }

  private static void addOfRecord(JobRecord record, List<Reason> reasons) {
    if (!record.schedule().isScheduled()) {
      reasons.add(
          new Reason(
              Kind.UNSCHEDULED,
              "nothing will run: the job has no schedule",
              Optional.of("it is only dispatched by hand, or by another job")));
    } else if (record.dispatcher().isEmpty()) {
      reasons.add(
          new Reason(
              Kind.NO_DISPATCHER,
              "nothing will run: the job names no dispatcher",
              Optional.of("without one no crontab ever has it")));
    }
  }

  private void addOfService(DispatcherName name, List<Reason> reasons) {
    List<RealmLavaschedJob> all = services.stream().flatMap(s -> s.lavasched().stream()).toList();
    String dispatcher = Quoted.of(name.text());
    if (all.isEmpty() && !broken.isEmpty()) {
      reasons.add(
          new Reason(
              Kind.LAVASCHED_INVALID,
              "nothing will run: nobody rebuilds the crontab of dispatcher "
                  + dispatcher
                  + ", for the parameters of lavasched job "
                  + names(broken)
                  + " are wrong",
              Optional.of("mend them; an entry that is installed stays")));
    } else if (all.isEmpty()) {
      if (request.wholeRealm() || hasLavasched) {
        reasons.add(
            new Reason(
                Kind.UNSERVED,
                "nothing will run: nobody rebuilds the crontab of dispatcher " + dispatcher,
                Optional.of(
                    "no lavasched job has it in its parameters; an entry that is installed"
                        + " stays")));
      }
    } else if (all.stream().allMatch(lavasched -> lavasched.enabled() == Enabled.NO)) {
      reasons.add(
          new Reason(
              Kind.LAVASCHED_DISABLED,
              "nothing will run: nobody rebuilds the crontab of dispatcher "
                  + dispatcher
                  + ", for lavasched job "
                  + names(ids(all))
                  + " is disabled",
              Optional.of("set enabled to true in its record; an entry that is installed stays")));
    } else if (services.stream().allMatch(Reasons::isStuck)) {
      reasons.add(
          new Reason(
              Kind.NOT_REBUILT,
              "the crontab of dispatcher "
                  + dispatcher
                  + " may be old: "
                  + (all.stream().anyMatch(RealmLavaschedJob::isEnabled)
                      ? "nobody dispatches lavasched job "
                      : "the worker skips lavasched job ")
                  + names(ids(all)),
              Optional.of("unless something else than lava runs it, such as a timer of systemd")));
    }
    services.stream()
        .flatMap(service -> service.stops().stream())
        .distinct()
        .map(
            problem ->
                new Reason(
                    Kind.STOPPED, "a rebuild here would stop: " + problem.text(), problem.hint()))
        .forEach(reasons::add);
    all.stream()
        .flatMap(lavasched -> lavasched.parameters().noDispatchFile().stream())
        .distinct()
        .flatMap(file -> files.since(file).map(since -> suspended(file, since)).stream())
        .forEach(reasons::add);
  }

  private static Reason suspended(String file, Instant since) {
    return new Reason(
        Kind.SUSPENDED,
        "nothing will be dispatched from this node while "
            + Quoted.escape(file)
            + " is there: since "
            + since,
        Optional.of(
            "args have --check-dispatch; lava-stop --no-dispatch makes the file; remove it when the"
                + " node is to dispatch again"));
  }

  private static boolean isStuck(Explanation.Service service) {
    return !service.lavasched().map(RealmLavaschedJob::isEnabled).orElse(false)
        || service.problems().stream()
            .map(Problem::code)
            .anyMatch(code -> code == ProblemCode.LAVASCHED_UNSCHEDULED);
  }

  private static List<JobId> ids(List<RealmLavaschedJob> lavaschedJobs) {
    return lavaschedJobs.stream().map(RealmLavaschedJob::id).toList();
  }

  private static String names(List<JobId> ids) {
    return ids.stream().map(JobId::text).map(Quoted::escape).collect(Collectors.joining(", "));
  }

  private void addOfTime(List<Reason> reasons) {
    List<Explanation.Schedule> alive =
        schedules.stream().filter(Explanation.Schedule::isAlive).toList();
    if (alive.isEmpty() && schedules.stream().anyMatch(Explanation.Schedule::isMissed)) {
      reasons.add(missed());
      return;
    }
    if (alive.isEmpty()) {
      reasons.add(new Reason(Kind.OVER, over(), Optional.of("give it another schedule")));
      return;
    }
    long now = request.now().getEpochSecond();
    if (alive.stream().noneMatch(schedule -> schedule.inCrontab().has(now))) {
      reasons.add(notActive(alive, now));
    }
    if (alive.stream().allMatch(schedule -> schedule.item().cron().isReboot())) {
      reasons.add(
          new Reason(
              Kind.AT_BOOT_ONLY,
              "nothing will run but when cron starts, as at a boot",
              Optional.empty()));
    }
  }

  private Reason notActive(List<Explanation.Schedule> alive, long now) {
    long begins =
        alive.stream().mapToLong(Explanation.Schedule::until).min().orElse(ActiveSeconds.NEVER);
    long inCrontab =
        alive.stream()
            .mapToLong(schedule -> schedule.inCrontab().next(now))
            .min()
            .orElse(ActiveSeconds.NEVER);
    boolean hasBegun =
        alive.stream().anyMatch(schedule -> schedule.state() == ActiveSeconds.State.ACTIVE);
    // A rebuild in the minute in which it begins is no delay worth a word.
    boolean isAtOnce = !hasBegun && inCrontab - begins <= MINUTE;
    return new Reason(
        Kind.NOT_ACTIVE,
        "nothing will run before "
            + Instant.ofEpochSecond(isAtOnce ? begins : inCrontab)
                .atZone(request.zone())
                .toOffsetDateTime()
            + (isAtOnce
                ? ": no schedule is active until then"
                : ": no rebuild adds it to the crontab earlier"),
        Optional.empty());
  }

  private Reason missed() {
    return new Reason(
        Kind.MISSED,
        "nothing will run: "
            + (schedules.size() == 1
                ? "its window is open between two rebuilds of the crontab only"
                : "each of its windows is over, or open between two rebuilds of the crontab only"),
        Optional.of(
            "an entry is added by the next rebuild after its window begins; let it begin earlier,"
                + " or schedule the lavasched job more often"));
  }

  private String over() {
    boolean someOver = schedules.stream().anyMatch(s -> s.state() == ActiveSeconds.State.OVER);
    boolean allOver = schedules.stream().allMatch(s -> s.state() == ActiveSeconds.State.OVER);
    String what = schedules.size() == 1 ? "its schedule" : "each of its schedules";
    if (allOver) {
      return "nothing will run: the window of " + what + " is over";
    }
    boolean someImpossible = schedules.stream().anyMatch(s -> !s.item().cron().canFire());
    if (!someOver && someImpossible) {
      return "nothing will run: " + what + " is for a date that no year has";
    }
    return "nothing will run: " + what + " is over, or has no date that comes within its window";
  }
}
