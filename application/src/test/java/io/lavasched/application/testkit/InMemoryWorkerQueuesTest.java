// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.domain.job.WorkerName;
import java.util.Map;
import java.util.function.Consumer;

@ContractOf(InMemoryWorkerQueues.class)
class InMemoryWorkerQueuesTest extends WorkerQueuesContract {

  @Override
  protected WorkerQueues queuesWith(Map<WorkerName, Waiting> queues) {
    InMemoryWorkerQueues all = new InMemoryWorkerQueues();
    queues.forEach(all::put);
    return all;
  }

  @Override
  protected void withQueuesThatFail(Consumer<WorkerQueues> ask) {
    ask.accept(new InMemoryWorkerQueues().fail());
  }
}
