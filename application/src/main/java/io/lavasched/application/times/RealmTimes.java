// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.times;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RecordRead;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/** Where the schedules of a realm are kept, and so when its jobs are dispatched. */
public interface RealmTimes {

  /**
   * The node's own zone.
   *
   * @return empty where nobody gave one, and none is needed
   */
  Optional<ZoneId> zone();

  /**
   * The cron that dispatches the jobs.
   *
   * @return empty where no cron does
   */
  Optional<CronDialect> cron();

  /**
   * For which cron the lavasched jobs of the realm are read.
   *
   * @return one that takes all that can be kept
   */
  CronDialect readAs();

  /**
   * Reads a record.
   *
   * @param source a record
   * @return bad also for one whose schedule cannot be kept there
   */
  RecordRead read(SourceRecord source);

  /**
   * When the jobs of a dispatcher are dispatched.
   *
   * @param dispatcher whose jobs
   * @param lavaschedJobs who serves which dispatcher, when all records are known
   * @return empty where their zone is not known: {@link #problems} has why
   */
  Optional<DispatchTimes> of(DispatcherName dispatcher, RealmLavaschedJobs lavaschedJobs);

  /**
   * What moves all dispatches of some dispatchers, or keeps anybody from telling when they are.
   *
   * @param scheduled the sound jobs with a schedule, by their dispatchers
   * @param lavaschedJobs as for {@link #of}
   * @return placed in the records
   */
  Collection<Problem> problems(
      SortedMap<DispatcherName, ? extends Collection<JobId>> scheduled,
      RealmLavaschedJobs lavaschedJobs);
}
