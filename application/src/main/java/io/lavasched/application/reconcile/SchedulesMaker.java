// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.jobs.JobMaker;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.schedules.JobSchedules;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Parsed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the schedules of jobs, as they are wanted now. */
final class SchedulesMaker implements JobMaker {

  private final SchedulesRequest request;
  private final Map<JobId, Parsed<List<ScheduleSpec>>> made = new HashMap<>();

  SchedulesMaker(SchedulesRequest request) {
    this.request = request;
  }

  /** Lava's own: what a cron does not take is of no matter here. */
  @Override
  public CronDialect dialect() {
    return CronDialect.VIXIE;
  }

  @Override
  public List<EntryText> make(JobRecord record, SourceRecord source) {
    made.put(
        record.id(),
        JobSchedules.of(record, new WholeRecord(source).places(), request.wanted(), request.now()));
    return List.of();
  }

  /** Those of a sound record that was read: as it was read last. */
  Parsed<List<ScheduleSpec>> of(JobRecord record) {
    return Optional.ofNullable(made.get(record.id())).orElseThrow();
  }
}
