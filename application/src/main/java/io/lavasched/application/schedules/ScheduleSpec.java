// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * One schedule of EventBridge Scheduler, with all that lavasched sets. What it does not name is
 * always the same: no flexible time window, and no action after the last invocation.
 *
 * @param name its name in its group
 * @param expression when, and in which zone
 * @param start the first instant, in whole seconds; empty for at once. The service refuses one that
 *     is more than 5 minutes past
 * @param end the first instant after the last one, in whole seconds; empty for never
 * @param enabled whether it is in force
 * @param target what it invokes
 * @param description for people: at most 512 characters; empty for none
 */
public record ScheduleSpec(
    ScheduleName name,
    ScheduleExpression expression,
    Optional<Instant> start,
    Optional<Instant> end,
    boolean enabled,
    ScheduleTarget target,
    String description) {

  /** How long a description may be. */
  public static final int MOST_OF_DESCRIPTION = 512;

  /** Checks the description, and drops fractions of a second, which the service has not. */
  public ScheduleSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expression, "expression");
    start = start.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    end = end.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    Objects.requireNonNull(target, "target");
    if (description.length() > MOST_OF_DESCRIPTION) {
      throw new IllegalArgumentException(
          "description must be at most "
              + MOST_OF_DESCRIPTION
              + " characters, found "
              + description.length());
    }
  }

  /**
   * The same as far as it matters from an instant on, so that two can be compared.
   *
   * @param now the instant
   * @return without a start that has come
   */
  public ScheduleSpec from(Instant now) {
    Objects.requireNonNull(now, "now");
    return start.isEmpty() || start.get().isAfter(now)
        ? this
        : new ScheduleSpec(name, expression, Optional.empty(), end, enabled, target, description);
  }
}
