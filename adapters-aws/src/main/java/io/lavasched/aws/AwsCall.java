// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import io.lavasched.application.port.StoreException;
import java.util.Optional;

/**
 * What is asked of AWS, in the words of messages.
 *
 * @param verb such as {@code query}
 * @param action what IAM calls it, such as {@code dynamodb:Query}; what stands before the colon
 *     tells the service
 * @param name of the table, or of the queue; of schedules what is asked for, such as {@code
 *     schedule a of group b}
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

  /** The services, as messages speak of them. */
  enum Service {
    TABLES("DynamoDB", "table ", "--endpoint-url"),
    QUEUES("SQS", "queue ", "AWS_ENDPOINT_URL_SQS"),
    SCHEDULES("EventBridge Scheduler", "", "AWS_ENDPOINT_URL_SCHEDULER");

    private final String label;
    private final String noun;
    private final String endpointSetting;

    Service(String label, String noun, String endpointSetting) {
      this.label = label;
      this.noun = noun;
      this.endpointSetting = endpointSetting;
    }

    /** Its name. */
    String label() {
      return label;
    }

    /** What says where else it is. */
    String endpointSetting() {
      return endpointSetting;
    }
  }

  /** Whom it asks. */
  Service service() {
    if (action.startsWith("sqs:")) {
      return Service.QUEUES;
    }
    return action.startsWith("scheduler:") ? Service.SCHEDULES : Service.TABLES;
  }

  /** What is asked, without where it is. */
  String thing() {
    return service().noun + name;
  }

  /** What is asked, and where it is. */
  public String resource() {
    return thing() + " (" + region + ")";
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
