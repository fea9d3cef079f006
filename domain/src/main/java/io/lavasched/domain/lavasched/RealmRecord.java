// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.LavaDuration;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.PythonTruth;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The record of a realm in {@code lava.realms}, as far as lavasched reads it. */
public final class RealmRecord {

  /** How long runs are kept where nobody says: lava's own default. */
  public static final Duration EVENTS_KEPT = Duration.ofDays(2);

  private static final String EVENT_TTL = "EVENT_TTL";

  /** A thousand years. */
  private static final double MOST_SECONDS = 3e10;

  private RealmRecord() {}

  /**
   * Reads {@code config.DISPATCHER}, the full path of the realm's dispatcher program.
   *
   * @param record the realm's record; any data
   * @return the program; empty when the record does not name one; or an error
   */
  public static Parsed<Optional<DispatcherProgram>> dispatcherProgram(Value record) {
    Objects.requireNonNull(record, "record");
    return field(record, "config")
        .flatMap(config -> field(config, "DISPATCHER"))
        .map(RealmRecord::program)
        .orElseGet(() -> Parsed.ok(Optional.empty()))
        .mapProblems(p -> p.under("config.DISPATCHER"));
  }

  /**
   * Reads {@code config.EVENT_TTL}: how long the table of run records keeps a run after its last
   * event.
   *
   * <p>Source: lava 8.2, lava/config.py (default, names in capitals or not) and lava/event.py,
   * log_event (a value that Python takes for false keeps them for ever).
   *
   * @param record the realm's record; any data
   * @return {@link #EVENTS_KEPT} where it does not say, or says what no worker can read; empty
   *     where they are kept for ever
   */
  public static Optional<Duration> eventsKept(Value record) {
    Objects.requireNonNull(record, "record");
    if (!(record instanceof Value.MapOf map)
        || !(map.get("config").orElse(Value.NULL) instanceof Value.MapOf config)) {
      return Optional.of(EVENTS_KEPT);
    }
    Optional<Value> found = Optional.empty();
    for (Map.Entry<String, Value> each : config.fields().entrySet()) {
      if (each.getKey().toUpperCase(Locale.ROOT).equals(EVENT_TTL)) {
        found = Optional.of(each.getValue());
      }
    }
    return found.map(RealmRecord::kept).orElse(Optional.of(EVENTS_KEPT));
  }

  private static Optional<Duration> kept(Value value) {
    if (!PythonTruth.of(value)) {
      return Optional.empty();
    }
    String text =
        value instanceof Value.Text given
            ? given.get()
            : value instanceof Value.Num number ? number.get().toPlainString() : "";
    double seconds = LavaDuration.seconds(text).orElse(Double.NaN);
    return seconds >= 1 && seconds <= MOST_SECONDS
        ? Optional.of(Duration.ofSeconds((long) seconds))
        : Optional.of(EVENTS_KEPT);
  }

  private static Parsed<Optional<DispatcherProgram>> program(Value value) {
    if (value instanceof Value.Text text) {
      return DispatcherProgram.parse(text.get()).map(Optional::of);
    }
    return Parsed.bad(
        Problem.of(ProblemCode.WRONG_TYPE, "DISPATCHER must be a string, found " + value.kind()));
  }

  private static Optional<Value> field(Value value, String name) {
    if (value instanceof Value.MapOf map) {
      return map.get(name).filter(v -> !(v instanceof Value.Null));
    }
    return Optional.empty();
  }
}
