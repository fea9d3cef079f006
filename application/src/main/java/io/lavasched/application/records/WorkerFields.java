// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.text.LavaDuration;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.MaxRunDelay;
import io.lavasched.domain.worker.PythonTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The fields of a record for which lava's worker may reject every run, as that reads them. What it
 * takes for the lack of a field is none here.
 *
 * <p>Source: lava 8.2, each with its function: lavacore.py, get_job_spec ({@code globals}); bin/
 * lava-worker, get_next_job ({@code parameters}, {@code max_tries}); lava.py, run_job ({@code
 * max_run_delay}, {@code iteration_limit}, {@code iteration_delay}, {@code state}).
 *
 * @param parametersKind what the parameters are, where they are no object
 * @param globalsKind what the globals are, where they are no object
 * @param reservedGlobals the names of globals that lava reserves
 * @param wrongMaxTries what is there in the place of a number
 * @param wrongState what is there in the place of an object
 */
public record WorkerFields(
    MaxRunDelay maxRunDelay,
    Optional<String> parametersKind,
    Optional<String> globalsKind,
    List<String> reservedGlobals,
    Optional<String> wrongMaxTries,
    Optional<String> wrongState,
    Optional<IterationLimit> iterationLimit,
    Optional<IterationDelay> iterationDelay) {

  /** What Python's int reads; longer ones are beyond every limit. */
  private static final Pattern WHOLE =
      Pattern.compile("(?U)\\s*[+-]?\\d{1,18}(?:_\\d{1,18}){0,4}\\s*");

  public WorkerFields {
    reservedGlobals = List.copyOf(reservedGlobals);
  }

  /**
   * How often a job may run.
   *
   * @param number as Python's int reads it, cut to the range of an int; empty where it does not
   * @param found for a message
   */
  public record IterationLimit(OptionalInt number, String found) {}

  /**
   * How long the worker waits before it runs a job again.
   *
   * @param seconds empty where it is no duration
   * @param found for a message
   */
  public record IterationDelay(OptionalDouble seconds, String found) {}

  static WorkerFields of(Value.MapOf record) {
    Value parameters = record.get("parameters").orElse(Value.NULL);
    Value globals = record.get("globals").orElse(Value.NULL);
    return new WorkerFields(
        MaxRunDelay.of(record),
        kindOfNoObject(parameters),
        kindOfNoObject(globals),
        globals instanceof Value.MapOf map ? reserved(map) : List.of(),
        record
            .get("max_tries")
            .filter(value -> !(value instanceof Value.Num || value instanceof Value.Bool))
            .map(WorkerFields::found),
        record
            .get("state")
            .filter(
                value ->
                    value instanceof Value.Null
                        || value instanceof Value.Num
                        || value instanceof Value.Bool)
            .map(WorkerFields::found),
        record
            .get("iteration_limit")
            .map(value -> new IterationLimit(iterations(value), found(value))),
        record
            .get("iteration_delay")
            .map(value -> new IterationDelay(duration(value), found(value))));
  }

  private static Optional<String> kindOfNoObject(Value value) {
    return PythonTruth.of(value) && !(value instanceof Value.MapOf)
        ? Optional.of(value.kind())
        : Optional.empty();
  }

  private static List<String> reserved(Value.MapOf globals) {
    List<String> names = new ArrayList<>();
    for (String name : globals.fields().keySet()) {
      if (name.toLowerCase(Locale.ROOT).startsWith("lava")) {
        names.add(name);
      }
    }
    return names;
  }

  private static OptionalInt iterations(Value value) {
    if (value instanceof Value.Bool bool) {
      return OptionalInt.of(bool.get() ? 1 : 0);
    }
    if (value instanceof Value.Num number) {
      return OptionalInt.of(clamped(asDouble(number)));
    }
    return value instanceof Value.Text text && WHOLE.matcher(text.get()).matches()
        ? OptionalInt.of(clamped(Double.parseDouble(digits(text.get()))))
        : OptionalInt.empty();
  }

  private static String digits(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '-' || c == '+') {
                out.append((char) c);
              } else if (Character.isDigit(c)) {
                out.append(Character.digit(c, 10));
              }
            });
    return out.toString();
  }

  /** A cast stops at the ends of the range. */
  private static int clamped(double number) {
    return (int) number;
  }

  /** What has no digits that DynamoDB holds is beyond all numbers that it does. */
  private static double asDouble(Value.Num number) {
    return number.digits().map(Double::parseDouble).orElse(Double.POSITIVE_INFINITY);
  }

  private static OptionalDouble duration(Value value) {
    if (value instanceof Value.Text text) {
      return LavaDuration.seconds(text.get());
    }
    if (value instanceof Value.Num number) {
      return OptionalDouble.of(asDouble(number));
    }
    return value instanceof Value.Bool ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  private static String found(Value value) {
    if (value instanceof Value.Text text) {
      return Quoted.of(text.get());
    }
    if (value instanceof Value.Num number) {
      return number.digits().orElse("another number");
    }
    return value.kind();
  }
}
