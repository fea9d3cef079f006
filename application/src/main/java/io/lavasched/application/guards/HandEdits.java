// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import io.lavasched.application.entries.InstalledBlock;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines of the block that somebody edited since it was installed, and that the new block does
 * not take over. Linear in the lines: of lines that were moved it is only said that some were, and
 * where nothing else was done.
 */
public final class HandEdits {

  private static final int MOST_NAMED = 5;

  /** By number, in the crontab as it is. */
  private final List<Integer> edited = new ArrayList<>();

  private final List<Integer> added = new ArrayList<>();

  /** After which line. */
  private final List<Integer> deleted = new ArrayList<>();

  private final List<String> old;
  private final List<String> now;
  private final int firstLine;

  private HandEdits(List<String> old, List<String> now, int firstLine) {
    this.old = old;
    this.now = now;
    this.firstLine = firstLine;
  }

  /**
   * Compares the block that was installed with the one that is there.
   *
   * @param installed the crontab as it was after the last install; empty where it is not known
   * @param now the crontab as it is
   * @param after the crontab as it would be
   * @return {@code edited-by-hand}; empty where nothing that was edited goes
   */
  public static Optional<Problem> problem(
      Optional<Crontab> installed, Crontab now, CrontabText after) {
    Optional<Crontab> last = installed.filter(crontab -> crontab.block().isPresent());
    if (last.isEmpty() || last.get().block().equals(now.block())) {
      return Optional.empty();
    }
    Optional<Crontab> next = Crontab.parse(after).value();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    if (now.block().isEmpty()) {
      return Optional.of(problem("block was taken out by hand, and comes back"));
    }
    HandEdits edits =
        new HandEdits(last.get().blockLines(), now.blockLines(), now.firstBlockLine());
    List<String> nextLines = next.get().blockLines();
    edits.compare(counts(nextLines));
    return edits.told().or(() -> edits.moved(nextLines));
  }

  /** The jobs whose entries are not as they were installed. */
  public static Set<JobId> jobs(InstalledBlock last, InstalledBlock now) {
    return last.jobs().stream()
        .filter(job -> !last.linesOf(job).equals(now.linesOf(job)))
        .collect(Collectors.toSet());
  }

  private void compare(Map<String, Integer> next) {
    Map<String, Integer> common = common(old, now);
    Map<String, Integer> left = new HashMap<>(common);
    // A copy of a line that the new block has once is one too many.
    Map<String, Integer> spare = new HashMap<>(next);
    common.forEach((line, count) -> spare.merge(line, -count, Integer::sum));
    int o = 0;
    int n = 0;
    // From one common line to the next: what is between was edited, line by line, or added, or
    // deleted.
    while (o < old.size() || n < now.size()) {
      List<String> were = new ArrayList<>();
      while (o < old.size() && !take(common, old.get(o))) {
        were.add(old.get(o++));
      }
      int first = n;
      while (n < now.size() && !take(left, now.get(n))) {
        n++;
      }
      between(were, first, n, next.keySet(), spare);
      o++;
      n++;
    }
  }

  private void between(
      List<String> were, int first, int end, Set<String> next, Map<String, Integer> spare) {
    for (int i = first; i < end; i++) {
      if (!take(spare, now.get(i))) {
        (i - first < were.size() ? edited : added).add(firstLine + i);
      }
    }
    for (int i = end - first; i < were.size(); i++) {
      if (next.contains(were.get(i))) {
        deleted.add(firstLine + end - 1);
      }
    }
  }

  /** Lines that are as they were, in another order, which the new block does not have. */
  private Optional<Problem> moved(List<String> next) {
    boolean isMoved =
        counts(old).equals(counts(now)) && !inCommon(now, next).equals(inCommon(next, now));
    return isMoved
        ? Optional.of(problem("lines of the block were moved by hand, and go back"))
        : Optional.empty();
  }

  /** The lines of the one that the other has too, in the order of the one. */
  private static List<String> inCommon(List<String> one, List<String> other) {
    Map<String, Integer> common = common(one, other);
    return one.stream().filter(line -> take(common, line)).toList();
  }

  private static Map<String, Integer> common(List<String> some, List<String> others) {
    Map<String, Integer> counts = counts(some);
    Map<String, Integer> common = new HashMap<>();
    counts(others)
        .forEach((line, count) -> common.put(line, Math.min(count, counts.getOrDefault(line, 0))));
    return common;
  }

  private static Map<String, Integer> counts(List<String> lines) {
    Map<String, Integer> counts = new HashMap<>();
    lines.forEach(line -> counts.merge(line, 1, Integer::sum));
    return counts;
  }

  private static boolean take(Map<String, Integer> counts, String line) {
    int count = counts.getOrDefault(line, 0);
    if (count > 0) {
      counts.put(line, count - 1);
    }
    return count > 0;
  }

  private Optional<Problem> told() {
    List<String> parts = new ArrayList<>();
    if (!edited.isEmpty()) {
      parts.add(lines(edited) + (edited.size() == 1 ? " was" : " were") + " edited by hand");
    }
    if (!added.isEmpty()) {
      parts.add(lines(added) + (added.size() == 1 ? " was" : " were") + " added by hand");
    }
    if (!deleted.isEmpty()) {
      parts.add(
          (deleted.size() == 1 ? "a line was" : deleted.size() + " lines were")
              + " deleted by hand after "
              + lines(deleted.stream().distinct().toList()));
    }
    int first =
        List.of(edited, added, deleted).stream()
            .filter(list -> !list.isEmpty())
            .findFirst()
            .map(list -> list.get(0))
            .orElse(0);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(problem(String.join(", ", parts)).under("line " + first));
  }

  private static String lines(List<Integer> numbers) {
    String named =
        numbers.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int more = numbers.size() - MOST_NAMED;
    return (numbers.size() == 1 ? "line " : "lines ")
        + named
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static Problem problem(String message) {
    return Problem.of(ProblemCode.EDITED_BY_HAND, message)
        .withHint("change the job records instead: each run rewrites the block from them")
        .in(new Subject(Subject.Kind.CRONTAB, ""));
  }

  /** The same problems, where the old crontab was kept. */
  public static List<Problem> kept(List<Problem> problems, String backup) {
    return problems.stream()
        .map(
            problem ->
                problem.code() == ProblemCode.EDITED_BY_HAND
                    ? problem.withMessage(
                        problem.message() + "; the old crontab is kept as " + backup)
                    : problem)
        .toList();
  }
}
