// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.schedules.ServiceCron;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ScheduleItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A record as EventBridge Scheduler takes it: bad also where its schedule cannot be said there. */
public final class ServiceRecord {

  /** What any cron takes can be said, or is refused as what the service cannot take. */
  public static final CronDialect READ_AS = CronDialect.VIXIE;

  private ServiceRecord() {}

  /**
   * Reads a record.
   *
   * @param source a record
   * @return it, with {@code cron-both-days} and {@code cron-reboot} as what keeps it from being
   *     kept
   */
  public static RecordRead read(SourceRecord source) {
    RecordRead read = RecordRead.of(source, READ_AS);
    Optional<JobRecord> record = read.recordOfAnyCron();
    if (record.isEmpty()) {
      return read;
    }
    List<Problem> refused = new ArrayList<>();
    List<ScheduleItem> items = record.get().schedule().items();
    for (int i = 0; i < items.size(); i++) {
      Optional<Problem> problem = ServiceCron.problem(items.get(i).cron());
      if (problem.isPresent()) {
        SchedulePlaces places = new WholeRecord(source).places();
        refused.add(places.ofCron(problem.get(), i).in(read.subject()));
      }
    }
    return refused.isEmpty() ? read : read.withProblemsOfCron(refused);
  }
}
