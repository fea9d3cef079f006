// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.place;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.value.Value;
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
    return record.flaws().stream().map(Flaws::problem).toList();
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
