package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A table of which somebody else sees all records as they are read: one reading serves two. */
final class SeenRecords implements JobsTable {

  private final JobsTable table;
  private final Consumer<? super SourceRecord> witness;

  SeenRecords(JobsTable table, Consumer<? super SourceRecord> witness) {
    this.table = table;
    this.witness = witness;
  }

  @Override
  public void forEach(Consumer<? super SourceRecord> sink) {
    table.forEach(
        record -> {
          witness.accept(record);
          sink.accept(record);
        });
  }

  @Override
  public void forEachOf(DispatcherName dispatcher, Consumer<? super SourceRecord> sink) {
    table.forEachOf(dispatcher, sink);
  }

  @Override
  public void forEachUnassignable(Consumer<? super SourceRecord> sink) {
    table.forEachUnassignable(sink);
  }

  @Override
  public Optional<SourceRecord> find(JobId id) {
    return table.find(id);
  }

  @Override
  public void forEachAmong(Collection<JobId> ids, Consumer<? super SourceRecord> sink) {
    table.forEachAmong(ids, sink);
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
}
