package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.schedule.NodeCron;
import java.util.Objects;

/**
 * A job of a forecast.
 *
 * @param record its record
 * @param dispatcher who sends it
 * @param cron the cron that this dispatcher has
 * @param disabled whether it is sent all the same, and the worker skips it
 */
public record ForecastJob(
    JobRecord record, DispatcherName dispatcher, NodeCron cron, boolean disabled) {

  /** Checks that nothing is null. */
  public ForecastJob {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(cron, "cron");
  }
}
