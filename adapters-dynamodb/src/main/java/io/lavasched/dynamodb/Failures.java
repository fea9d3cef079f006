package io.lavasched.dynamodb;

import io.lavasched.domain.port.StoreException;
import java.util.Optional;

/** Makes failures that may or may not have a cause. */
final class Failures {

  private Failures() {}

  @SuppressWarnings("NullAway") // "null where there is none" is what the exception asks for
  static StoreException of(
      String operation,
      String resource,
      boolean retryable,
      String message,
      Optional<String> hint,
      Optional<? extends Throwable> cause) {
    return new StoreException(operation, resource, retryable, message, hint, cause.orElse(null));
  }
}
