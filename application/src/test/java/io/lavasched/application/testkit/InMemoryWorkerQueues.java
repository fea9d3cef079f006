// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.domain.job.WorkerName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Queues in memory. */
public final class InMemoryWorkerQueues implements WorkerQueues {

  private final Map<WorkerName, Waiting> queues = new HashMap<>();
  private final List<WorkerName> asked = new ArrayList<>();
  private boolean fails;

  /**
   * Adds a queue, or replaces the one of that worker.
   *
   * @param worker whose queue
   * @param waiting what is in it
   * @return this
   */
  public InMemoryWorkerQueues put(WorkerName worker, Waiting waiting) {
    queues.put(worker, waiting);
    return this;
  }

  /**
   * Lets every later question fail.
   *
   * @return this
   */
  public InMemoryWorkerQueues fail() {
    fails = true;
    return this;
  }

  /**
   * Whose queues were asked for.
   *
   * @return one for each question, the first one first
   */
  public List<WorkerName> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Optional<Waiting> of(WorkerName worker) {
    asked.add(worker);
    if (fails) {
      throw new StoreException(
          "get the attributes of",
          "queue of " + worker,
          true,
          "cannot ask the queue of " + worker + ": told to fail",
          Optional.of("try again later"));
    }
    return Optional.ofNullable(queues.get(worker));
  }
}
