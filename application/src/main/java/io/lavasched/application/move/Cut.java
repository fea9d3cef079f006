// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The minute from which the other one dispatches.
 *
 * @param at its beginning
 * @param around the jobs that either may dispatch in it, or in the minute before or after it,
 *     sorted; empty for a gap
 */
public record Cut(Instant at, List<String> around) {

  /** Copies the jobs. */
  public Cut {
    Objects.requireNonNull(at, "at");
    around = List.copyOf(around);
  }

  /**
   * Whether nothing is dispatched around it.
   *
   * @return true for a gap
   */
  public boolean isGap() {
    return around.isEmpty();
  }
}
