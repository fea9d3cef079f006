// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.word.Words;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A table with records that were read before and no others: of one job, what a rebuild would make
 * of that job. All that is no job's, such as the realm's record, is the original's.
 */
public final class RecordsAtHand implements JobsTable {

  private static final Comparator<SourceRecord> BY_ID =
      (a, b) -> Words.PRESENT_FIRST.compare(text(a, "job_id"), text(b, "job_id"));

  private final JobsTable table;
  private final List<SourceRecord> records;

  /** More than one record of a job is a fault that the rebuild tells. */
  public RecordsAtHand(JobsTable table, List<SourceRecord> records) {
    this.table = table;
    this.records = List.copyOf(records);
  }

  @Override
  public void forEachOf(DispatcherName dispatcher, Consumer<? super SourceRecord> sink) {
    records.stream()
        .filter(r -> text(r, "dispatcher").equals(Optional.of(dispatcher.text())))
        .sorted(BY_ID)
        .forEach(sink);
  }

  @Override
  public void forEachUnassignable(Consumer<? super SourceRecord> sink) {
    records.stream().filter(RecordsAtHand::isUnassignable).forEach(sink);
  }

  private static boolean isUnassignable(SourceRecord record) {
    if (text(record, "dispatcher").filter(name -> !name.isEmpty()).isPresent()) {
      return false;
    }
    return !(field(record, "dispatcher") instanceof Value.Null)
        || text(record, "job_id").filter(id -> !id.isEmpty()).isEmpty();
  }

  private static Optional<String> text(SourceRecord record, String name) {
    return field(record, name) instanceof Value.Text text
        ? Optional.of(text.get())
        : Optional.empty();
  }

  private static Value field(SourceRecord record, String name) {
    return record.value() instanceof Value.MapOf map
        ? map.get(name).orElse(Value.NULL)
        : Value.NULL;
  }

  @Override
  public void forEach(Consumer<? super SourceRecord> sink) {
    records.forEach(sink);
  }

  @Override
  public Optional<SourceRecord> find(JobId id) {
    return records.stream().filter(record -> isOf(id, record)).findFirst();
  }

  @Override
  public void forEachAmong(Collection<JobId> ids, Consumer<? super SourceRecord> sink) {
    Set<Subject> wanted =
        ids.stream().map(id -> Subject.job(id.text())).collect(Collectors.toUnmodifiableSet());
    records.stream().filter(record -> wanted.contains(subject(record))).forEach(sink);
  }

  @Override
  public Optional<SourceRecord> realm() {
    return table.realm();
  }

  @Override
  public List<Problem> notes() {
    return table.notes();
  }

  @Override
  public List<String> dispatchers() {
    return table.dispatchers();
  }

  @Override
  public Set<JobId> repeated() {
    Set<String> seen = new HashSet<>();
    return records.stream()
        .flatMap(record -> text(record, "job_id").stream())
        .filter(id -> !seen.add(id))
        .flatMap(id -> JobId.parse(id).value().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String describe() {
    return table.describe();
  }

  /** Whether a record is one of a job. */
  public static boolean isOf(JobId id, SourceRecord record) {
    return subject(record).equals(Subject.job(id.text()));
  }

  private static Subject subject(SourceRecord record) {
    return JobRecord.subject(record.origin(), record.value());
  }
}
