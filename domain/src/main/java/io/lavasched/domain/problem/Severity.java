// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import java.util.Locale;

/** How much a {@link Problem} matters. */
public enum Severity {
  /** The record, or the whole input, cannot be used as it is. */
  ERROR,
  /** The record is used, but hardly as its author meant it. */
  WARNING,
  /** Worth knowing; nothing is wrong. */
  INFO;

  /**
   * The word for people and for JSON: {@code error}, {@code warning} or {@code info}.
   *
   * @return the lower-case name
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
