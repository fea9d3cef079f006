// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A setting of a schedule that changes.
 *
 * @param field such as {@code expression}
 * @param before what it is; {@code -} for nothing
 * @param after what it becomes; {@code -} for nothing
 */
public record FieldChange(String field, String before, String after) {

  private static final String NOTHING = "-";

  /** Checks that nothing is null. */
  public FieldChange {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }

  /**
   * The settings in which two schedules differ.
   *
   * @param before one
   * @param after the other
   * @return in a fixed order; empty where they are the same
   */
  static List<FieldChange> between(ScheduleSpec before, ScheduleSpec after) {
    List<FieldChange> changes = new ArrayList<>();
    ScheduleExpression is = before.expression();
    ScheduleExpression becomes = after.expression();
    add("expression", is.text(), becomes.text(), changes);
    add("zone", is.zone(), becomes.zone(), changes);
    add("start", text(before.start()), text(after.start()), changes);
    add("end", text(before.end()), text(after.end()), changes);
    add("state", state(before), state(after), changes);
    ScheduleTarget from = before.target();
    ScheduleTarget to = after.target();
    add("dispatch", from.arn(), to.arn(), changes);
    add("role", from.roleArn(), to.roleArn(), changes);
    add("input", from.input(), to.input(), changes);
    add("max-age", from.maxAgeSeconds() + "s", to.maxAgeSeconds() + "s", changes);
    add("attempts", String.valueOf(from.attempts()), String.valueOf(to.attempts()), changes);
    add(
        "dead-letter",
        from.deadLetterArn().orElse(NOTHING),
        to.deadLetterArn().orElse(NOTHING),
        changes);
    add("description", before.description(), after.description(), changes);
    return changes;
  }

  private static void add(String field, String before, String after, List<FieldChange> to) {
    if (!before.equals(after)) {
      to.add(new FieldChange(field, before, after));
    }
  }

  private static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(NOTHING);
  }

  private static String state(ScheduleSpec spec) {
    return spec.enabled() ? "enabled" : "disabled";
  }
}
