package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobPattern;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.params.LavaschedJob;
import io.lavasched.domain.params.LavaschedParameters;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.problem.Suggestions;
import io.lavasched.domain.schedule.CronDialect;
import io.lavasched.domain.schedule.NodeCron;
import io.lavasched.domain.text.Words;
import io.lavasched.domain.value.Value;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The records of a realm, read once: the jobs that are asked for, and who puts those of which
 * dispatcher into a crontab.
 */
final class RealmJobs {

  private static final int MOST_LIKE = 3;

  /** Dispatchers in their order, jobs in the order of the block. */
  private static final Comparator<ForecastJob> ORDER =
      Comparator.comparing(ForecastJob::dispatcher).thenComparing(job -> job.record().id());

  private final ForecastRequest request;
  private final Map<JobId, JobRecord> chosen = new HashMap<>();
  private final Set<JobId> disabled = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> dispatchers = new TreeSet<>(Words.BY_CODE_POINT);
  private final Set<JobPattern> unmatched;
  private final List<Rebuilder> rebuilders = new ArrayList<>();
  private final Map<String, SortedSet<JobId>> broken = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean hasLavasched;

  RealmJobs(ForecastRequest request) {
    this.request = request;
    this.unmatched = new HashSet<>(request.jobs());
  }

  void add(SourceRecord source) {
    Value value = source.value();
    Subject subject = JobRecord.subject(source.origin(), value);
    Parsed<JobRecord> parsed = JobRecord.parseIndexed(source.origin(), value);
    Optional<JobId> id =
        subject.kind() == Subject.Kind.JOB ? JobId.parse(subject.name()).value() : Optional.empty();
    Optional<String> dispatcher = text(value, "dispatcher");
    dispatcher.ifPresent(dispatchers::add);
    id.ifPresent(key -> addRebuilder(key, parsed, value));
    boolean isNew = id.map(key -> ids.add(key.text())).orElse(true);
    if (!isWanted(id, dispatcher)) {
      return;
    }
    id.ifPresent(key -> unmatched.removeIf(pattern -> pattern.matches(key)));
    if (!isNew) {
      id.ifPresent(chosen::remove);
      problems.add(JobReader.duplicate().in(subject));
      return;
    }
    problems.addAll(parsed.problems());
    parsed.value().ifPresent(record -> choose(record, value, subject));
  }

  private void choose(JobRecord record, Value value, Subject subject) {
    List<Problem> ofCron = EntryMaker.problems(record, value, request.dialect());
    if (!ofCron.isEmpty()) {
      ofCron.forEach(problem -> problems.add(problem.in(subject)));
      return;
    }
    chosen.put(record.id(), record);
    if (value instanceof Value.MapOf map && JobRecord.isDisabled(map)) {
      disabled.add(record.id());
    }
  }

  /** One of which nobody can tell whether it is may be: then it is told if it is bad. */
  private boolean isWanted(Optional<JobId> id, Optional<String> dispatcher) {
    return id.map(request::wantsJob).orElse(request.jobs().isEmpty())
        && dispatcher.map(request::wantsDispatcher).orElse(request.dispatchers().isEmpty());
  }

  private void addRebuilder(JobId id, Parsed<JobRecord> parsed, Value value) {
    if (!(value instanceof Value.MapOf map)
        || !text(value, "type").equals(Optional.of(LavaschedJob.TYPE))) {
      return;
    }
    hasLavasched = true;
    Value given = map.get("parameters").orElse(Value.NULL);
    LavaschedParameters.parse(given)
        .value()
        .ifPresentOrElse(
            parameters ->
                rebuilders.add(
                    new Rebuilder(id, parsed.value(), !JobRecord.isDisabled(map), parameters)),
            () -> addBroken(id, given));
  }

  private void addBroken(JobId id, Value parameters) {
    Value named =
        parameters instanceof Value.MapOf map
            ? map.get("dispatcher").orElse(Value.NULL)
            : Value.NULL;
    for (Value name : named instanceof Value.ListOf list ? list.items() : List.of(named)) {
      if (name instanceof Value.Text text) {
        broken.computeIfAbsent(text.get(), key -> new TreeSet<>()).add(id);
      }
    }
  }

  private static Optional<String> text(Value value, String field) {
    return value instanceof Value.MapOf map
            && map.get(field).orElse(Value.NULL) instanceof Value.Text text
            && !text.get().isEmpty()
        ? Optional.of(text.get())
        : Optional.empty();
  }

  /** The lavasched jobs that serve a dispatcher: the enabled ones first, each in its order. */
  List<Rebuilder> rebuildersOf(DispatcherName dispatcher) {
    return rebuilders.stream()
        .filter(rebuilder -> rebuilder.parameters().dispatchers().contains(dispatcher))
        .sorted(
            Comparator.comparing((Rebuilder rebuilder) -> !rebuilder.enabled())
                .thenComparing(Rebuilder::id))
        .toList();
  }

