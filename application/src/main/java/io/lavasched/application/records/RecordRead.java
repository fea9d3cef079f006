// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One record, read on its own and by one rule, whichever command asks: sound, or bad and then with
 * the reasons. That its job may be there twice only {@link RealmRecords} and the rebuild know.
 *
 * @param origin where it stands
 * @param id its name, of a bad record too where that can be read
 * @param dispatcher the text in it, where there is one
 * @param worker the text in it, where there is one
 * @param isAnybodys whether nobody can tell whose it is, as {@link
 *     io.lavasched.application.port.JobsTable#forEachUnassignable} has it
 * @param recordOfAnyCron empty for one that is bad whatever the cron is
 * @param problemsOfRecord what is wrong with it for every cron, warnings too
 * @param problemsOfCron what this cron has against its schedules
 */
public record RecordRead(
    String origin,
    Subject subject,
    Optional<JobId> id,
    Optional<String> dispatcher,
    Optional<String> worker,
    boolean isAnybodys,
    Optional<JobRecord> recordOfAnyCron,
    Enabled enabled,
    List<Problem> problemsOfRecord,
    List<Problem> problemsOfCron) {

  public RecordRead {
    problemsOfRecord = List.copyOf(problemsOfRecord);
    problemsOfCron = List.copyOf(problemsOfCron);
  }

  public static RecordRead of(SourceRecord source, CronDialect dialect) {
    Value value = source.value();
    Subject subject = JobRecord.subject(source.origin(), value);
    Parsed<JobRecord> parsed = JobRecord.parseIndexed(source.origin(), value);
    List<Problem> problemsOfCron = new ArrayList<>();
    parsed
        .value()
        .map(record -> SchedulePlaces.portabilityProblems(record.schedule(), value, dialect))
        .orElse(List.of())
        .forEach(problem -> problemsOfCron.add(problem.in(subject)));
    Optional<String> dispatcher = text(value, "dispatcher");
    return new RecordRead(
        source.origin(),
        subject,
        id(subject, parsed),
        dispatcher,
        text(value, "worker"),
        dispatcher.isEmpty() && isAnybodys(value, subject),
        parsed.value(),
        Enabled.of(value),
        parsed.problems(),
        problemsOfCron);
  }

  private static Optional<JobId> id(Subject subject, Parsed<JobRecord> parsed) {
    return parsed.value().map(JobRecord::id).or(() -> id(subject));
  }

  /** Empty where it is named by the place of its record. */
  static Optional<JobId> id(Subject subject) {
    return subject.kind() == Subject.Kind.JOB
        ? JobId.parse(subject.name()).value()
        : Optional.empty();
  }

  /** The name of the dispatcher in a record. */
  public static Optional<String> dispatcher(SourceRecord source) {
    return text(source.value(), "dispatcher");
  }

  private static Optional<String> text(Value value, String field) {
    return value instanceof Value.MapOf map
            && map.get(field).orElse(Value.NULL) instanceof Value.Text text
            && !text.get().isEmpty()
        ? Optional.of(text.get())
        : Optional.empty();
  }

  /** Of one that names no dispatcher. */
  private static boolean isAnybodys(Value value, Subject subject) {
    return subject.kind() != Subject.Kind.JOB
        || (value instanceof Value.MapOf map
            && !(map.get("dispatcher").orElse(Value.NULL) instanceof Value.Null));
  }

  /** As a job; empty for a bad one. */
  public Optional<JobRecord> record() {
    return problemsOfCron.isEmpty() ? recordOfAnyCron : Optional.empty();
  }

  /** What is wrong with it, warnings too. */
  public List<Problem> problems() {
    if (problemsOfCron.isEmpty()) {
      return problemsOfRecord;
    }
    List<Problem> all = new ArrayList<>(problemsOfRecord);
    all.addAll(problemsOfCron);
    return all;
  }

  /** The same, with what the place where it is to be kept has against its schedules. */
  public RecordRead withProblemsOfCron(List<Problem> problems) {
    return new RecordRead(
        origin,
        subject,
        id,
        dispatcher,
        worker,
        isAnybodys,
        recordOfAnyCron,
        enabled,
        problemsOfRecord,
        problems);
  }

  /** Whether it is of one of some dispatchers, or may be. */
  public boolean isOf(Predicate<String> dispatchers) {
    return dispatcher.map(dispatchers::test).orElse(isAnybodys);
  }

  /** The same, without what only a job that is asked for needs. */
  RecordRead withoutRecord() {
    return new RecordRead(
        origin,
        subject,
        id,
        dispatcher,
        worker,
        isAnybodys,
        Optional.empty(),
        enabled,
        problemsOfRecord,
        problemsOfCron);
  }
}
