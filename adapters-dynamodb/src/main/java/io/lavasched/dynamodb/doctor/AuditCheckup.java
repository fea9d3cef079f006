// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsRead;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.text.Quoted;
import io.lavasched.dynamodb.live.LiveRunEvents;
import io.lavasched.dynamodb.queue.SqsWorkerQueues;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Whether an audit may read what only it reads: the run records, and the queue of a worker. */
final class AuditCheckup {

  /** Later than any event, so that nothing is read. */
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private static final String ONLY = " (only lavasched audit needs it)";

  private final RealmName realm;
  private final AwsLimits limits;
  private final Supplier<SqsWorkerQueues> queues;

  /**
   * The checks of a realm.
   *
   * @param queues opened only where they are asked
   */
  AuditCheckup(RealmName realm, AwsLimits limits, Supplier<SqsWorkerQueues> queues) {
    this.realm = realm;
    this.limits = limits;
    this.queues = queues;
  }

  /**
   * Asks.
   *
   * @param job which job the runs would be of; need not be there
   * @param worker whose queue; empty where none is known
   */
  Finding check(DynamoDbClient client, JobId job, Optional<WorkerName> worker) {
    try {
      // At least as much as an audit asks for, and of one run at most.
      QueryRequest query = LiveRunEvents.runsOf(realm, job, NEVER).toBuilder().limit(1).build();
      AwsRead read = new AwsRead(LiveRunEvents.call(realm, client), limits, Pause.SLEEPING);
      if (!read.next(() -> client.query(query)).hasItems()) {
        throw AwsFailures.incomplete(read.call());
      }
      return queue(worker);
    } catch (StoreException e) {
      Finding failure = Finding.failure(Check.AUDIT_ACCESS, e);
      return Finding.warning(
          Check.AUDIT_ACCESS, failure.detail() + ONLY, failure.help().orElseThrow());
    }
  }

  private Finding queue(Optional<WorkerName> worker) {
    String runs = LiveRunEvents.tableOf(realm) + " can be queried";
    if (worker.isEmpty()) {
      return Finding.ok(
          Check.AUDIT_ACCESS, runs + "; no queue is asked, because no job tells of a worker");
    }
    try (SqsWorkerQueues open = queues.get()) {
      String queue = "queue " + Quoted.name(open.nameOf(worker.get()));
      if (!open.isKnown()) {
        return Finding.ok(
            Check.AUDIT_ACCESS, runs + "; no queue is asked, because another endpoint is given");
      }
      return open.of(worker.get())
          .map(found -> Finding.ok(Check.AUDIT_ACCESS, runs + ", and " + queue + " can be asked"))
          .orElseGet(
              () ->
                  Finding.warning(
                      Check.AUDIT_ACCESS,
                      queue + " must exist, found none that this node may see",
                      "lava-dispatcher sends jobs there: is the worker the right one, and has it no"
                          + " queue of another name (lava-worker --queue)? else allow"
                          + " sqs:GetQueueUrl and sqs:GetQueueAttributes on it"));
    }
  }
}
