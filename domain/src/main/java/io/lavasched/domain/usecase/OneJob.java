package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A table with the records of one job and no others: what a rebuild would make of that job. */
final class OneJob implements JobsTable {

  private final JobsTable table;
  private final JobId id;
  private final List<SourceRecord> records;

  /** More than one record is a fault that the rebuild tells. */
  OneJob(JobsTable table, JobId id, List<SourceRecord> records) {
    this.table = table;
    this.id = id;
    this.records = List.copyOf(records);
  }

  @Override
  public void forEachOf(DispatcherName dispatcher, Consumer<? super SourceRecord> sink) {
    records.stream()
        .filter(r -> dispatcher(r).equals(new Value.Text(dispatcher.text())))
        .forEach(sink);
  }

  @Override
  public void forEachUnassignable(Consumer<? super SourceRecord> sink) {
    records.stream()
        .filter(r -> !(dispatcher(r) instanceof Value.Text text) || text.get().isEmpty())
        .filter(r -> !(dispatcher(r) instanceof Value.Null))
        .forEach(sink);
  }

  private static Value dispatcher(SourceRecord record) {
    return record.value() instanceof Value.MapOf map
        ? map.get("dispatcher").orElse(Value.NULL)
        : Value.NULL;
  }

  @Override
  public void forEach(Consumer<? super SourceRecord> sink) {
    records.forEach(sink);
  }

  @Override
  public Optional<SourceRecord> find(JobId wanted) {
    return wanted.equals(id) ? records.stream().findFirst() : Optional.empty();
  }

  @Override
  public void forEachAmong(Collection<JobId> ids, Consumer<? super SourceRecord> sink) {
    if (ids.contains(id)) {
      records.forEach(sink);
    }
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
  public String describe() {
    return table.describe();
  }

  /** Whether a record is one of a job. */
  static boolean isOf(JobId id, SourceRecord record) {
    return JobRecord.subject(record.origin(), record.value()).equals(Subject.job(id.text()));
  }
}
