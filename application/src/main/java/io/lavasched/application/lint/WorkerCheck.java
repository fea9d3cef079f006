// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
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
import java.util.regex.Pattern;

/**
 * Fields with which lava's worker rejects every run of a job: it is sent, and never runs.
 *
 * <p>Source: lava 8.2, each with its function: lavacore.py, get_job_spec ({@code globals}); bin/
 * lava-worker, get_next_job ({@code parameters}, {@code max_tries}); lava.py, run_job ({@code
 * max_run_delay}, {@code iteration_limit}, {@code iteration_delay}, {@code state}); lava/config.py
 * (the limits).
 */
public final class WorkerCheck {

  private static final String LIMIT = "iteration_limit";
  private static final String DELAY = "iteration_delay";

  /** Those of lava's configuration, unless the realm has others. */
  private static final int MOST_ITERATIONS = 10;

  private static final int LONGEST_DELAY = 300;

  private static final int MOST_NAMES = 3;

  /** What Python's int reads; longer ones are beyond every limit. */
  private static final Pattern WHOLE =
      Pattern.compile("(?U)\\s*[+-]?\\d{1,18}(?:_\\d{1,18}){0,4}\\s*");

  private final Value.MapOf record;
  private final List<Problem> problems = new ArrayList<>();

  private WorkerCheck(Value.MapOf record) {
    this.record = record;
  }

  /** All of them, those too that a configuration of the realm may allow. */
  public static List<Problem> problems(Value.MapOf record) {
    WorkerCheck check = new WorkerCheck(record);
    check.checkSurely();
    check.checkLimits();
    return check.problems;
  }

  /** Those that no configuration allows. */
  public static List<Problem> sureProblems(Value record) {
    if (!(record instanceof Value.MapOf map)) {
      return List.of();
    }
    WorkerCheck check = new WorkerCheck(map);
    check.checkSurely();
    return check.problems;
  }

  private void checkSurely() {
    MaxRunDelay limit = MaxRunDelay.of(record);
    if (limit.rejectsAll()) {
      add(
          MaxRunDelay.FIELD,
          MaxRunDelay.FIELD + " should be a time in which a run can start, found " + limit.text(),
          limit.seconds().isPresent()
              ? "leave it out for no limit, or write such as 10m"
              : "write a number and w, d, h, m or s, such as 10m; leave it out for no limit");
    }
    checkGlobals();
    boolean isLavasched =
        record.get("type").orElse(Value.NULL).equals(new Value.Text(LavaschedJob.TYPE));
    Value parameters = record.get("parameters").orElse(Value.NULL);
    if (!isLavasched && PythonTruth.of(parameters) && !(parameters instanceof Value.MapOf)) {
      add(
          "parameters",
          "parameters should be an object, found " + parameters.kind(),
          "leave them out where the job has none");
    }
    given("max_tries")
        .filter(value -> !(value instanceof Value.Num || value instanceof Value.Bool))
        .ifPresent(value -> add("max_tries", "max_tries should be a number", value));
    given("state")
        .filter(
            value ->
                value instanceof Value.Null
                    || value instanceof Value.Num
                    || value instanceof Value.Bool)
        .ifPresent(value -> add("state", "state should be an object", value));
    given(LIMIT)
        .filter(value -> iterations(value).map(n -> n < 1).orElse(true))
        .ifPresent(value -> add(LIMIT, LIMIT + " should be a whole number of 1 or more", value));
    given(DELAY)
        .filter(value -> duration(value).isEmpty())
        .ifPresent(value -> add(DELAY, DELAY + " should be a duration such as 30s", value));
  }

  private void checkLimits() {
    given(LIMIT)
        .flatMap(WorkerCheck::iterations)
        .filter(n -> n > MOST_ITERATIONS)
        .ifPresent(
            n ->
                add(
                    LIMIT,
                    LIMIT + " should be at most " + MOST_ITERATIONS + ", found " + n,
                    "unless ITERATION_MAX_LIMIT of the realm allows more"));
    given(DELAY)
        .filter(value -> duration(value).orElse(0) > LONGEST_DELAY)
        .ifPresent(
            value ->
                add(
                    DELAY,
                    DELAY + " should be at most 5m, found " + found(value),
                    "unless ITERATION_MAX_DELAY of the realm allows more"));
  }

  private void checkGlobals() {
    Value globals = record.get("globals").orElse(Value.NULL);
    if (!PythonTruth.of(globals)) {
      return;
    }
    if (!(globals instanceof Value.MapOf map)) {
      add(
          "globals",
          "globals should be an object, found " + globals.kind(),
          "leave them out where the job has none");
      return;
    }
    map.fields().keySet().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("lava"))
        .limit(MOST_NAMES)
        .forEach(
            name ->
                add(
                    "globals",
                    "names of globals should not begin with lava, found " + Quoted.of(name),
                    "lava reserves them, in any case; use another name"));
  }

  private Optional<Value> given(String field) {
    return record.get(field);
  }

  /** As Python's int reads it, cut to the range of an int; empty where it does not. */
  private static Optional<Integer> iterations(Value value) {
    if (value instanceof Value.Bool bool) {
      return Optional.of(bool.get() ? 1 : 0);
    }
    if (value instanceof Value.Num number) {
      return Optional.of(clamped(asDouble(number)));
    }
    return value instanceof Value.Text text && WHOLE.matcher(text.get()).matches()
        ? Optional.of(clamped(Double.parseDouble(digits(text.get()))))
        : Optional.empty();
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

  private void add(String field, String should, Value value) {
    add(field, should + ", found " + found(value), "leave the field out if nothing is meant");
  }

  private void add(String field, String message, String hint) {
    problems.add(
        Problem.of(ProblemCode.RUN_REJECTED, message)
            .withHint("the worker rejects every run: " + hint)
            .under(field));
  }
}
