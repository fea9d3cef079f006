// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.MaxRunDelay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs that are lost because their dispatch is delayed for too long. */
public final class RunDelayCheck {

  private final List<Limited> jobs = new ArrayList<>();
  private final Map<DispatcherName, List<Delaying>> delays = new HashMap<>();

  /** A job with a limit. */
  private record Limited(Subject subject, JobRecord record, MaxRunDelay limit) {}

  /** A lavasched job whose entries have a delay. */
  private record Delaying(Subject subject, DispatchDelay delay) {}

  /** Nobody misses a run of a job that is disabled. */
  void addJob(JobRecord record, Subject subject, WholeRecord whole) {
    MaxRunDelay limit = whole.maxRunDelay();
    if (limit.isSet() && record.schedule().isScheduled() && !whole.enabled().isDisabled()) {
      jobs.add(new Limited(subject, record, limit));
    }
  }

  void addLavasched(Subject subject, List<DispatcherName> dispatchers, DispatchDelay delay) {
    if (!delay.isNone()) {
      dispatchers.forEach(
          name ->
              delays
                  .computeIfAbsent(name, key -> new ArrayList<>())
                  .add(new Delaying(subject, delay)));
    }
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (Limited job : jobs) {
      job.record.dispatcher().map(name -> delays.getOrDefault(name, List.of())).stream()
          .flatMap(List::stream)
          .flatMap(
              by ->
                  problem(
                      job.limit,
                      by.delay.seconds(job.record.id()),
                      by.delay.source() + " of job " + Quoted.escape(by.subject.name()))
                      .stream())
          .map(problem -> problem.in(job.subject))
          .forEach(problems::add);
    }
    return problems;
  }

  /**
   * What a delay does to one job.
   *
   * @param seconds the delay of the job
   * @param source where it comes from, for the message
   */
  public static Optional<Problem> problem(MaxRunDelay limit, int seconds, String source) {
    // What is rejected anyway is told as such.
    if (!limit.isReachedBy(seconds) || limit.rejectsAll()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.DELAY_LOSES_JOB,
                "max_run_delay should be longer than the delay of the dispatch, found "
                    + limit.text()
                    + " and a delay of "
                    + seconds
                    + "s by "
                    + source)
            .withHint(
                "the worker rejects each run that starts later than that after its dispatch, and"
                    + " the delay counts: raise max_run_delay, or lower the delay")
            .under(MaxRunDelay.FIELD));
  }
}
