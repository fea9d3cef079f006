// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link JobsTable} does; a subclass says how to get one. */
public abstract class JobsTableContract extends PortContract {

  private static final DispatcherName DISPATCHER = new DispatcherName("core");

  /**
   * A realm with exactly these records, stored in this order where there is an order.
   *
   * @param records each with a {@code job_id} of its own
   * @return the table
   */
  protected abstract JobsTable tableWith(List<Map<String, Object>> records);

  /**
   * Reads a realm that breaks off after at least one record of dispatcher {@code core} was there to
   * be read. Making the table may fail just as reading it may.
   *
   * @param read what to do with the table
   */
  protected abstract void withTableThatBreaks(Consumer<JobsTable> read);

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(tableWith(List.of()));
  }

  @Test
  void recordsOfADispatcherAreThoseWithThatVeryName() {
    JobsTable table =
        tableWith(
            List.of(
                job("a", "dispatcher", "core", "schedule", "0 1 * * *"),
                job("b", "dispatcher", "Core", "schedule", "0 1 * * *"),
                job("c", "dispatcher", "core2", "schedule", "0 1 * * *"),
                job("d", "schedule", "0 1 * * *")));

    assertThat(recordsOf(table, "core"))
        .singleElement()
        .satisfies(r -> assertHas(r, "job_id", "a"));
    assertThat(recordsOf(table, "core2"))
        .singleElement()
        .satisfies(r -> assertHas(r, "job_id", "c"));
  }

  @Test
  void recordOfADispatcherHasTheFieldsThatMatter() {
    List<Object> schedule =
        List.of("0 1 * * *", Map.of("crontab", "0 2 * * *", "from", "2026-01-01"));
    JobsTable table =
        tableWith(
            List.of(
                job("a", "dispatcher", "core", "schedule", schedule, "payload", "select 1"),
                job("b", "dispatcher", "core")));

    List<Value.MapOf> found = recordsOf(table, "core");

    assertThat(found).hasSize(2);
    assertHas(found.get(0), "job_id", "a");
    assertHas(found.get(0), "worker", "worker-of-a");
    assertHas(found.get(0), "dispatcher", "core");
    assertHas(found.get(0), "schedule", schedule);
    assertHas(found.get(1), "job_id", "b");
    assertThat(found.get(1).get("schedule")).isEmpty();
  }

  @Test
  void unknownDispatcherHasNoRecords() {
    assertThat(recordsOf(tableWith(List.of(job("a", "dispatcher", "core"))), "other")).isEmpty();
  }

  @Test
  void dispatcherNameLongerThanAnyKeyHasNoRecords() {
    JobsTable table = tableWith(List.of(job("a", "dispatcher", "core")));

    assertThat(recordsOf(table, "x".repeat(5000))).isEmpty();
  }

  @Test
  void emptyRealmHasNothing() {
    JobsTable table = tableWith(List.of());

    assertThat(recordsOf(table, "core")).isEmpty();
    assertThat(all(table)).isEmpty();
    assertThat(table.find(new JobId("a"))).isEmpty();
    assertThat(among(table, List.of("a"))).isEmpty();
  }

  /** U+FF5E comes before U+1F600, though not in the order of Java's strings. */
  @Test
  void orderIsThatOfTheUtf8Bytes() {
    List<String> ordered =
        List.of("-", "A", "B", "a", "a/b", "aa", "z", "\u00e9", "\uff5e", "\uffee", "\ud83d\ude00");
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    JobsTable table =
        tableWith(shuffled.stream().map(id -> job(id, "dispatcher", "core")).toList());

    assertThat(idsOf(table, "core")).isEqualTo(ordered);
  }

  @Test
  void manyRecordsAllArriveInOrder() {
    List<Map<String, Object>> records = new ArrayList<>();
    IntStream.range(0, 700)
        .mapToObj(
            i -> job(id(i), "dispatcher", i % 7 == 0 ? "other" : "core", "schedule", "@daily"))
        .forEach(records::add);
    Collections.shuffle(records, new Random(7));
    JobsTable table = tableWith(records);

    assertThat(idsOf(table, "core"))
        .isEqualTo(
            IntStream.range(0, 700)
                .filter(i -> i % 7 != 0)
                .mapToObj(JobsTableContract::id)
                .toList());
    assertThat(all(table)).hasSize(700);
  }

  @Test
  void everyRecordIsGivenWhole() {
    Map<String, Object> a =
        job(
            "a",
            "dispatcher",
            "core",
            "enabled",
            true,
            "parameters",
            Map.of("args", List.of("-v", 3), "nothing", new ArrayList<>()),
            "payload",
            "select 1");
    JobsTable table = tableWith(List.of(a, job("b")));

    assertThat(all(table))
        .extracting(SourceRecord::value)
        .containsExactlyInAnyOrder(Value.of(a), Value.of(job("b")));
    assertThat(all(table))
        .extracting(SourceRecord::origin)
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }

  @Test
  void recordIsFoundWhole() {
    Map<String, Object> a = job("a", "parameters", Map.of("dispatcher", "core"), "payload", "x");
    JobsTable table = tableWith(List.of(job("b"), a));

    assertThat(table.find(new JobId("a")).orElseThrow().value()).isEqualTo(Value.of(a));
  }

  @Test
  void absentRecordIsNotFound() {
    JobsTable table = tableWith(List.of(job("a")));

    assertThat(table.find(new JobId("A"))).isEmpty();
    assertThat(table.find(new JobId("a "))).isEmpty();
    assertThat(table.find(new JobId("x".repeat(5000)))).isEmpty();
  }

  @Test
  void recordsAskedForAreReadWithWhatMattersOfThem() {
    Map<String, Object> whole =
        job(
            "a",
            "dispatcher",
            "other",
            "schedule",
            List.of("@daily", Map.of("crontab", "@hourly")),
            "type",
            "cmd",
            "payload",
            "lavasched run",
            "parameters",
            Map.of("args", List.of("--job", "a")),
            "max_run_delay",
            "5m");
    Map<String, Object> disabled = new HashMap<>(job("b"));
    disabled.put("enabled", false);
    disabled.put("schedule", null);
    JobsTable table = tableWith(List.of(whole, disabled, job("c")));

    Map<String, Value.MapOf> found =
        among(table, List.of("a", "b", "a", "absent", "x".repeat(5000)));

    assertThat(found.keySet()).containsExactlyInAnyOrder("a", "b");
    for (String field :
        List.of(
            "job_id",
            "worker",
            "dispatcher",
            "schedule",
            "type",
            "payload",
            "parameters",
            "max_run_delay")) {
      assertThat(found.get("a").get(field)).as(field).contains(Value.of(whole.get(field)));
    }
    assertThat(found.get("b").get("enabled")).contains(new Value.Bool(false));
    assertThat(found.get("b").get("schedule").orElse(Value.NULL)).isEqualTo(Value.NULL);
    assertThat(among(table, List.of())).isEmpty();
  }

  @Test
  void manyRecordsAskedForAreAllFound() {
    List<String> ids = IntStream.range(0, 260).mapToObj(JobsTableContract::id).toList();
    JobsTable table = tableWith(ids.stream().map(i -> job(i)).toList());

    assertThat(among(table, ids).keySet()).containsExactlyInAnyOrderElementsOf(ids);
  }

  private static Map<String, Value.MapOf> among(JobsTable table, List<String> ids) {
    Map<String, Value.MapOf> found = new HashMap<>();
    table.forEachAmong(
        ids.stream().map(JobId::new).toList(),
        source -> {
          Value.MapOf map = (Value.MapOf) source.value();
          String id = ((Value.Text) map.get("job_id").orElseThrow()).get();
          assertThat(found.put(id, map)).as("once").isNull();
        });
    return found;
  }

  @Test
  void realmWithoutARecordHasNone() {
    assertThat(tableWith(List.of(job("a"))).realm()).isEmpty();
  }

  @Test
  void failureInTheMiddleOfADispatcherThrows() {
    assertBreaks(table -> table.forEachOf(DISPATCHER, r -> {}));
  }

  @Test
  void failureInTheMiddleOfTheRealmThrows() {
    assertBreaks(table -> table.forEach(r -> {}));
  }

  private void assertBreaks(Consumer<JobsTable> read) {
    assertThatThrownBy(() -> withTableThatBreaks(read))
        .asInstanceOf(type(StoreException.class))
        .satisfies(
            e -> {
              assertThat(e.operation()).isNotBlank();
              assertThat(e.resource()).isNotBlank();
              assertThat(e).message().isNotBlank().doesNotContain("Exception");
            });
  }

  @Test
  void exceptionOfTheSinkComesThroughUntouched() {
    JobsTable table = tableWith(List.of(job("a", "dispatcher", "core")));
    IllegalStateException thrown = new IllegalStateException("from the sink");
    Consumer<SourceRecord> sink =
        r -> {
          throw thrown;
        };

    assertThatThrownBy(() -> table.forEach(sink)).isSameAs(thrown);
    assertThatThrownBy(() -> table.forEachOf(DISPATCHER, sink)).isSameAs(thrown);
  }

  /** A source of another shape may have some; one that checks its keys has none. */
  @Test
  void recordsOfSomebodyAreNotUnassignable() {
    List<SourceRecord> found = new ArrayList<>();

    tableWith(List.of(job("a", "dispatcher", "core"), job("b"))).forEachUnassignable(found::add);

    assertThat(found).isEmpty();
  }

  @Test
  void whatOnlyTellsIsThere() {
    JobsTable table = tableWith(List.of(job("a", "dispatcher", "core")));

    assertThat(table.notes()).isEmpty();
    assertThat(table.dispatchers()).isSubsetOf("core");
  }

  @Test
  void sourceHasAName() {
    assertThat(tableWith(List.of()).describe()).isNotBlank().doesNotContain("\n");
  }

  /**
   * A job record.
   *
   * @param id its job_id
   * @param namesAndValues further fields
   * @return the record, with a worker
   */
  protected static Map<String, Object> job(String id, Object... namesAndValues) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("worker", "worker-of-" + id);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      record.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return record;
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "job-%05d", number);
  }

  private static List<Value.MapOf> recordsOf(JobsTable table, String dispatcher) {
    List<Value.MapOf> found = new ArrayList<>();
    table.forEachOf(new DispatcherName(dispatcher), r -> found.add((Value.MapOf) r.value()));
    return found;
  }

  private static List<String> idsOf(JobsTable table, String dispatcher) {
    return recordsOf(table, dispatcher).stream()
        .map(r -> ((Value.Text) r.get("job_id").orElseThrow()).get())
        .toList();
  }

  private static List<SourceRecord> all(JobsTable table) {
    List<SourceRecord> found = new ArrayList<>();
    table.forEach(found::add);
    return found;
  }

  private static void assertHas(Value.MapOf record, String field, Object value) {
    assertThat(record.get(field)).contains(Value.of(value));
  }
}
