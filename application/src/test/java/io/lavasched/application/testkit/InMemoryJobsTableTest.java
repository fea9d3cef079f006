// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@ContractOf(InMemoryJobsTable.class)
class InMemoryJobsTableTest extends JobsTableContract {

  @Override
  protected JobsTable tableWith(List<Map<String, Object>> records) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    records.forEach(table::put);
    return table;
  }

  @Override
  protected void withTableThatBreaks(Consumer<JobsTable> read) {
    read.accept(
        new InMemoryJobsTable()
            .put(job("a", "dispatcher", "core"))
            .put(job("b", "dispatcher", "core"))
            .failAfter(1));
  }

  @Test
  void keepsACopy() {
    Map<String, Object> record = new HashMap<>(job("a"));
    InMemoryJobsTable table = new InMemoryJobsTable().put(record);
    record.put("worker", "changed");

    assertThat(table.find(new JobId("a")).orElseThrow().value()).isEqualTo(Value.of(job("a")));
  }

  @Test
  void indexMayLag() {
    InMemoryJobsTable table =
        new InMemoryJobsTable().put(job("a", "dispatcher", "core")).leaveOutOfIndex("a");
    List<SourceRecord> indexed = new ArrayList<>();
    table.forEachOf(new DispatcherName("core"), indexed::add);

    assertThat(indexed).isEmpty();
    assertThat(table.find(new JobId("a"))).isPresent();
  }

  @Test
  void recordsWithoutAnIdComeLast() {
    InMemoryJobsTable table =
        new InMemoryJobsTable()
            .add(Map.of("dispatcher", "core", "job_id", 1))
            .add("not even a record")
            .add(job("a", "dispatcher", "core"));
    List<String> origins = new ArrayList<>();
    table.forEachOf(new DispatcherName("core"), r -> origins.add(r.origin()));

    assertThat(origins).containsExactly("record 3", "record 1");
  }

  @Test
  void realmRecordIsGiven() {
    Map<String, Object> record = Map.of("realm", "demo", "config", Map.of("DISPATCHER", "/x"));

    assertThat(new InMemoryJobsTable().realm(record).realm().orElseThrow().value())
        .isEqualTo(Value.of(record));
  }
}
