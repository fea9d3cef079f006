package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.params.LavaschedJob;
import io.lavasched.domain.params.LavaschedParameters;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.problem.Suggestions;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Words;
import io.lavasched.domain.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks over all records of a realm: what makes a record unschedulable, and what keeps a sound one
 * from being dispatched as its author meant.
 */
public final class CheckJobs {

  private static final Comparator<Problem> BY_RECORD =
      Comparator.comparing((Problem p) -> p.location().subject().map(Subject::kind).orElseThrow())
          .thenComparing(
              p -> p.location().subject().map(Subject::name).orElseThrow(), Words.BY_CODE_POINT);

  private final Instant now;
  private final ZoneId zone;
  private final boolean wholeRealm;

  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Scheduled> scheduled = new ArrayList<>();
  private final List<Lavasched> lavascheds = new ArrayList<>();
  private final Map<Subject, String> callers = new LinkedHashMap<>();
  private int records;

  /** A job that has a schedule. */
  private record Scheduled(Subject subject, Optional<DispatcherName> dispatcher) {}

  /** A lavasched job that is enabled. */
  private record Lavasched(
      Subject subject,
      Optional<DispatcherName> dispatcher,
      boolean isScheduled,
      List<DispatcherName> serves) {}

  private CheckJobs(Instant now, ZoneId zone, boolean wholeRealm) {
    this.now = now;
    this.zone = zone;
    this.wholeRealm = wholeRealm;
  }

  /**
   * What a check found.
   *
   * @param records how many records were looked at
   * @param problems sorted by record
   */
  public record Report(int records, List<Problem> problems) {
    /** Copies the problems. */
    public Report {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Checks every record.
   *
   * @param table where the records are
   * @param now the instant for which windows are looked at
   * @param zone the node's own zone
   * @param wholeRealm whether the table is all of a realm, so that a dispatcher without a lavasched
   *     job is a fault; otherwise it is one only if some lavasched job is among the records
   * @return all that was found
   */
  public static Report check(JobsTable table, Instant now, ZoneId zone, boolean wholeRealm) {
    CheckJobs check = new CheckJobs(now, zone, wholeRealm);
    table.forEach(check::add);
    check.compare();
    check.problems.sort(BY_RECORD);
    return new Report(check.records, check.problems);
  }

  private void add(SourceRecord source) {
    records++;
    Subject subject = JobRecord.subject(source.origin(), source.value());
    Parsed<JobRecord> parsed = JobRecord.parse(source.origin(), source.value());
    problems.addAll(parsed.problems());
    if (subject.kind() == Subject.Kind.JOB && !ids.add(subject.name())) {
      problems.add(JobReader.duplicate().in(subject));
    }
    Optional<JobRecord> record = parsed.value();
    record.ifPresent(r -> checkWindows(r, subject, source.value()));
    record
        .filter(r -> r.schedule().isScheduled())
        .ifPresent(r -> scheduled.add(new Scheduled(subject, r.dispatcher())));
    if (source.value() instanceof Value.MapOf map) {
      if (isOfType(map, LavaschedJob.TYPE)) {
        addLavasched(map, record, subject);
      } else if (isOfType(map, "cmd")) {
        addCaller(map, subject);
      }
    }
  }

  private static boolean isOfType(Value.MapOf map, String type) {
    return map.get("type").orElse(Value.NULL) instanceof Value.Text text && text.get().equals(type);
  }

  /**
   * A cmd job may run this program for a lavasched job, which then needs no schedule of its own.
   */
  private void addCaller(Value.MapOf map, Subject subject) {
    StringBuilder command = new StringBuilder();
    appendTexts(map.get("payload").orElse(Value.NULL), command);
    appendTexts(map.get("parameters").orElse(Value.NULL), command);
    if (command.indexOf(LavaschedJob.TYPE) >= 0) {
      callers.put(subject, command.toString());
    }
  }

  private static void appendTexts(Value value, StringBuilder out) {
    if (value instanceof Value.Text text) {
      out.append(text.get()).append(' ');
    } else if (value instanceof Value.ListOf list) {
      list.items().forEach(item -> appendTexts(item, out));
    } else if (value instanceof Value.MapOf map) {
      map.fields().values().forEach(item -> appendTexts(item, out));
    }
  }

  /** The cmd job whose command names a lavasched job, if there is one. */
  private Optional<Subject> callerOf(Lavasched job) {
    Pattern id =
        Pattern.compile("(?<!\\S)['\"]?" + Pattern.quote(job.subject.name()) + "['\"]?(?!\\S)");
    return callers.entrySet().stream()
        .filter(caller -> id.matcher(caller.getValue()).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void addLavasched(Value.MapOf map, Optional<JobRecord> record, Subject subject) {
    Parsed<LavaschedParameters> parsed =
        LavaschedParameters.parse(map.get("parameters").orElse(Value.NULL));
    parsed.problems().forEach(p -> problems.add(p.under("parameters").in(subject)));
    parsed.value().filter(p -> !setsPath(p)).ifPresent(p -> problems.add(withoutPath(subject)));
    if (LavaschedJob.isDisabled(map)) {
      problems.add(
          Problem.of(
                  ProblemCode.LAVASCHED_DISABLED,
                  "enabled should be true for a lavasched job, found false")
              .withHint("the crontab is not rebuilt while it is disabled")
              .under("enabled")
              .in(subject));
    } else if (record.isPresent() && parsed.value().isPresent()) {
      lavascheds.add(
          new Lavasched(
              subject,
              record.get().dispatcher(),
              record.get().schedule().isScheduled(),
              parsed.value().get().dispatchers()));
    }
  }

  private static boolean setsPath(LavaschedParameters parameters) {
    return parameters.env().stream().anyMatch(v -> v.name().equals("PATH"));
  }

  private static Problem withoutPath(Subject subject) {
    return Problem.of(
            ProblemCode.ENV_WITHOUT_PATH, "env of a lavasched job should have PATH, found none")
        .withHint(
            "cron's own PATH may lead to a Python that lava-dispatcher cannot use; write such as"
                + " \"PATH\": \"/usr/local/bin:/bin:/usr/bin\"")
        .under("parameters.env")
        .in(subject);
  }

  private void checkWindows(JobRecord record, Subject subject, Value source) {
    boolean isList =
        source instanceof Value.MapOf map
            && map.get("schedule").orElse(Value.NULL) instanceof Value.ListOf;
    List<ScheduleItem> items = record.schedule().items();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).window().isOver(now, zone)) {
        problems.add(
            Problem.of(
                    ProblemCode.WINDOW_OVER,
                    "schedule should have a window that is not over, found one that ended "
                        + items.get(i).window().to().toInstant(zone))
                .withHint("remove the schedule, or set a later end")
                .under("to")
                .under(isList ? "schedule[" + i + "]" : "schedule")
                .in(subject));
      }
    }
  }

