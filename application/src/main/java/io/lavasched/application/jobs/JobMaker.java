// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.jobs;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobRecord;
import java.util.List;

/** What a target makes of sound records. */
public interface JobMaker {

  /** The cron for which records are read. */
  CronDialect dialect();

  /**
   * Takes a sound record, each time that it is read.
   *
   * @param record itself
   * @param source where it stands
   * @return its crontab entries, as they are now; none for a target without a crontab
   */
  List<EntryText> make(JobRecord record, SourceRecord source);
}
