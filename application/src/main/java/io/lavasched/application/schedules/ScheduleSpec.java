// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** How much of a description the mark takes. */
  static final int MARK = " [12345678]".length();

  private static final int MARK_HASH = 8;

  private static final Pattern MARKED =
      Pattern.compile("(.*) \\[([0-9a-z]{" + MARK_HASH + "})]", Pattern.DOTALL);

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

  /**
   * The same with a mark at the end of its description, by which an edit in the console is known
   * again, whichever machine looks: {@code lavasched: etl/orders schedule[0]: 0 6 * * *
   * [4kq8zt2v]}.
   *
   * @return marked with the hash of all its settings but the start, which changes by itself
   */
  public ScheduleSpec marked() {
    return new ScheduleSpec(
        name,
        expression,
        start,
        end,
        enabled,
        target,
        description + " [" + hash(description) + "]");
  }

  /**
   * Whether it has its mark.
   *
   * @return false if somebody has changed a setting since it was marked
   */
  public boolean isMarked() {
    Matcher matcher = MARKED.matcher(description);
    return matcher.matches() && matcher.group(2).equals(hash(matcher.group(1)));
  }

  private String hash(String unmarked) {
    // No setting has a NUL.
    return NameHash.of(
        String.join(
            "\0",
            name.text(),
            expression.text(),
            expression.zone(),
            end.map(Instant::toString).orElse(""),
            String.valueOf(enabled),
            target.arn(),
            target.roleArn(),
            target.input(),
            String.valueOf(target.maxAgeSeconds()),
            String.valueOf(target.attempts()),
            target.deadLetterArn().orElse(""),
            unmarked),
        MARK_HASH);
  }
}
