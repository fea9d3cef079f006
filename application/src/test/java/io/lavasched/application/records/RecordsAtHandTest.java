// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.testkit.JobsTableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What was read once is a table as any other. */
@ContractOf(RecordsAtHand.class)
class RecordsAtHandTest extends JobsTableContract {

  @Override
  protected JobsTable tableWith(List<Map<String, Object>> records) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    records.forEach(table::put);
    return of(table);
  }

  @Override
  protected void withTableThatBreaks(Consumer<JobsTable> read) {
    read.accept(
        of(
            new InMemoryJobsTable()
                .put(job("a", "dispatcher", "core"))
                .put(job("b", "dispatcher", "core"))
                .failAfter(1)));
  }

  private static JobsTable of(JobsTable table) {
    List<SourceRecord> records = new ArrayList<>();
    table.forEach(records::add);
    return new RecordsAtHand(table, records);
  }
}
