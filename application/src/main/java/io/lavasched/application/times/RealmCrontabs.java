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
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Schedules that are kept in the crontabs of dispatcher nodes.
 *
 * @param nodeZone the own zone of the nodes
 * @param dialect which cron they have
 */
public record RealmCrontabs(ZoneId nodeZone, CronDialect dialect) implements RealmTimes {

  /** Checks that nothing is null. */
  public RealmCrontabs {
    Objects.requireNonNull(nodeZone, "nodeZone");
    Objects.requireNonNull(dialect, "dialect");
  }

  @Override
  public Optional<ZoneId> zone() {
    return Optional.of(nodeZone);
  }

  @Override
  public Optional<CronDialect> cron() {
    return Optional.of(dialect);
  }

  @Override
  public CronDialect readAs() {
    return dialect;
  }

  @Override
  public RecordRead read(SourceRecord source) {
    return RecordRead.of(source, dialect);
  }

  @Override
  public Optional<DispatchTimes> of(DispatcherName dispatcher, RealmLavaschedJobs lavaschedJobs) {
    return Optional.of(
        new CrontabTimes(
            lavaschedJobs.cronOf(dispatcher, nodeZone, dialect),
            lavaschedJobs.timesOf(dispatcher, nodeZone, dialect)));
  }

  @Override
  public Collection<Problem> problems(
      SortedMap<DispatcherName, ? extends Collection<JobId>> scheduled,
      RealmLavaschedJobs lavaschedJobs) {
    return lavaschedJobs.randomDelays(scheduled.keySet(), dialect);
  }
}
