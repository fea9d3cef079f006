// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.queue;

import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.WorkerQueuesContract;
import io.lavasched.aws.AwsOptions;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.FakeSqs;
import io.lavasched.dynamodb.testkit.TestAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

@ContractOf(SqsWorkerQueues.class)
class SqsWorkerQueuesContractTest extends WorkerQueuesContract {

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private static SqsWorkerQueues at(String endpoint) {
    return SqsWorkerQueues.open(
        new RealmName("demo"),
        new AwsOptions(Optional.of(TestAws.REGION), Optional.of("test"), Optional.empty()),
        TestAws.environmentOfQueues(endpoint, 1),
        TestAws.QUICK);
  }

  @Override
  protected WorkerQueues queuesWith(Map<WorkerName, Waiting> queues) {
    FakeSqs sqs =
        new FakeSqs(
            queues.entrySet().stream()
                .collect(
                    Collectors.toMap(e -> "lava-demo-" + e.getKey().text(), Map.Entry::getValue)));
    open.add(sqs);
    SqsWorkerQueues found = at(sqs.url());
    open.add(found);
    return found;
  }

  @Override
  protected void withQueuesThatFail(Consumer<WorkerQueues> ask) {
    try (FakeDynamoDb broken = new FakeDynamoDb(FakeDynamoDb.status(500, "{}"));
        SqsWorkerQueues queues = at(broken.url())) {
      ask.accept(queues);
    }
  }
}
