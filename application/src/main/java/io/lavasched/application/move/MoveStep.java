// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a move does next.
 *
 * @param kind what
 * @param at the minute that it is about, or until when it waits
 * @param schedules how many schedules it is about, as far as is known; 0 where it is about none
 */
public record MoveStep(Kind kind, Optional<Instant> at, int schedules) {

  /** What is done. */
  public enum Kind {
    /** Both were found dispatching. */
    FOUND_BOTH,
    /** Neither was found dispatching. */
    FOUND_NEITHER,
    /** The schedules are brought in line with the records, and are in force at once. */
    ENABLE,
    /** The schedules are brought in line with the records, and are not in force. */
    DISABLE,
    /** The minute of the change is chosen. */
    CHOOSE,
    /** It is waited. */
    WAIT,
    /** The schedules get the minute as their start. */
    START_AT,
    /** The schedules get the minute as their end. */
    END_AT,
    /** The block is taken out of the crontab. */
    TAKE_OUT,
    /** The block is put into the crontab. */
    PUT_IN,
    /** The schedules become what they were, because the crontab did not. */
    UNDO;

    /**
     * The word for JSON.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that nothing is null. */
  public MoveStep {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
  }
}