  /** What only all records together can tell. */
  private void compare() {
    Set<DispatcherName> served = new HashSet<>();
    lavascheds.forEach(l -> served.addAll(l.serves));
    Set<Subject> lavaschedJobs = new HashSet<>();
    for (Lavasched lavasched : lavascheds) {
      lavaschedJobs.add(lavasched.subject);
      checkSchedulesItself(lavasched, served);
    }
    boolean isRealm = wholeRealm || !lavascheds.isEmpty();
    for (Scheduled job : scheduled) {
      if (lavaschedJobs.contains(job.subject)) {
        continue;
      }
      if (job.dispatcher.isEmpty()) {
        problems.add(
            Problem.of(
                    ProblemCode.NO_DISPATCHER,
                    "job with a schedule should name a dispatcher, found none")
                .withHint("without one no crontab ever has it")
                .in(job.subject));
      } else if (!served.contains(job.dispatcher.get())) {
        problems.add(unserved(job, job.dispatcher.get(), served, isRealm));
      }
    }
  }

  private static Problem unserved(
      Scheduled job, DispatcherName dispatcher, Set<DispatcherName> served, boolean isRealm) {
    String message =
        "dispatcher should be one that a lavasched job serves, found "
            + Quoted.of(dispatcher.text());
    Problem problem =
        Problem.of(
            isRealm ? ProblemCode.DISPATCHER_UNSERVED : ProblemCode.DISPATCHER_UNKNOWN, message);
    Optional<String> hint =
        served.isEmpty()
            ? Optional.of("no enabled lavasched job is among the records")
            : Suggestions.hint(
                dispatcher.text(), served.stream().sorted().map(DispatcherName::text).toList());
    return problem.withHint(hint).under("dispatcher").in(job.subject);
  }

  private void checkSchedulesItself(Lavasched job, Set<DispatcherName> served) {
    Optional<Subject> caller = callerOf(job);
    if (caller.isPresent()) {
      problems.add(
          Problem.of(
                  ProblemCode.LAVASCHED_SERVED_ELSEWHERE,
                  "lavasched job is run by " + caller.get().text())
              .in(job.subject));
    } else if (!job.isScheduled) {
      problems.add(
          unscheduled(
              "lavasched job should have a schedule of its own, found none",
              job.subject,
              "schedule"));
    } else if (job.dispatcher.isEmpty()) {
      problems.add(
          unscheduled(
              "lavasched job should name a dispatcher, found none", job.subject, "dispatcher"));
    } else if (!served.contains(job.dispatcher.get())) {
      problems.add(
          unscheduled(
              "lavasched job should serve its own dispatcher, found "
                  + Quoted.of(job.dispatcher.get().text())
                  + ", which is not in its parameters",
              job.subject,
              "dispatcher"));
    } else if (!job.serves.contains(job.dispatcher.get())) {
      problems.add(
          Problem.of(
                  ProblemCode.LAVASCHED_SERVED_ELSEWHERE,
                  "lavasched job is sent off by the lavasched job that serves "
                      + Quoted.of(job.dispatcher.get().text())
                      + ", not by itself")
              .under("dispatcher")
              .in(job.subject));
    }
  }

  private static Problem unscheduled(String message, Subject subject, String path) {
    return Problem.of(ProblemCode.LAVASCHED_UNSCHEDULED, message)
        .withHint("it would rebuild the crontab once, and never again")
        .under(path)
        .in(subject);
  }
}
