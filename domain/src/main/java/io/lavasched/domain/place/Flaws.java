// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.place;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What the text of a record says and no map can hold, as problems of that record. */
public final class Flaws {

  private Flaws() {}

  /**
   * The problems, each under its path.
   *
   * @param record the record
   * @return one for each flaw
   */
  public static List<Problem> problems(Value.MapOf record) {
    List<Problem> problems = new ArrayList<>(record.flaws().size());
    for (Value.Flaw flaw : record.flaws()) {
      problems.add(problem(flaw));
    }
    return problems;
  }

  /**
   * The same problems, with each value that JSON does not have reported once: where a field says
   * itself what must stand there, that is kept, with the hint of the flaw.
   *
   * @param record the record
   * @param problems of its flaws and of its fields, all placed in it or none
   * @return in the same order
   */
  public static List<Problem> once(Value.MapOf record, List<Problem> problems) {
    List<Problem> once = problems;
    for (Value.Flaw flaw : record.flaws()) {
      if (flaw.kind() == Value.Flaw.Kind.NOT_JSON) {
        once = once(problem(flaw), once);
      }
    }
    return once;
  }

  private static List<Problem> once(Problem flaw, List<Problem> problems) {
    String path = flaw.location().path();
    List<Problem> kept = new ArrayList<>();
    boolean isSaid = false;
    for (Problem problem : problems) {
      boolean isSame =
          problem.location().path().equals(path)
              && problem.code().equals(flaw.code())
              && !isOf(problem, flaw);
      isSaid |= isSame;
      kept.add(isSame ? problem.withHint(problem.hint().or(flaw::hint)) : problem);
    }
    if (isSaid) {
      kept.removeIf(problem -> problem.location().path().equals(path) && isOf(problem, flaw));
    }
    return kept;
  }

  /**
   * As {@link #once(Value.MapOf, List)}, of a part that was read.
   *
   * @param <T> the part
   * @param record the record
   * @param parsed the part, with the problems of its flaws and of its fields
   * @return the same part
   */
  public static <T> Parsed<T> once(Value.MapOf record, Parsed<T> parsed) {
    if (record.flaws().isEmpty()) {
      return parsed;
    }
    Problems problems = new Problems();
    once(record, parsed.problems()).forEach(problems::add);
    return problems.result(() -> parsed.value().orElseThrow());
  }

  private static boolean isOf(Problem problem, Problem flaw) {
    return problem.code().equals(flaw.code()) && problem.message().equals(flaw.message());
  }

  /**
   * Whether the value of a field is one that JSON does not have, which is reported anyhow.
   *
   * @param record the record
   * @param field the name of the field
   * @return false also where only a part of the value is
   */
  public static boolean isAt(Value.MapOf record, String field) {
    return record.flaws().stream()
        .anyMatch(flaw -> flaw.kind() == Value.Flaw.Kind.NOT_JSON && flaw.path().equals(field));
  }

  private static Problem problem(Value.Flaw flaw) {
    Problem problem =
        switch (flaw.kind()) {
          case DUPLICATE_KEY ->
              Problem.of(ProblemCode.DUPLICATE_KEY, "key must be there once, found " + flaw.found())
                  .withHint("remove one of the two: it is unknown which one is meant");
          case TOO_DEEP ->
              Problem.of(
                      ProblemCode.TOO_DEEP,
                      "record must have 1000 levels at most, found " + flaw.found())
                  .withHint("DynamoDB takes 32 levels");
          case NUMBER_RANGE ->
              Problem.of(
                      ProblemCode.NUMBER_RANGE,
                      "number must have at most 38 digits and an exponent of -130 to 125, found "
                          + flaw.found())
                  .withHint("write a string");
          case NOT_JSON ->
              Problem.of(
                      ProblemCode.WRONG_TYPE,
                      "value must be one that JSON has, found " + flaw.found())
                  .withHint("put it in quotes");
        };
    return problem.under(flaw.path());
  }
}
