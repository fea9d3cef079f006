// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.worker.Enabled;
import java.util.Objects;
import java.util.Optional;

/**
 * A lavasched job, as the one that puts the jobs of its dispatchers into a crontab.
 *
 * @param id its {@code job_id}
 * @param record itself as a job: its worker runs it on the node whose crontab it rebuilds; empty
 *     where it is bad
 * @param enabled what its record says
 * @param parameters what it builds
 * @param settings what its record says about the making of the block; none where that is wrong
 */
public record RealmLavaschedJob(
    JobId id,
    Optional<JobRecord> record,
    Enabled enabled,
    LavaschedParameters parameters,
    RebuildSettings settings) {

  /** Checks that nothing is null. */
  public RealmLavaschedJob {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(enabled, "enabled");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(settings, "settings");
  }

  /**
   * Whether lava's worker runs it.
   *
   * @return false if it surely skips it; something else than lava may still run it by its name,
   *     unless it says {@link Enabled#NO} outright
   */
  public boolean isEnabled() {
    return !enabled.isDisabled();
  }

  /**
   * The variable {@code CRON_TZ} of its block.
   *
   * @return its value as it is written; empty where it is not set
   */
  public Optional<String> cronTz() {
    return parameters.env().stream()
        .filter(variable -> variable.name().equals(CronTz.VARIABLE))
        .map(EnvVar::value)
        .findFirst();
  }
}
