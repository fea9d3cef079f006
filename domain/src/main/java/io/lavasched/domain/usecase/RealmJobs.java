package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.Enabled;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobPattern;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.WorkerPattern;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.problem.Suggestions;
import io.lavasched.domain.schedule.NodeCron;
import io.lavasched.domain.text.Words;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Map<JobId, Enabled> enabled = new HashMap<>();

  private final Set<String> ids = new HashSet<>();

  /**
   * Where the first record of each job stands, of those that were asked for: as in a run, the
   * records of other dispatchers take no part.
   */
  private final Map<JobId, String> origins = new HashMap<>();

  private final Set<String> dispatchers = new TreeSet<>(Words.BY_CODE_POINT);
  private final Set<String> workers = new TreeSet<>(Words.BY_CODE_POINT);
  private final Set<JobPattern> unmatched;
  private final Rebuilders rebuilders = new Rebuilders();
  private final List<Problem> problems = new ArrayList<>();

  RealmJobs(ForecastRequest request) {
    this.request = request;
    this.unmatched = new HashSet<>(request.jobs());
  }

  void add(SourceRecord source) {
    Value value = source.value();
    Subject subject = JobRecord.subject(source.origin(), value);
    Parsed<JobRecord> parsed = JobRecord.parseIndexed(source.origin(), value);
    Optional<JobId> id = JobReader.id(subject, parsed);
    Optional<String> dispatcher = text(value, "dispatcher");
    Optional<String> worker = text(value, "worker");
    dispatcher.ifPresent(dispatchers::add);
    worker.ifPresent(workers::add);
    rebuilders.add(subject, parsed.value(), value);
    id.ifPresent(key -> ids.add(key.text()));
    if (!isWanted(id, dispatcher, worker)) {
      return;
    }
    id.ifPresent(key -> unmatched.removeIf(pattern -> pattern.matches(key)));
    Optional<String> first =
        id.flatMap(key -> Optional.ofNullable(origins.putIfAbsent(key, source.origin())));
    if (first.isPresent()) {
      id.ifPresent(chosen::remove);
      problems.add(JobReader.duplicate(List.of(first.get(), source.origin())).in(subject));
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
    enabled.put(record.id(), Enabled.of(value));
  }

  /** One of which nobody can tell whether it is may be: then it is reported if it is bad. */
  private boolean isWanted(
      Optional<JobId> id, Optional<String> dispatcher, Optional<String> worker) {
    return id.map(request::wantsJob).orElse(request.jobs().isEmpty())
        && dispatcher.map(request::wantsDispatcher).orElse(request.dispatchers().isEmpty())
        && worker.map(request::wantsWorker).orElse(true);
  }

  private static Optional<String> text(Value value, String field) {
    return value instanceof Value.MapOf map
            && map.get(field).orElse(Value.NULL) instanceof Value.Text text
            && !text.get().isEmpty()
        ? Optional.of(text.get())
        : Optional.empty();
  }

  Rebuilders rebuilders() {
    return rebuilders;
  }

  /** The cron of a dispatcher. */
  NodeCron cronOf(DispatcherName dispatcher) {
    return rebuilders.cronOf(dispatcher, request.zone(), request.dialect());
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
              return new ForecastJob(
                  record, dispatcher, cron, enabled.getOrDefault(record.id(), Enabled.MISSING));
            })
        .sorted(ORDER)
        .toList();
  }

  /** Whether a dispatcher that no lavasched job serves is a fault, and not one of a few files. */
  private boolean isRealm() {
    return request.wholeRealm() || !rebuilders.isEmpty();
  }

  /** The dispatchers of jobs that no lavasched job serves, as far as that is known. */
  Set<DispatcherName> unserved(List<ForecastJob> jobs) {
    Set<DispatcherName> unserved = new HashSet<>();
    if (isRealm()) {
      jobs.forEach(job -> unserved.add(job.dispatcher()));
      unserved.removeAll(rebuilders.served());
    }
    return unserved;
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
    Set<DispatcherName> served = rebuilders.served();
    for (DispatcherName dispatcher : needed) {
      if (!served.contains(dispatcher)) {
        all.add(ServiceCheck.unserved(dispatcher, served, isRealm()));
      }
    }
    all.addAll(rebuilders.randomDelays(needed, request.dialect()));
    all.sort(
        Comparator.comparing(
            p -> p.location().subject().map(Subject::name).orElse(""), Words.BY_CODE_POINT));
    return all;
  }

  /** What was asked for, and no record is. */
  List<Problem> notFound() {
    List<Problem> missing = new ArrayList<>();
    for (DispatcherName dispatcher : request.dispatchers()) {
      if (!dispatchers.contains(dispatcher.text()) && rebuilders.of(dispatcher).isEmpty()) {
        missing.add(
            Problem.of(
                    ProblemCode.DISPATCHER_NOT_FOUND,
                    "dispatcher must be one that a record has, found "
                        + Quoted.of(dispatcher.text()))
                .withHint(Suggestions.hint(dispatcher.text(), dispatchers)));
      }
    }
    for (WorkerPattern pattern : request.workers()) {
      if (workers.stream().noneMatch(pattern::matches)) {
        missing.add(
            Problem.of(
                    ProblemCode.WORKER_NOT_FOUND,
                    (pattern.isGlob()
                            ? "glob must fit the worker of a record"
                            : "worker must be one that a record has")
                        + ", found "
                        + Quoted.of(pattern.text()))
                .withHint(Suggestions.hint(pattern.text(), workers)));
      }
    }
    for (JobPattern pattern : request.jobs()) {
      if (unmatched.contains(pattern)) {
        missing.add(notFound(pattern.text(), pattern.isGlob(), ids));
      }
    }
    return missing;
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
    if (name.length() > JobPattern.LONGEST_GLOB) {
      return problem.withHint(
          "a name or glob of more than "
              + JobPattern.LONGEST_GLOB
              + " characters is only looked up");
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
