// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.words.Phrases;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets the first problems of each record through and counts the others: nobody mends a schedule of
 * thousands of bad items line by line, and the problems of the other records must stay in sight.
 *
 * <pre>
 * job etl/orders: and 19980 more errors; --level debug tells all
 * </pre>
 */
final class FewOfEach {

  /** As many of one severity. */
  private static final int MOST = 20;

  private final Map<Of, Integer> all = new HashMap<>();
  private final Map<Of, Integer> seen = new HashMap<>();

  private record Of(Subject subject, Severity severity) {

    static Optional<Of> of(Problem problem) {
      return problem.location().subject().map(subject -> new Of(subject, problem.severity()));
    }
  }

  /** For these problems, which {@link #take} then gets in their order. */
  FewOfEach(List<Problem> problems) {
    problems.forEach(problem -> Of.of(problem).ifPresent(of -> all.merge(of, 1, Integer::sum)));
  }

  /**
   * Takes the next one.
   *
   * @param show called for the problem, if it is among the first
   * @param others called with a line, if it is the last and some were left out
   */
  void take(Problem problem, Runnable show, Consumer<String> others) {
    Optional<Of> of = Of.of(problem);
    int number = of.map(same -> seen.merge(same, 1, Integer::sum)).orElse(0);
    if (number <= MOST) {
      show.run();
    } else if (of.filter(same -> number == all.getOrDefault(same, 0)).isPresent()) {
      others.accept(
          of.get().subject().text()
              + ": and "
              + Phrases.count(number - MOST, "more " + noun(problem.severity()))
              + "; --level debug tells all");
    }
  }

  private static String noun(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }
}
