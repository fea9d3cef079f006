package io.lavasched.dynamodb;

import io.lavasched.domain.port.StoreException;
import java.util.Optional;

/** Makes failures that may or may not have a cause. */
final class Failures {

  private Failures() {}

  static StoreException of(
      String operation,
      String resource,
      boolean retryable,
      String message,
      Optional<String> hint,
      Optional<? extends Throwable> cause) {
    StoreException failure = new StoreException(operation, resource, retryable, message, hint);
    cause.ifPresent(failure::initCause);
    return failure;
  }
}
