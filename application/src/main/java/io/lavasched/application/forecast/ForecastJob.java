// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.worker.Enabled;
import java.util.Objects;

/**
 * A job of a forecast.
 *
 * @param record its record
 * @param dispatcher who dispatches it
 * @param cron the cron that this dispatcher has
 * @param enabled whether the worker runs it; it is dispatched all the same
 */
public record ForecastJob(
    JobRecord record, DispatcherName dispatcher, NodeCron cron, Enabled enabled) {

  /** Checks that nothing is null. */
  public ForecastJob {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(enabled, "enabled");
  }
}
