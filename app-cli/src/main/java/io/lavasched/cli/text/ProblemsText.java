// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import static java.util.stream.Collectors.joining;

import io.lavasched.domain.problem.Code;
import io.lavasched.domain.problem.Location;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings as text: the errors first, and what is the same of several jobs once.
 *
 * <pre>
 * job etl/orders: schedule[1]:3: error: hour must be 0-23, found "24" [cron-out-of-range]
 * 12 jobs (a, b, c, ...): dispatcher: warning: dispatcher should be one that ... [dispatcher-unserved]
 * </pre>
 */
public final class ProblemsText {

  private static final int MOST_NAMES = 5;

  private final ProblemPrinter printer;
  private final boolean withCarets;
  private final boolean withAll;

  /**
   * Findings for one reader.
   *
   * @param withCarets for a person: an excerpt with a caret below each finding that has one; else
   *     each finding is one line
   * @param withAll also the findings of one record that are beyond the first of many
   */
  public ProblemsText(Colours colours, boolean withCarets, boolean withAll) {
    this.printer = new ProblemPrinter(colours);
    this.withCarets = withCarets;
    this.withAll = withAll;
  }

  /** What several records may have in common. */
  private record Same(
      Code code, Severity severity, String path, String message, Optional<String> hint) {}

  public void print(List<Problem> problems, PrintStream out) {
    Map<Object, List<Problem>> groups = new LinkedHashMap<>();
    for (Problem problem : problems) {
      groups.computeIfAbsent(key(problem), key -> new ArrayList<>()).add(problem);
    }
    List<List<Problem>> sorted =
        groups.values().stream()
            .sorted(Comparator.comparing(group -> group.get(0).severity()))
            .toList();
    FewOfEach few =
        new FewOfEach(
            sorted.stream().filter(group -> group.size() == 1).map(group -> group.get(0)).toList());
    for (List<Problem> group : sorted) {
      if (withAll || group.size() > 1) {
        out.println(text(group));
      } else {
        few.take(group.get(0), () -> out.println(text(group)), out::println);
      }
    }
  }

  /** An error is one record's own, whatever others have. */
  private static Object key(Problem problem) {
    Location at = problem.location();
    boolean isOfJob = at.subject().filter(s -> s.kind() == Subject.Kind.JOB).isPresent();
    return isOfJob && problem.severity() != Severity.ERROR && problem.excerpt().isEmpty()
        ? new Same(problem.code(), problem.severity(), at.path(), problem.message(), problem.hint())
        : problem;
  }

  private String text(List<Problem> group) {
    Problem first = group.get(0);
    List<String> names =
        group.stream()
            .flatMap(problem -> problem.location().subject().stream())
            .map(subject -> Quoted.name(subject.name()))
            .distinct()
            .toList();
    if (names.size() > 1) {
      String jobs =
          names.size()
              + " jobs ("
              + names.stream().limit(MOST_NAMES).collect(joining(", "))
              + (names.size() > MOST_NAMES ? ", ...)" : ")");
      String path = first.location().path();
      return printer.line(first, path.isEmpty() ? jobs : jobs + ": " + Quoted.name(path));
    }
    return withCarets ? printer.print(first) : printer.line(first);
  }
}
