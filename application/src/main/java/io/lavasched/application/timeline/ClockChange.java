// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * A moment at which the clock is put forward or back.
 *
 * @param minute the number of the minute in the {@link Interval}
 * @param before what the clock would show if it were left alone
 * @param after what it shows
 */
public record ClockChange(int minute, LocalDateTime before, LocalDateTime after) {

  /** Checks that nothing is null. */
  public ClockChange {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }

  /**
   * Whether times are skipped, and not repeated.
   *
   * @return true in spring
   */
  public boolean isForward() {
    return after.isAfter(before);
  }
}
