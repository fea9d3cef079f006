// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.forecast.RealmJobs;
import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.RecordsAtHand;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.times.RealmTimes;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.word.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The records of one job, and what the rest of its realm has to do with it.
 *
 * <p>The job's own record is read as it is now, the rest of the realm once.
 */
final class RecordsOfJob {

  /** Comes after every name. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /** Of a job that is there more than once, the same first in any order of the records. */
  private static final Comparator<SourceRecord> BY_DISPATCHER =
      Comparator.comparing(
          (SourceRecord record) -> RecordRead.dispatcher(record).orElse(LAST), Words.BY_CODE_POINT);

  private final JobId job;
  private final RealmJobs realm;
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> ofRealm;

  /**
   * Reads them.
   *
   * @param table where the records are
   * @param job which job
   * @param times where the schedules are kept
   * @param check of records, for the same place
   * @param wholeRealm whether the table is all of a realm
   * @param now the instant for which it is asked
   */
  RecordsOfJob(
      JobsTable table,
      JobId job,
      RealmTimes times,
      CheckJobs check,
      boolean wholeRealm,
      Instant now) {
    this.job = job;
    realm =
        new RealmJobs(
            new ForecastRequest(
                new ForecastRequest.Chosen(
                    List.of(), List.of(new JobPattern(job.text())), List.of()),
                times,
                new ForecastRequest.Span(now, Optional.empty()),
                wholeRealm));
    Optional<SourceRecord> current = table.find(job);
    table.forEach(
        source -> {
          RecordRead read = times.read(source);
          WholeRecord whole = new WholeRecord(source);
          realm.add(read, whole);
          check.add(read, whole);
          if (RecordsAtHand.isOf(job, source)) {
            records.add(source);
          }
        });
    ofRealm = check.report(table, wholeRealm).problems();
    if (records.size() < 2) {
      // The one that was just read is the newer one.
      current.ifPresent(record -> records.clear());
      current.ifPresent(records::add);
    }
    problems.addAll(of(job));
    problems.addAll(table.notes());
    records.sort(BY_DISPATCHER);
  }

  /** What is wrong if there is none. */
  Optional<Problem> notFound() {
    return records.isEmpty()
        ? Optional.of(RealmJobs.notFound(job.text(), false, realm.ids()))
        : Optional.empty();
  }

  /** All that there are. */
  List<SourceRecord> all() {
    return records;
  }

  /** The one to go by. */
  SourceRecord first() {
    return records.get(0);
  }

  /** Whether there are more, so that none is sound. */
  boolean isDuplicate() {
    return records.size() > 1;
  }

  /** What was read for it. */
  RealmJobs realm() {
    return realm;
  }

  /** What is wrong with the job, and what the table has beside the records. */
  List<Problem> problems() {
    return problems;
  }

  /** What is wrong with a job, of all that is wrong in the realm. */
  List<Problem> of(JobId id) {
    Optional<Subject> subject = Optional.of(Subject.job(id.text()));
    return ofRealm.stream()
        .filter(problem -> problem.location().subject().equals(subject))
        .toList();
  }

  /** What runs it beside its own schedule: such as {@code lavasched job is run by job x}. */
  Optional<String> caller() {
    return of(job).stream()
        .filter(problem -> problem.code() == ProblemCode.LAVASCHED_SERVED_ELSEWHERE)
        // Of another one it is that its dispatcher is served elsewhere: by its own schedule.
        .filter(problem -> problem.location().path().isEmpty())
        .map(Problem::message)
        .findFirst();
  }
}
