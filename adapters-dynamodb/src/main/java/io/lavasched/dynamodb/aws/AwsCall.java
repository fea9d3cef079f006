// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.aws;

import io.lavasched.application.port.StoreException;
import java.util.Optional;

/**
 * What is asked of AWS, in the words of messages.
 *
 * @param verb such as {@code query}
 * @param action what IAM calls it, such as {@code dynamodb:Query}; what stands before the colon
 *     tells the service
 * @param name of the table, or of the queue
 * @param index the index of the table that is asked
 * @param region where
 * @param endpoint where to, when it is not the endpoint of the region
 * @param insteadOfAccess another way when access is denied
 */
public record AwsCall(
    String verb,
    String action,
    String name,
    Optional<String> index,
    String region,
    Optional<String> endpoint,
    Optional<String> insteadOfAccess) {

  /** The table of realms. */
  public static final String REALMS_TABLE = "lava.realms";

  /** The index of the table of run records. */
  public static final String EVENTS_INDEX = "job_id-tu_event-index";

  private static final String OF_QUEUES = "sqs:";

  /** The reading of a realm's own record. */
  public static AwsCall ofRealmRecord(String region, Optional<String> endpoint) {
    return new AwsCall(
        "read",
        "dynamodb:GetItem",
        REALMS_TABLE,
        Optional.empty(),
        region,
        endpoint,
        Optional.of("give --dispatcher-program"));
  }

  /** Whether it is asked of SQS; else of DynamoDB. */
  boolean isOfQueue() {
    return action.startsWith(OF_QUEUES);
  }

  String resource() {
    return (isOfQueue() ? "queue " : "table ") + name + " (" + region + ")";
  }

  StoreException failure(boolean retryable, String found, String hint, Throwable cause) {
    return failure(retryable, found, hint, Optional.of(cause));
  }

  StoreException failure(
      boolean retryable, String found, String hint, Optional<? extends Throwable> cause) {
    return StoreFailures.of(
        verb,
        resource(),
        retryable,
        "cannot " + verb + " " + resource() + ": " + found,
        Optional.of(hint),
        cause);
  }
}
