// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.job.WorkerName;
import java.util.Optional;

/**
 * The queues of the workers of one realm: {@code lava-<realm>-<worker>} in SQS (lava 8.2,
 * lava/lavacore.py, dispatch).
 *
 * <p>Laws: nothing is received from a queue, and nothing changed; absent is not an error. Failures
 * are {@link StoreException}s.
 */
@FunctionalInterface
public interface WorkerQueues {

  /**
   * Counts the messages in the queue of a worker.
   *
   * @param worker whose queue
   * @return empty where there is no such queue
   */
  Optional<Waiting> of(WorkerName worker);

  /**
   * The messages of one queue. SQS calls its counts approximate.
   *
   * @param visible those that a worker can take now
   * @param delayed those that it can take later, such as those of {@code lava-dispatcher --delay}
   * @param inFlight those that a worker took and did not delete yet; lava deletes a message when
   *     its job has ended (bin/lava-worker), so that these are running jobs, and a few that wait
   *     for a thread
   */
  record Waiting(long visible, long delayed, long inFlight) {

    /** Checks that no count is negative. */
    public Waiting {
      if (visible < 0 || delayed < 0 || inFlight < 0) {
        throw new IllegalArgumentException("a count is not negative");
      }
    }

    /**
     * How many messages wait for a worker.
     *
     * @return those that no worker took yet
     */
    public long waiting() {
      return visible + delayed;
    }
  }
}
