// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.application.lint.LavaschedJobCheck;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RealmRecords;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.times.DispatchTimes;
import io.lavasched.application.times.RealmTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.pattern.WorkerPattern;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The records of a realm, read once: the jobs that are asked for, and who puts those of which
 * dispatcher into a crontab.
 */
public final class RealmJobs {

  private static final int MOST_LIKE = 3;

  /** Dispatchers in their order, jobs in the order of the block. */
  private static final Comparator<ForecastJob> ORDER =
      Comparator.comparing(ForecastJob::dispatcher).thenComparing(job -> job.record().id());

  private final ForecastRequest request;
  private final Set<String> workers = new TreeSet<>(Words.BY_CODE_POINT);
  private final RealmRecords records;
  private final Set<JobPattern> unmatched;
  private final List<Problem> notes = new ArrayList<>();

  /** Asked for when all records are there. */
  private final Map<DispatcherName, Optional<DispatchTimes>> times = new HashMap<>();

  public RealmJobs(ForecastRequest request) {
    this.request = request;
    this.records = new RealmRecords(request.times().readAs(), this::isWanted);
    this.unmatched = new HashSet<>(request.chosen().jobs());
  }

  public void add(SourceRecord source) {
    add(request.times().read(source), new WholeRecord(source));
  }

  /** Takes a record that was read already, by the same {@link RealmTimes}. */
  public void add(RecordRead read, WholeRecord whole) {
    records.add(read, whole);
    read.worker().ifPresent(workers::add);
    if (!unmatched.isEmpty() && isWanted(read)) {
      read.id().ifPresent(key -> unmatched.removeIf(pattern -> pattern.matches(key)));
    }
  }

  /** Takes what the source has beside the records. */
  public void addNotes(List<Problem> ofSource) {
    notes.addAll(ofSource);
  }

  /** One of which nobody can tell whether it is may be: then it is reported if it is bad. */
  private boolean isWanted(RecordRead read) {
    return read.id().map(request.chosen()::wantsJob).orElse(request.chosen().jobs().isEmpty())
        && (request.chosen().dispatchers().isEmpty()
            || read.isOf(request.chosen()::wantsDispatcher))
        && read.worker().map(request.chosen()::wantsWorker).orElse(true);
  }

  public RealmLavaschedJobs lavaschedJobs() {
    return records.lavaschedJobs();
  }

  /** When the jobs of a dispatcher are dispatched; empty where their zone is not known. */
  public Optional<DispatchTimes> timesOf(DispatcherName dispatcher) {
    return times.computeIfAbsent(
        dispatcher, name -> request.times().of(name, records.lavaschedJobs()));
  }

  /** The sound jobs that were asked for, that have a dispatcher, and of which the zone is known. */
  public List<ForecastJob> jobs() {
    return records.sound().stream().flatMap(read -> job(read).stream()).sorted(ORDER).toList();
  }

  private Optional<ForecastJob> job(RecordRead read) {
    JobRecord record = read.record().orElseThrow();
    return record
        .dispatcher()
        .flatMap(
            dispatcher ->
                timesOf(dispatcher)
                    .map(of -> new ForecastJob(record, dispatcher, of, read.enabled())));
  }

  /** Whether a dispatcher that no lavasched job serves is a fault, and not one of a few files. */
  private boolean isRealm() {
    return request.wholeRealm() || !lavaschedJobs().isEmpty();
  }

  /** The dispatchers of jobs that no lavasched job serves, as far as that is known. */
  public Set<DispatcherName> unserved(List<ForecastJob> jobs) {
    Set<DispatcherName> unserved = new HashSet<>();
    if (isRealm()) {
      jobs.forEach(job -> unserved.add(job.dispatcher()));
      unserved.removeAll(lavaschedJobs().served());
    }
    return unserved;
  }

  /** What is wrong with the records that were asked for, and with who serves them. */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(notes);
    all.addAll(records.problems());
    SortedMap<DispatcherName, List<JobId>> needed = new TreeMap<>();
    for (RecordRead read : records.sound()) {
      JobRecord record = read.record().orElseThrow();
      if (!record.schedule().isScheduled()) {
        continue;
      }
      if (record.dispatcher().isPresent()) {
        needed
            .computeIfAbsent(record.dispatcher().get(), name -> new ArrayList<>())
            .add(record.id());
      } else {
        all.add(LavaschedJobCheck.withoutDispatcher().in(Subject.job(record.id().text())));
      }
    }
    Set<DispatcherName> served = lavaschedJobs().served();
    for (DispatcherName dispatcher : needed.keySet()) {
      if (!served.contains(dispatcher)) {
        all.add(LavaschedJobCheck.unserved(dispatcher, served, isRealm()));
      }
    }
    all.addAll(request.times().problems(needed, lavaschedJobs()));
    all.sort(
        Comparator.comparing(
            p -> p.location().subject().map(Subject::name).orElse(""), Words.BY_CODE_POINT));
    return all;
  }

  /** What was asked for, and no record is. */
  public List<Problem> notFound() {
    List<Problem> missing = new ArrayList<>();
    for (DispatcherName dispatcher : request.chosen().dispatchers()) {
      if (!records.dispatchers().contains(dispatcher.text())
          && lavaschedJobs().of(dispatcher).isEmpty()) {
        missing.add(
            Problem.of(
                    ProblemCode.DISPATCHER_NOT_FOUND,
                    "dispatcher must be one that a record has, found "
                        + Quoted.of(dispatcher.text()))
                .withHint(Suggestions.hint(dispatcher.text(), records.dispatchers())));
      }
    }
    for (WorkerPattern pattern : request.chosen().workers()) {
      if (workers.stream().noneMatch(pattern::matches)) {
        missing.add(workerNotFound(pattern, workers));
      }
    }
    for (JobPattern pattern : request.chosen().jobs()) {
      if (unmatched.contains(pattern)) {
        missing.add(notFound(pattern.text(), pattern.isGlob(), ids()));
      }
    }
    return missing;
  }

  /** No record has such a worker. */
  public static Problem workerNotFound(WorkerPattern pattern, Collection<String> workers) {
    return Problem.of(
            ProblemCode.WORKER_NOT_FOUND,
            (pattern.isGlob()
                    ? "glob must fit the worker of a record"
                    : "worker must be one that a record has")
                + ", found "
                + Quoted.of(pattern.text()))
        .withHint(Suggestions.hint(pattern.text(), workers));
  }

  public Collection<String> ids() {
    return records.ids().stream().map(JobId::text).toList();
  }

  /** No record has such a {@code job_id}. */
  public static Problem notFound(String name, boolean isGlob, Collection<String> ids) {
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
