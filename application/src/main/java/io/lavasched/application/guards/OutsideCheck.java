// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.OutsideDispatch;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks for lines outside the block that dispatch jobs of the block as well. */
public final class OutsideCheck {

  private static final int MOST_NAMED = 3;

  private OutsideCheck() {}

  /**
   * One problem for each such line.
   *
   * @param workersOfBlock the jobs of the block, each with the workers of its entries; none where
   *     they are not known. Asked for where there is such a line, which is rare
   */
  public static List<Problem> problems(
      Crontab crontab,
      CronDialect dialect,
      RebuildRequest request,
      Supplier<Map<String, Set<String>>> workersOfBlock) {
    String realm = request.realm().text();
    // Where the variables stand in the commands, the lines below do not inherit any.
    Optional<String> ofBlock = dialect.isStrict() ? Optional.empty() : Optional.of(realm);
    List<OutsideDispatch> outside =
        OutsideDispatch.find(crontab, dialect, request.node().program(), ofBlock);
    if (outside.isEmpty()) {
      return List.of();
    }
    Map<String, Set<String>> workers = workersOfBlock.get();
    return outside.stream()
        .filter(dispatch -> dispatch.realm().equals(Optional.of(realm)))
        .flatMap(dispatch -> problem(dispatch, workers).stream())
        .toList();
  }

  private static Optional<Problem> problem(
      OutsideDispatch dispatch, Map<String, Set<String>> workers) {
    List<String> twice =
        dispatch.jobs().stream()
            .distinct()
            .filter(job -> isOf(workers, job, dispatch.worker()))
            .toList();
    if (twice.isEmpty()) {
      return Optional.empty();
    }
    String names =
        twice.stream().limit(MOST_NAMED).map(Quoted::escape).collect(Collectors.joining(", "))
            + (twice.size() > MOST_NAMED ? " and " + (twice.size() - MOST_NAMED) + " more" : "");
    return Optional.of(
        Problem.of(
                ProblemCode.DISPATCHED_OUTSIDE,
                "jobs of the block should be dispatched by the block alone, found a line outside it"
                    + " that dispatches "
                    + names
                    + " too: "
                    + (twice.size() == 1 ? "it goes" : "they go")
                    + " out twice")
            .withHint("remove the line, or take the schedule out of the job record")
            .under("line " + dispatch.line())
            .in(new Subject(Subject.Kind.CRONTAB, "")));
  }

  /** What is dispatched to another worker is not run: lava 8.2, bin/lava-dispatcher, --worker. */
  private static boolean isOf(
      Map<String, Set<String>> workers, String job, Optional<String> worker) {
    return Optional.ofNullable(workers.get(job))
        .filter(own -> own.isEmpty() || worker.map(own::contains).orElse(true))
        .isPresent();
  }
}
