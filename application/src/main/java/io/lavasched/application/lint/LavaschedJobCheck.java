// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.records.LavaschedCall;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who dispatches whom: what only all records of a realm together can tell.
 *
 * <p>A job is in a crontab only if an enabled lavasched job serves its dispatcher, and a lavasched
 * job runs again only if it is in one itself, or if another job runs it.
 */
public final class LavaschedJobCheck {

  private final List<Scheduled> scheduled = new ArrayList<>();
  private final List<Lavasched> lavascheds = new ArrayList<>();
  private final List<Lavasched> broken = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();

  /** Another job that runs this program, or dispatches lavasched jobs. */
  private record Caller(Subject subject, DispatcherName dispatcher, LavaschedCall command) {}

  /** A job that has a schedule. */
  private record Scheduled(Subject subject, Optional<DispatcherName> dispatcher) {}

  /** A lavasched job that is enabled; its own record may be bad otherwise. */
  private record Lavasched(
      Subject subject, Optional<JobRecord> record, List<DispatcherName> serves) {}

  /** Before any record. */
  LavaschedJobCheck() {}

  void addJob(JobRecord record, Subject subject) {
    if (record.schedule().isScheduled()) {
      scheduled.add(new Scheduled(subject, record.dispatcher()));
    }
  }

  void addLavasched(Subject subject, Optional<JobRecord> record, List<DispatcherName> serves) {
    lavascheds.add(new Lavasched(subject, record, serves));
  }

  /** One that serves nobody, for some of its parameters are wrong. */
  void addBroken(Subject subject, List<DispatcherName> names) {
    broken.add(new Lavasched(subject, Optional.empty(), names));
  }

  /**
   * Another job may run this program for a lavasched job, or dispatch it, and then it needs no
   * schedule of its own. One that is disabled, or that nobody dispatches, runs nothing.
   */
  void addCaller(WholeRecord whole, JobRecord record, Subject subject) {
    if (record.schedule().isScheduled() && !whole.enabled().isDisabled()) {
      whole
          .command()
          .ifPresent(
              command ->
                  record.dispatcher().ifPresent(d -> callers.add(new Caller(subject, d, command))));
    }
  }

  /** The job that is dispatched and whose command names a lavasched job, if there is one. */
  private Optional<Subject> callerOf(Lavasched job, Set<DispatcherName> served) {
    return callers.stream()
        .filter(caller -> served.contains(caller.dispatcher))
        .filter(caller -> caller.command.isFor(job.subject.name()))
        .map(Caller::subject)
        .min(Comparator.comparing(Subject::name, Words.BY_CODE_POINT));
  }

  /**
   * Tells what is not dispatched, or not again.
   *
   * @param wholeRealm whether these are all records of a realm
   */
  List<Problem> problems(boolean wholeRealm) {
    List<Problem> problems = new ArrayList<>();
    Set<DispatcherName> served = new HashSet<>();
    Set<Subject> lavaschedJobs = new HashSet<>();
    for (Lavasched lavasched : lavascheds) {
      served.addAll(lavasched.serves);
      lavaschedJobs.add(lavasched.subject);
    }
    for (Lavasched lavasched : lavascheds) {
      lavasched.record.flatMap(r -> ofItself(lavasched, r, served)).ifPresent(problems::add);
    }
    boolean isRealm = wholeRealm || !lavascheds.isEmpty();
    for (Scheduled job : scheduled) {
      if (!lavaschedJobs.contains(job.subject)) {
        ofJob(job, served, isRealm).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<Problem> ofJob(
      Scheduled job, Set<DispatcherName> served, boolean isRealm) {
    if (job.dispatcher.isEmpty()) {
      return Optional.of(withoutDispatcher().in(job.subject));
    }
    DispatcherName dispatcher = job.dispatcher.get();
    return served.contains(dispatcher)
        ? Optional.empty()
        : Optional.of(unserved(dispatcher, served, isRealm).under("dispatcher").in(job.subject));
  }

  /**
   * The dispatchers that lavasched jobs serve, and that no record names.
   *
   * @param named those that records name, sorted
   */
  List<Problem> withoutJobs(Collection<String> named) {
    List<Problem> problems = new ArrayList<>();
    List<Lavasched> all = new ArrayList<>(lavascheds);
    all.addAll(broken);
    for (Lavasched lavasched : all) {
      lavasched.serves.stream()
          .filter(dispatcher -> !named.contains(dispatcher.text()))
          .forEach(
              dispatcher -> problems.add(withoutJobs(dispatcher, named).in(lavasched.subject)));
    }
    return problems;
  }

  /** A dispatcher in the parameters of a lavasched job that no record names. */
  public static Problem withoutJobs(DispatcherName dispatcher, Collection<String> named) {
    return Problem.of(
            ProblemCode.DISPATCHER_WITHOUT_JOBS,
            "dispatcher should be one that a record names, found " + Quoted.of(dispatcher.text()))
        .withHint(
            named.isEmpty()
                ? Optional.of("lavasched check reads all records, and knows their names")
                : Suggestions.hint(dispatcher.text(), named))
        .under("parameters.dispatcher");
  }

  public static Problem withoutDispatcher() {
    return Problem.of(
            ProblemCode.NO_DISPATCHER, "job with a schedule should name a dispatcher, found none")
        .withHint("without one no crontab ever has it");
  }

  /** A dispatcher of some job that is none of those that lavasched jobs serve. */
  public static Problem unserved(
      DispatcherName dispatcher, Set<DispatcherName> served, boolean isRealm) {
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
    return problem.withHint(hint);
  }

  private Optional<Problem> ofItself(Lavasched job, JobRecord record, Set<DispatcherName> served) {
    Optional<Subject> caller = callerOf(job, served);
    if (caller.isPresent()) {
      return Optional.of(
          Problem.of(
                  ProblemCode.LAVASCHED_SERVED_ELSEWHERE,
                  "lavasched job is run by " + caller.get().text())
              .in(job.subject));
    }
    if (!record.schedule().isScheduled()) {
      return unscheduled(
          job, "schedule", "lavasched job should have a schedule of its own, found none");
    }
    if (record.dispatcher().isEmpty()) {
      return unscheduled(job, "dispatcher", "lavasched job should name a dispatcher, found none");
    }
    DispatcherName own = record.dispatcher().get();
    if (!served.contains(own)) {
      return unscheduled(
          job,
          "dispatcher",
          "lavasched job should serve its own dispatcher, found "
              + Quoted.of(own.text())
              + ", which is not in its parameters");
    }
    if (!job.serves.contains(own)) {
      return Optional.of(
          Problem.of(
                  ProblemCode.LAVASCHED_SERVED_ELSEWHERE,
                  "lavasched job is dispatched by the lavasched job that serves "
                      + Quoted.of(own.text())
                      + ", not by itself")
              .under("dispatcher")
              .in(job.subject));
    }
    return Optional.empty();
  }

  private static Optional<Problem> unscheduled(Lavasched job, String path, String message) {
    return Optional.of(
        Problem.of(ProblemCode.LAVASCHED_UNSCHEDULED, message)
            .withHint("it would rebuild the crontab once, and never again")
            .under(path)
            .in(job.subject));
  }
}
