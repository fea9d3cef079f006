// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of one schedule.
 *
 * @param name which one
 * @param kind what is done
 * @param before the schedule as it is; empty where there is none
 * @param after what it is to be; empty where it goes, and where it stays as it is because its
 *     record is bad
 * @param fields the settings that change; empty but for {@link Kind#REPLACE}
 */
public record ScheduleChange(
    ScheduleName name,
    Kind kind,
    Optional<Stored> before,
    Optional<ScheduleSpec> after,
    List<FieldChange> fields) {

  /** What is done with a schedule. */
  public enum Kind {
    /** It is made. */
    CREATE,
    /** It gets other settings, in its place. */
    REPLACE,
    /** It is taken away. */
    DELETE,
    /** It is as it should be. */
    UNCHANGED,
    /** It stays as it is, because nobody knows what it should be. */
    KEPT;

    /** Whether something is written. */
    public boolean writes() {
      return this == CREATE || this == REPLACE || this == DELETE;
    }

    /** The word for people and for JSON. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that nothing is null, and copies. */
  public ScheduleChange {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    fields = List.copyOf(fields);
  }

  /**
   * What makes one schedule of another.
   *
   * @param before as it is
   * @param after what it is to be, as far as it matters from now on
   * @param now a start that has come is no difference
   */
  static ScheduleChange to(Optional<Stored> before, ScheduleSpec after, Instant now) {
    if (before.isEmpty()) {
      return new ScheduleChange(after.name(), Kind.CREATE, before, Optional.of(after), List.of());
    }
    List<FieldChange> fields = new ArrayList<>();
    before
        .get()
        .spec()
        .ifPresent(spec -> fields.addAll(FieldChange.between(spec.from(now), after.from(now))));
    before.get().beyond().forEach(phrase -> fields.add(new FieldChange("beyond", phrase, "-")));
    return new ScheduleChange(
        after.name(),
        fields.isEmpty() ? Kind.UNCHANGED : Kind.REPLACE,
        before,
        Optional.of(after),
        fields);
  }

  /** A schedule that goes. */
  static ScheduleChange delete(Stored before) {
    return new ScheduleChange(
        before.name(), Kind.DELETE, Optional.of(before), Optional.empty(), List.of());
  }

  /** A schedule that stays. */
  static ScheduleChange keep(Stored before) {
    return new ScheduleChange(
        before.name(), Kind.KEPT, Optional.of(before), Optional.empty(), List.of());
  }

  /**
   * Whether somebody else has changed it since lavasched wrote it: switched it off, say, or edited
   * it in the console.
   */
  public boolean isEdited() {
    return before.filter(stored -> !isAsWritten(stored)).isPresent();
  }

  private static boolean isAsWritten(Stored stored) {
    return stored.beyond().isEmpty() && stored.spec().filter(ScheduleSpec::isMarked).isPresent();
  }

  /** Whether it is in force when it is done. */
  boolean isInForce() {
    return stays()
        && after.or(() -> before.flatMap(Stored::spec)).map(ScheduleSpec::enabled).orElse(true);
  }

  /** Whether it is there when it is done. */
  boolean stays() {
    return kind != Kind.DELETE;
  }
}