  /** The cron of a dispatcher: that of the first of those who serve it. */
  NodeCron cronOf(DispatcherName dispatcher) {
    return cron(request.zone(), request.dialect(), rebuildersOf(dispatcher).stream().findFirst());
  }

  static NodeCron cron(ZoneId zone, CronDialect dialect, Optional<Rebuilder> rebuilder) {
    return new NodeCron(
        zone, dialect, rebuilder.flatMap(lavasched -> lavasched.parameters().cronTz()));
  }

  /** The lavasched jobs that name a dispatcher, but in parameters that are wrong. */
  List<JobId> brokenOf(DispatcherName dispatcher) {
    return broken.getOrDefault(dispatcher.text(), new TreeSet<>()).stream().toList();
  }

  /** The sound jobs that were asked for, and that have a dispatcher. */
  List<ForecastJob> jobs() {
    Map<DispatcherName, NodeCron> crons = new TreeMap<>();
    return chosen.values().stream()
        .filter(record -> record.dispatcher().isPresent())
        .map(
            record -> {
              DispatcherName dispatcher = record.dispatcher().get();
              NodeCron cron = crons.computeIfAbsent(dispatcher, this::cronOf);
              return new ForecastJob(record, dispatcher, cron, disabled.contains(record.id()));
            })
        .sorted(ORDER)
        .toList();
  }

  /** What is wrong with the records that were asked for, and with who serves them. */
  List<Problem> problems() {
    List<Problem> all = new ArrayList<>(problems);
    Set<DispatcherName> needed = new TreeSet<>();
    for (JobRecord record : chosen.values()) {
      if (!record.schedule().isScheduled()) {
        continue;
      }
      if (record.dispatcher().isPresent()) {
        needed.add(record.dispatcher().get());
      } else {
        all.add(ServiceCheck.withoutDispatcher().in(Subject.job(record.id().text())));
      }
    }
    Set<DispatcherName> served = served();
    boolean isRealm = request.wholeRealm() || hasLavasched;
    for (DispatcherName dispatcher : needed) {
      if (!served.contains(dispatcher)) {
        all.add(ServiceCheck.unserved(dispatcher, served, isRealm));
      }
    }
    all.sort(
        Comparator.comparing(
            p -> p.location().subject().map(Subject::name).orElse(""), Words.BY_CODE_POINT));
    return all;
  }

  private Set<DispatcherName> served() {
    Set<DispatcherName> served = new HashSet<>();
    rebuilders.stream()
        .filter(Rebuilder::enabled)
        .forEach(rebuilder -> served.addAll(rebuilder.parameters().dispatchers()));
    return served;
  }

  /** What was asked for, and no record is. */
  List<Problem> notFound() {
    List<Problem> missing = new ArrayList<>();
    for (DispatcherName dispatcher : request.dispatchers()) {
      if (!dispatchers.contains(dispatcher.text()) && rebuildersOf(dispatcher).isEmpty()) {
        missing.add(
            Problem.of(
                    ProblemCode.DISPATCHER_NOT_FOUND,
                    "dispatcher must be one that a record has, found "
                        + Quoted.of(dispatcher.text()))
                .withHint(Suggestions.hint(dispatcher.text(), dispatchers)));
      }
    }
    for (JobPattern pattern : request.jobs()) {
      if (unmatched.contains(pattern)) {
        missing.add(notFound(pattern.text(), pattern.isGlob(), ids));
      }
    }
    return missing;
  }

  boolean hasLavasched() {
    return hasLavasched;
  }

  Collection<String> ids() {
    return ids;
  }

  /** No record has such a {@code job_id}. */
  static Problem notFound(String name, boolean isGlob, Collection<String> ids) {
    Problem problem =
        Problem.of(
            ProblemCode.JOB_NOT_FOUND,
            (isGlob ? "glob must fit the job_id of a record" : "job must be the job_id of a record")
                + ", found "
                + Quoted.of(name));
    if (isGlob) {
      return problem.withHint("* is any characters, ? is one; both must be in quotes in a shell");
    }
    Set<String> sorted = new TreeSet<>(Words.BY_CODE_POINT);
    sorted.addAll(ids);
    List<String> like =
        sorted.stream().filter(id -> id.contains(name)).limit(MOST_LIKE).map(Quoted::of).toList();
    return problem.withHint(
        like.isEmpty()
            ? Suggestions.hint(name, sorted)
            : Optional.of("did you mean " + String.join(" or ", like) + "?"));
  }
}
