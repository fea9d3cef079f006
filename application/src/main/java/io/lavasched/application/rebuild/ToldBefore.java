// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.port.LastRun;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The warnings about what is around the block: they stay as they are from run to run until somebody
 * changes the crontab, and so a run tells them once.
 */
final class ToldBefore {

  private static final Set<ProblemCode> OF_SURROUNDINGS =
      Set.of(
          ProblemCode.ENVIRONMENT_ABOVE,
          ProblemCode.INHERITED_ENVIRONMENT,
          ProblemCode.SHELL_NOT_POSIX,
          ProblemCode.DISPATCHED_OUTSIDE,
          ProblemCode.LIKE_A_MARKER);

  /** Each is short; more than that nobody reads. */
  private static final int MOST = 1000;

  private ToldBefore() {}

  private static boolean isOfSurroundings(Problem problem) {
    return OF_SURROUNDINGS.contains(problem.code())
        && problem
            .location()
            .subject()
            .filter(subject -> subject.kind() == Subject.Kind.CRONTAB)
            .isPresent();
  }

  /** Those of some problems that the last run has told in the very same words. */
  static List<Problem> of(List<Problem> problems, LastRun last) {
    return problems.stream()
        .filter(ToldBefore::isOfSurroundings)
        .filter(problem -> last.told().contains(mark(problem)))
        .toList();
  }

  /** What is told by the end of this run. */
  static Set<String> marks(List<Problem> problems, Predicate<Problem> isHeard) {
    Set<String> marks = new HashSet<>();
    problems.stream()
        .filter(ToldBefore::isOfSurroundings)
        .filter(isHeard)
        .limit(MOST)
        .forEach(problem -> marks.add(mark(problem)));
    return marks;
  }

  /** Short, and without anything that a crontab says: 64 bits of its words. */
  private static String mark(Problem problem) {
    String text = problem.text() + "\n" + problem.hint().orElse("");
    CRC32 hash = new CRC32();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update(bytes, 0, bytes.length);
    return problem.code().id()
        + "-"
        + String.format(Locale.ROOT, "%08x%08x", hash.getValue(), text.hashCode());
  }
}
