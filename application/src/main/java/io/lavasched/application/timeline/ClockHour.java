// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * An hour as a clock on the wall shows it.
 *
 * <p>Most have 60 minutes. Where the clock is put forward or back, the hour may be cut short, and
 * may come again.
 *
 * @param from what the clock shows at its first minute
 * @param minute the number of that minute in the {@link Interval}
 * @param minutes how many it has, 1 to 60
 * @param again whether the clock has shown this time before, because it was put back
 */
public record ClockHour(LocalDateTime from, int minute, int minutes, boolean again) {

  /** Checks that nothing is null. */
  public ClockHour {
    Objects.requireNonNull(from, "from");
  }

  /**
   * Where it ends.
   *
   * @return the number of the first minute after it
   */
  public int end() {
    return minute + minutes;
  }
}
