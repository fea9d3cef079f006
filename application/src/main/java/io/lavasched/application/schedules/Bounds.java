// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * From when to when schedules are in force, whatever their own windows say: for a move from one
 * target to the other.
 *
 * @param from the first instant; empty for no such bound
 * @param until the first instant after the last one; empty for no such bound
 */
public record Bounds(Optional<Instant> from, Optional<Instant> until) {

  /** None: windows alone count. */
  public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());

  /** Checks that nothing is null. */
  public Bounds {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(until, "until");
  }

  /**
   * Bounds for schedules that are to begin.
   *
   * @param at the first instant
   * @return without an end
   */
  public static Bounds from(Instant at) {
    return new Bounds(Optional.of(at), Optional.empty());
  }

  /**
   * Bounds for schedules that are to end.
   *
   * @param at the first instant after the last one
   * @return without a start
   */
  public static Bounds until(Instant at) {
    return new Bounds(Optional.empty(), Optional.of(at));
  }

  /**
   * A window within these bounds.
   *
   * @return empty where nothing of it is within them
   */
  Optional<ServiceWindow> of(ServiceWindow window) {
    Optional<Instant> start = later(window.start(), from);
    Optional<Instant> end = earlier(window.end(), until);
    return start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())
        ? Optional.empty()
        : Optional.of(new ServiceWindow(start, end, window.isSecond()));
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
        : one.or(() -> other);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
        : one.or(() -> other);
  }
}
