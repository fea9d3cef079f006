// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.value.Value;
import java.util.Objects;
import java.util.Optional;

/** The record of a realm in {@code lava.realms}, as far as lavasched reads it. */
public final class RealmRecord {

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
