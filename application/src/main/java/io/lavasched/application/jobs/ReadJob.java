// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.jobs;

import io.lavasched.application.entries.EntryText;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record of one of the dispatchers, read: sound, or bad and then with the reasons. Without a
 * dispatcher it is bad.
 *
 * @param origins where it stands; several places for a job that is there more than once
 * @param entries those that a sound record gets
 */
public record ReadJob(
    Optional<DispatcherName> dispatcher,
    List<String> origins,
    Subject subject,
    Optional<JobId> id,
    Optional<JobRecord> record,
    List<EntryText> entries,
    List<Problem> problems) {

  public ReadJob {
    origins = List.copyOf(origins);
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /** The sound ones that have a schedule, in their order. */
  static Stream<JobId> scheduled(List<ReadJob> jobs) {
    return jobs.stream()
        .flatMap(job -> job.record().stream())
        .filter(record -> record.schedule().isScheduled())
        .map(JobRecord::id);
  }

  public boolean isBad() {
    return record.isEmpty();
  }

  /** The same job with one more problem, which makes it bad if it is an error. */
  public ReadJob with(Problem problem) {
    List<Problem> more = new ArrayList<>(problems);
    more.add(problem.in(subject));
    boolean bad = problem.severity() == Severity.ERROR;
    return new ReadJob(
        dispatcher,
        origins,
        subject,
        id,
        bad ? Optional.empty() : record,
        bad ? List.of() : entries,
        more);
  }
}
