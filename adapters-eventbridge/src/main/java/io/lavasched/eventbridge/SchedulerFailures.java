// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsFailures;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/** What this service alone says when it refuses something, as sentences. */
final class SchedulerFailures {

  /** A part of what it says of a role that it cannot assume, as was reported more than once. */
  private static final String ASSUME = "to assume the role";

  /** A part of what it says of a start that is too long past. */
  private static final String START = "The StartDate you specify";

  private static final String PASS_ROLE = "iam:PassRole";

  private SchedulerFailures() {}

  /** The same failure, in better words where there are some. */
  static StoreException of(StoreException e) {
    return e.getCause() instanceof AwsServiceException cause ? of(e, cause) : e;
  }

  private static StoreException of(StoreException e, AwsServiceException cause) {
    String said = AwsFailures.shown(cause);
    if (cause instanceof ValidationException) {
      return refused(e, cause, false, hint(said));
    }
    if (cause instanceof ServiceQuotaExceededException) {
      return refused(
          e,
          cause,
          false,
          "ask AWS for a higher quota (Service Quotas, EventBridge Scheduler), or delete what"
              + " nobody needs");
    }
    if (cause instanceof ConflictException || cause instanceof ResourceNotFoundException) {
      return refused(
          e,
          cause,
          true,
          "something else changes it at the same time: find out what, and try again");
    }
    return AwsFailures.isDenied(e) && said.contains(PASS_ROLE)
        ? words(
            e,
            cause,
            false,
            "access is denied: " + said,
            "allow iam:PassRole on the role of the schedules, with iam:PassedToService"
                + " scheduler.amazonaws.com; docs/eventbridge.md has the whole IAM policy")
        : e;
  }

  private static String hint(String said) {
    if (said.contains(ASSUME)) {
      return "its trust policy must let scheduler.amazonaws.com assume it (docs/eventbridge.md has"
          + " it), and a new role may need a minute; then try again";
    }
    return said.contains(START)
        ? "is the clock of this machine right?"
        : "compare it with what docs/eventbridge.md says of roles, targets and zones";
  }

  /** Whether the service cannot assume the role, which it may be able to in a moment. */
  static boolean isOfRole(StoreException e) {
    return e.getCause() instanceof ValidationException cause
        && AwsFailures.shown(cause).contains(ASSUME);
  }

  private static StoreException refused(
      StoreException e, AwsServiceException cause, boolean retryable, String hint) {
    return words(e, cause, retryable, "AWS refuses it: " + AwsFailures.shown(cause), hint);
  }

  private static StoreException words(
      StoreException e, AwsServiceException cause, boolean retryable, String found, String hint) {
    return new StoreException(
        e.operation(),
        e.resource(),
        retryable,
        "cannot " + e.operation() + " " + e.resource() + ": " + found,
        Optional.of(hint),
        cause);
  }
}
