// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.application.times.DispatchTimes;
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
 * @param times when this dispatcher dispatches
 * @param enabled whether the worker runs it; it is dispatched all the same
 */
public record ForecastJob(
    JobRecord record, DispatcherName dispatcher, DispatchTimes times, Enabled enabled) {

  /** Checks that nothing is null. */
  public ForecastJob {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(enabled, "enabled");
  }

  /** The clocks of its dispatcher: of windows, and of cron strings. */
  public NodeCron cron() {
    return times.cron();
  }
}
