// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.worker;

import io.lavasched.domain.text.LavaDuration;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How long after its dispatch a worker still runs a job.
 *
 * <p>Source: lava 8.2, lava.py, run_job: a value that counts as false is no limit, one that is no
 * duration rejects every run, and a run is rejected that starts later than this after {@code
 * ts_dispatch}. lavacore.py, dispatch, takes that time before SQS delays the message, so that a
 * delay counts.
 *
 * @param isSet whether there is a limit at all
 * @param seconds the limit; empty where there is none, or where nobody can read it
 * @param text the value in a message, quoted
 */
public record MaxRunDelay(boolean isSet, OptionalDouble seconds, String text) {

  /** The field of a record. */
  public static final String FIELD = "max_run_delay";

  private static final MaxRunDelay NONE = new MaxRunDelay(false, OptionalDouble.empty(), "none");

  /** Checks that nothing is null. */
  public MaxRunDelay {
    Objects.requireNonNull(seconds, "seconds");
    Objects.requireNonNull(text, "text");
  }

  /**
   * Reads the field of a record.
   *
   * @param record any data; what is no record has no limit
   * @return what the worker makes of it
   */
  public static MaxRunDelay of(Value record) {
    Objects.requireNonNull(record, "record");
    Value value = record instanceof Value.MapOf map ? map.get(FIELD).orElse(Value.NULL) : record;
    if (!(record instanceof Value.MapOf) || !PythonTruth.of(value)) {
      return NONE;
    }
    if (value instanceof Value.Text text) {
      return new MaxRunDelay(true, LavaDuration.seconds(text.get()), Quoted.of(text.get()));
    }
    if (value instanceof Value.Num number) {
      // What has no digits that DynamoDB holds is beyond all numbers that it does.
      String digits = number.digits().orElse("1e999");
      return new MaxRunDelay(true, OptionalDouble.of(Double.parseDouble(digits)), digits);
    }
    // To Python, true is the number 1.
    return value instanceof Value.Bool
        ? new MaxRunDelay(true, OptionalDouble.of(1), "true")
        : new MaxRunDelay(true, OptionalDouble.empty(), value.kind());
  }

  /**
   * Whether the worker rejects every run, whenever it gets it.
   *
   * @return true for what it cannot read, and for a limit of nothing
   */
  public boolean rejectsAll() {
    return isSet && seconds.orElse(0) <= 0;
  }

  /**
   * Whether a delay of the dispatch alone is enough for the worker to reject the run.
   *
   * @param delaySeconds by how much SQS delays the message
   * @return true where it reaches the limit, for the worker needs some time too; false without a
   *     limit, and without a delay
   */
  public boolean isReachedBy(int delaySeconds) {
    return delaySeconds > 0 && isSet && seconds.orElse(0) <= delaySeconds;
  }
}
