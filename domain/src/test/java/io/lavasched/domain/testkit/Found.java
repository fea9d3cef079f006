package io.lavasched.domain.testkit;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import java.util.List;

/** What was found, in a form that a test can hold against text. */
public final class Found {

  private Found() {}

  /**
   * Each problem as one line, the hint behind an arrow.
   *
   * @param parsed what came of reading something
   * @return such as {@code schedule: error: must be ... [wrong-type] -> write ...}
   */
  public static List<String> lines(Parsed<?> parsed) {
    return lines(parsed.problems());
  }

  /**
   * Each problem as one line, the hint behind an arrow.
   *
   * @param problems what was found
   * @return in the same order
   */
  public static List<String> lines(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.text() + p.hint().map(hint -> " -> " + hint).orElse(""))
        .toList();
  }
}
