// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.domain.job.WorkerName;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every {@link WorkerQueues} does; a subclass says how to get one. */
public abstract class WorkerQueuesContract extends PortContract {

  private static final WorkerName CORE = new WorkerName("core");

  /**
   * The queues of these workers, and no other.
   *
   * @param queues what is in each
   * @return the queues
   */
  protected abstract WorkerQueues queuesWith(Map<WorkerName, Waiting> queues);

  /**
   * Asks queues that do not answer.
   *
   * @param ask what to do with them
   */
  protected abstract void withQueuesThatFail(Consumer<WorkerQueues> ask);

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(queuesWith(Map.of()));
  }

  @Test
  void everyCountIsGiven() {
    WorkerQueues queues =
        queuesWith(
            Map.of(CORE, new Waiting(3, 2, 1), new WorkerName("idle"), new Waiting(0, 0, 0)));

    assertThat(queues.of(CORE)).contains(new Waiting(3, 2, 1));
    assertThat(queues.of(CORE)).as("nothing is taken").contains(new Waiting(3, 2, 1));
    assertThat(queues.of(new WorkerName("idle"))).contains(new Waiting(0, 0, 0));
  }

  @Test
  void workerWithoutAQueueHasNone() {
    WorkerQueues queues = queuesWith(Map.of(CORE, new Waiting(0, 0, 0)));

    assertThat(queues.of(new WorkerName("core2"))).isEmpty();
    assertThat(queues.of(new WorkerName("no such worker"))).isEmpty();
    assertThat(queues.of(new WorkerName("x".repeat(500)))).isEmpty();
  }

  @Test
  void queueThatDoesNotAnswerIsAFailure() {
    assertThatThrownBy(() -> withQueuesThatFail(queues -> queues.of(CORE)))
        .asInstanceOf(type(StoreException.class))
        .satisfies(
            e -> {
              assertThat(e.operation()).isNotBlank();
              assertThat(e.resource()).isNotBlank();
              assertThat(e).message().isNotBlank().doesNotContain("Exception");
            });
  }
}
