// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A jobs table in memory, with the habits of the real ones: its index may lag behind the table and
 * gives only some fields, and a read may break off in the middle.
 *
 * <p>Copies what it is given.
 */
public final class InMemoryJobsTable implements JobsTable {

  private static final Set<String> INDEXED = Set.of("job_id", "worker", "schedule", "dispatcher");

  private static final Set<String> CURRENT =
      Set.of(
          "job_id",
          "worker",
          "schedule",
          "dispatcher",
          "enabled",
          "type",
          "payload",
          "parameters",
          "max_run_delay");

  private static final Comparator<SourceRecord> BY_ID =
      Comparator.comparing(
          InMemoryJobsTable::idBytes,
          Comparator.comparing(Optional<byte[]>::isEmpty)
              .thenComparing(bytes -> bytes.orElse(new byte[0]), Arrays::compareUnsigned));

  private final List<SourceRecord> records = new ArrayList<>();
  private final Set<String> notIndexed = new HashSet<>();
  private Optional<SourceRecord> realm = Optional.empty();
  private final List<Set<String>> askedAmong = new ArrayList<>();
  private Optional<Integer> failAfter = Optional.empty();
  private Optional<Integer> failAmongAfter = Optional.empty();

  /**
   * Adds a record, also one whose {@code job_id} is there already, as files may.
   *
   * @param record see {@link Value#of}
   * @return this
   */
  public InMemoryJobsTable add(Object record) {
    records.add(new SourceRecord("record " + (records.size() + 1), Value.of(record)));
    return this;
  }

  /**
   * Adds a record, or replaces those with the same {@code job_id}.
   *
   * @param record its fields, see {@link Value#of}
   * @return this
   */
  public InMemoryJobsTable put(Map<String, ?> record) {
    remove(String.valueOf(record.get("job_id")));
    return add(record);
  }

  /**
   * Removes the records of a job.
   *
   * @param jobId which
   * @return this
   */
  public InMemoryJobsTable remove(String jobId) {
    records.removeIf(r -> textOf(r, "job_id").equals(Optional.of(jobId)));
    return this;
  }

  /**
   * Lets the index lag: {@link #forEachOf} does not see this job, all other methods do.
   *
   * @param jobId which
   * @return this
   */
  public InMemoryJobsTable leaveOutOfIndex(String jobId) {
    notIndexed.add(jobId);
    return this;
  }

  /**
   * Sets the record of the realm.
   *
   * @param record its fields, see {@link Value#of}
   * @return this
   */
  public InMemoryJobsTable realm(Map<String, ?> record) {
    realm = Optional.of(new SourceRecord("realm record", Value.of(record)));
    return this;
  }

  /**
   * Lets every later read break off.
   *
   * @param given how many records are handed over before
   * @return this
   */
  public InMemoryJobsTable failAfter(int given) {
    failAfter = Optional.of(given);
    return this;
  }

  /**
   * Lets every later {@link #forEachAmong} break off, and nothing else.
   *
   * @param given how many records are handed over before
   * @return this
   */
  public InMemoryJobsTable failAmongAfter(int given) {
    failAmongAfter = Optional.of(given);
    return this;
  }

  /**
   * What {@link #forEachAmong} was asked for.
   *
   * @return the ids of each call, the first one first
   */
  public List<Set<String>> askedAmong() {
    return List.copyOf(askedAmong);
  }

  @Override
  public void forEachOf(DispatcherName dispatcher, Consumer<? super SourceRecord> sink) {
    hand(
        "query",
        records.stream()
            .filter(r -> textOf(r, "dispatcher").equals(Optional.of(dispatcher.text())))
            .filter(r -> textOf(r, "job_id").filter(notIndexed::contains).isEmpty())
            .sorted(BY_ID)
            .map(r -> projected(r, INDEXED))
            .toList(),
        sink);
  }

  @Override
  public void forEachUnassignable(Consumer<? super SourceRecord> sink) {
    hand("query", records.stream().filter(InMemoryJobsTable::isUnassignable).toList(), sink);
  }

  private static boolean isUnassignable(SourceRecord record) {
    if (!(record.value() instanceof Value.MapOf map)) {
      return true;
    }
    boolean named = textOf(record, "dispatcher").filter(name -> !name.isEmpty()).isPresent();
    boolean saysSo = !(map.get("dispatcher").orElse(Value.NULL) instanceof Value.Null);
    return !named && (saysSo || textOf(record, "job_id").filter(id -> !id.isEmpty()).isEmpty());
  }

  @Override
  public void forEach(Consumer<? super SourceRecord> sink) {
    hand("scan", records, sink);
  }

  private void hand(String operation, List<SourceRecord> all, Consumer<? super SourceRecord> sink) {
    hand(operation, all, sink, failAfter);
  }

  private void hand(
      String operation,
      List<SourceRecord> all,
      Consumer<? super SourceRecord> sink,
      Optional<Integer> after) {
    List.copyOf(all).stream().limit(after.orElse(Integer.MAX_VALUE)).forEach(sink);
    failIfTold(operation, after);
  }

  private void failIfTold(String operation, Optional<Integer> after) {
    if (after.isPresent()) {
      throw new StoreException(
          operation,
          describe(),
          true,
          "cannot " + operation + " " + describe() + ": told to fail",
          Optional.of("try again later"),
          null);
    }
  }

  @Override
  public Optional<SourceRecord> find(JobId id) {
    failIfTold("get an item of", failAfter);
    return records.stream()
        .filter(r -> textOf(r, "job_id").equals(Optional.of(id.text())))
        .findFirst();
  }

  @Override
  public void forEachAmong(Collection<JobId> ids, Consumer<? super SourceRecord> sink) {
    Set<String> wanted = ids.stream().map(JobId::text).collect(Collectors.toSet());
    List<SourceRecord> found =
        records.stream()
            .filter(r -> textOf(r, "job_id").filter(wanted::contains).isPresent())
            .map(r -> projected(r, CURRENT))
            .toList();
    askedAmong.add(Set.copyOf(wanted));
    hand("get items of", found, sink, failAmongAfter.or(() -> failAfter));
  }

  @Override
  public Optional<SourceRecord> realm() {
    failIfTold("get the realm record of", failAfter);
    return realm;
  }

  @Override
  public Set<JobId> repeated() {
    Set<JobId> seen = new HashSet<>();
    return records.stream()
        .flatMap(r -> textOf(r, "job_id").stream())
        .flatMap(id -> JobId.parse(id).value().stream())
        .filter(id -> !seen.add(id))
        .collect(Collectors.toSet());
  }

  @Override
  public String describe() {
    return "jobs in memory";
  }

  private static SourceRecord projected(SourceRecord record, Set<String> kept) {
    Map<String, Value> fields = new LinkedHashMap<>(((Value.MapOf) record.value()).fields());
    fields.keySet().retainAll(kept);
    return new SourceRecord(record.origin(), new Value.MapOf(fields));
  }

  private static Optional<byte[]> idBytes(SourceRecord record) {
    return textOf(record, "job_id").map(id -> id.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> textOf(SourceRecord record, String field) {
    return record.value() instanceof Value.MapOf map
            && map.get(field).orElse(Value.NULL) instanceof Value.Text text
        ? Optional.of(text.get())
        : Optional.empty();
  }
}
