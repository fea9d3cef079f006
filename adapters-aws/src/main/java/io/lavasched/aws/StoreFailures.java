// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import io.lavasched.application.port.StoreException;
import java.util.Optional;

/** Makes failures that may or may not have a cause. */
public final class StoreFailures {

  private StoreFailures() {}

  public static StoreException of(
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
