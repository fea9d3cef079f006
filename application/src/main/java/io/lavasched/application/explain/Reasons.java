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
          Kind.ZONE_MISSING,
          Kind.OVER,
          Kind.MISSED,
          Kind.NOT_ACTIVE,
          Kind.AT_BOOT_ONLY);

  /** From what must be mended first to what only has to be known. */
  List<Reason> list() {
    return withCaller(ofItself(), caller);
  }

  /** What runs it all the same takes the place of why its own schedule does not. */
  static List<Reason> withCaller(List<Reason> reasons, Optional<String> caller) {
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
    record.ifPresentOrElse(
        sound -> addOfRecord(sound, "without one no crontab ever has it", reasons),
        () -> reasons.add(quarantined()));
    boolean isScheduled = record.map(r -> r.schedule().isScheduled()).orElse(true);
    if (isScheduled && dispatcher.isPresent()) {
      addOfService(dispatcher.get(), reasons);
    }
    if (isScheduled && record.isPresent()) {
      new ReasonsOfTime(request.now(), request.zone(), schedules).addTo(reasons);
    }
    addOfWorker(
        rejections,
        enabled,
        settings().skipDisabled().orElse(false) ? "it is left out of the crontab" : "",
        reasons);
    return reasons;
  }

  /**
   * What the worker does, whoever dispatches the job.
   *
   * @param leftOut what is done with a disabled job; nothing for one that is dispatched
   */
  static void addOfWorker(
      List<Problem> rejections, Enabled enabled, String leftOut, List<Reason> reasons) {
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
              "nothing will run: the job is disabled" + why(enabled),
              Optional.of(
                  leftOut.isEmpty()
                      ? "it is dispatched all the same, and the worker skips it; set enabled to"
                          + " true in its record"
                      : leftOut + "; set enabled to true in its record")));
    }
  }

  private static String why(Enabled enabled) {
    return switch (enabled) {
      case MISSING -> ", for its record has no enabled";
      case OTHER_TEXT -> ", for its enabled is another string than \"true\"";
      default -> "";
    };
  }

  private RebuildSettings settings() {
    return settings(request.options().settings(), services);
  }

  /**
   * The settings of the first lavasched job that serves the dispatcher, and of the command line.
   *
   * @param given on the command line: it wins
   */
  static RebuildSettings settings(RebuildSettings given, List<Explanation.Service> services) {
    return given.or(
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
    return quarantined(hint);
  }

  static Reason quarantined(String hint) {
    return new Reason(
        Kind.QUARANTINED,
        "nothing new will run: the record is bad, and the job quarantined",
        Optional.of(hint));
  }

  /**
   * What the record itself says.
   *
   * @param withoutDispatcher what comes of one that names no dispatcher
   */
  static void addOfRecord(JobRecord record, String withoutDispatcher, List<Reason> reasons) {
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
              Optional.of(withoutDispatcher)));
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

  static boolean isStuck(Explanation.Service service) {
    return !service.lavasched().map(RealmLavaschedJob::isEnabled).orElse(false)
        || service.problems().stream()
            .map(Problem::code)
            .anyMatch(code -> code == ProblemCode.LAVASCHED_UNSCHEDULED);
  }

  static List<JobId> ids(List<RealmLavaschedJob> lavaschedJobs) {
    return lavaschedJobs.stream().map(RealmLavaschedJob::id).toList();
  }

  static String names(List<JobId> ids) {
    return ids.stream().map(JobId::text).map(Quoted::escape).collect(Collectors.joining(", "));
  }
}
