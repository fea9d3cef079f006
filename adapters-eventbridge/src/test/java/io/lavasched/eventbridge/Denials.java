// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;

/** Failures by which AWS denies something. */
final class Denials {

  private Denials() {}

  static RuntimeException of(String message) {
    return SchedulerException.builder()
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("AccessDeniedException")
                .errorMessage(message)
                .serviceName("Scheduler")
                .build())
        .statusCode(403)
        .build();
  }
}
