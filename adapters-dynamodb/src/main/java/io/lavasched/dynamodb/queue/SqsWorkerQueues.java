// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.queue;

import com.google.common.annotations.VisibleForTesting;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.aws.AwsCall;
import io.lavasched.aws.AwsClients;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsOptions;
import io.lavasched.aws.AwsRead;
import io.lavasched.aws.Pause;
import io.lavasched.aws.StoreFailures;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.text.Quoted;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * The queues of a realm's workers in SQS, each named {@code lava-<realm>-<worker>} (lava 8.2,
 * lava/lavacore.py, {@code dispatch}).
 *
 * <p>Needs {@code sqs:GetQueueUrl} and {@code sqs:GetQueueAttributes} on the queues that are asked.
 * SQS says of a queue that may not be seen the same as of one that does not exist. Each answer
 * comes within 60 s, or it is a failure.
 *
 * <p>{@code --endpoint-url} is where the tables are. With it, or with {@code
 * AWS_ENDPOINT_URL_DYNAMODB}, a queue can be asked only where {@code AWS_ENDPOINT_URL_SQS} or
 * {@code AWS_ENDPOINT_URL} says where the queues are.
 */
public final class SqsWorkerQueues implements WorkerQueues, AutoCloseable {

  /** What SQS allows for a name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
  private static final String VERB = "ask";

  private final RealmName realm;
  private final Optional<SqsClient> client;
  private final AwsLimits limits;

  /**
   * Those of a client.
   *
   * @param client empty where it is not known where they are
   */
  @VisibleForTesting
  public SqsWorkerQueues(RealmName realm, Optional<SqsClient> client, AwsLimits limits) {
    this.realm = realm;
    this.client = client;
    this.limits = limits;
  }

  /**
   * The queues of a realm. This finds the region, and calls nothing but, where no setting names the
   * region, the instance metadata service.
   *
   * @param realm which
   * @param options what the command line says
   * @param environment the environment variables
   * @return the queues
   * @throws StoreException when there is no region, no such profile, or a setting makes no sense
   */
  public static SqsWorkerQueues open(
      RealmName realm, AwsOptions options, Map<String, String> environment) {
    return open(realm, options, environment, AwsLimits.DEFAULT);
  }

  @VisibleForTesting
  static SqsWorkerQueues open(
      RealmName realm, AwsOptions options, Map<String, String> environment, AwsLimits limits) {
    return new SqsWorkerQueues(
        realm,
        AwsClients.openOther(
            SqsClient.builder(), "AWS_ENDPOINT_URL_SQS", options, environment, limits),
        limits);
  }

  /** Whether it is known where the queues are; else each question is a failure. */
  public boolean isKnown() {
    return client.isPresent();
  }

  /** The name of the queue of a worker. */
  public String nameOf(WorkerName worker) {
    return "lava-" + realm.text() + "-" + worker.text();
  }

  @Override
  public Optional<Waiting> of(WorkerName worker) {
    String name = nameOf(worker);
    SqsClient sqs = client.orElseThrow(() -> unknown(name));
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    AwsRead read = read(sqs, "sqs:GetQueueUrl", name);
    try {
      Optional<String> url =
          read.next(
              () ->
                  Optional.ofNullable(
                      sqs.getQueueUrl(request -> request.queueName(name)).queueUrl()));
      return Optional.of(
          waiting(sqs, name, url.orElseThrow(() -> AwsFailures.incomplete(read.call()))));
    } catch (StoreException e) {
      if (e.getCause() instanceof QueueDoesNotExistException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Waiting waiting(SqsClient sqs, String name, String url) {
    AwsRead read = read(sqs, "sqs:GetQueueAttributes", name);
    Map<QueueAttributeName, String> found =
        read.next(
            () ->
                sqs.getQueueAttributes(
                        request ->
                            request
                                .queueUrl(url)
                                .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes());
    return new Waiting(
        count(read, found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        count(read, found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
        count(read, found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static long count(
      AwsRead read, Map<QueueAttributeName, String> found, QueueAttributeName name) {
    return Optional.ofNullable(found.get(name))
        .filter(text -> COUNT.matcher(text).matches())
        .map(Long::parseLong)
        .orElseThrow(() -> AwsFailures.incomplete(read.call()));
  }

  private AwsRead read(SqsClient sqs, String action, String name) {
    return new AwsRead(
        new AwsCall(
            VERB,
            action,
            name,
            Optional.empty(),
            sqs.serviceClientConfiguration().region().id(),
            sqs.serviceClientConfiguration().endpointOverride().map(URI::toString),
            Optional.empty()),
        limits,
        Pause.SLEEPING);
  }

  private static StoreException unknown(String name) {
    String queue = "queue " + Quoted.name(name);
    return StoreFailures.of(
        VERB,
        queue,
        false,
        "cannot "
            + VERB
            + " "
            + queue
            + ": another endpoint is given for the tables, and none for the queues",
        Optional.of("set AWS_ENDPOINT_URL_SQS"),
        Optional.empty());
  }

  /** Lets go of the connections. */
  @Override
  public void close() {
    client.ifPresent(SqsClient::close);
  }
}
