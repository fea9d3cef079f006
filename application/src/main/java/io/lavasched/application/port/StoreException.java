// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import java.util.Optional;

/**
 * Something outside failed: the only exception that crosses a port.
 *
 * <p>The message is for the person who has to mend it: what was tried on what, what came back (what
 * a program printed is shown whole), and it never carries a secret.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String message;
  private final String operation;
  private final String resource;
  private final boolean retryable;
  private final String hint;

  /**
   * A failure without an exception below it.
   *
   * @param operation what was tried, such as {@code query}
   * @param resource on what, such as {@code table lava.demo.jobs}
   * @param retryable whether the same may work later without anyone changing anything
   * @param message a sentence in lower case: what failed, and what was found
   * @param hint what to do; empty where that is not known
   */
  public StoreException(
      String operation, String resource, boolean retryable, String message, Optional<String> hint) {
    super(message);
    this.message = message;
    this.operation = operation;
    this.resource = resource;
    this.retryable = retryable;
    this.hint = hint.orElse("");
  }

  /**
   * A failure.
   *
   * @param operation what was tried, such as {@code query}
   * @param resource on what, such as {@code table lava.demo.jobs}
   * @param retryable whether the same may work later without anyone changing anything
   * @param message a sentence in lower case: what failed, and what was found
   * @param hint what to do; empty where that is not known
   * @param cause the exception of the library, for {@code --level debug}
   */
  public StoreException(
      String operation,
      String resource,
      boolean retryable,
      String message,
      Optional<String> hint,
      Throwable cause) {
    this(operation, resource, retryable, message, hint);
    initCause(cause);
  }

  /** What failed, and what was found: a sentence in lower case. */
  @Override
  public String getMessage() {
    return message;
  }

  /**
   * What was tried.
   *
   * @return such as {@code query}
   */
  public String operation() {
    return operation;
  }

  /**
   * On what it was tried.
   *
   * @return such as {@code table lava.demo.jobs}
   */
  public String resource() {
    return resource;
  }

  /**
   * Whether the same may work later without anyone changing anything.
   *
   * @return true for throttling, timeouts and the like
   */
  public boolean retryable() {
    return retryable;
  }

  /**
   * What to do.
   *
   * @return empty where that is not known
   */
  public Optional<String> hint() {
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }
}
