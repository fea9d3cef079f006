// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import java.util.Locale;

/** What came of a check. */
public enum Status {
  /** All is well. */
  OK,
  /** Jobs are dispatched, but not all is as it should be. */
  WARNING,
  /** Jobs are not dispatched, or the block cannot be rebuilt: the node is not fit. */
  FAILURE,
  /** The check could not be made. */
  UNKNOWN,
  /** The options leave the check out. */
  SKIPPED;

  /**
   * The word for people and for JSON.
   *
   * @return lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
