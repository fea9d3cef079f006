// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.jobs;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.job.JobId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The jobs that are disabled. Only the table says so, and it is asked once for each job. */
public final class DisabledJobs {

  private final JobsTable table;
  private final boolean areSkipped;
  private final Consumer<WholeRecord> alsoRead;
  private final Set<JobId> asked = new HashSet<>();
  private final Set<JobId> disabled = new HashSet<>();

  /**
   * Nothing is asked yet.
   *
   * @param areSkipped whether disabled jobs are left out
   * @param alsoRead takes each record that is read for this
   */
  public DisabledJobs(JobsTable table, boolean areSkipped, Consumer<WholeRecord> alsoRead) {
    this.table = table;
    this.areSkipped = areSkipped;
    this.alsoRead = alsoRead;
  }

  /** Those that are known by now, with some jobs; none where disabled jobs are not left out. */
  public Set<JobId> among(List<ReadJob> jobs) {
    if (!areSkipped) {
      return Set.of();
    }
    List<JobId> scheduled = ReadJob.scheduled(jobs).filter(asked::add).toList();
    if (!scheduled.isEmpty()) {
      table.forEachAmong(scheduled, source -> add(new WholeRecord(source)));
    }
    return disabled;
  }

  /** Those that are known by now. */
  public Set<JobId> known() {
    return disabled;
  }

  private void add(WholeRecord record) {
    alsoRead.accept(record);
    if (record.enabled().isDisabled()) {
      record.id().ifPresent(disabled::add);
    }
  }
}
