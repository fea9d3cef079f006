// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What dispatches at a point of a move, if nothing is done any more.
 *
 * @param kind which of the two
 * @param at from when the schedules dispatch, or until when; empty where that is always
 */
public record Standing(Kind kind, Optional<Instant> at) {

  /** Which of the two dispatches. */
  public enum Kind {
    /** Nobody has looked yet. */
    UNKNOWN,
    /** The crontab alone. */
    CRONTAB,
    /** The schedules alone. */
    EVENTBRIDGE,
    /** The crontab, and from an instant on the schedules too, or some of them. */
    BOTH_FROM,
    /** The schedules, or some of them only until an instant; after that nothing. */
    NEITHER_FROM,
    /** Both, or some of the schedules. */
    BOTH,
    /** Neither. */
    NEITHER;

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
  public Standing {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
  }

  /**
   * One that has no time.
   *
   * @param kind which of the two dispatches
   * @return the same for ever
   */
  static Standing of(Kind kind) {
    return new Standing(kind, Optional.empty());
  }
}
