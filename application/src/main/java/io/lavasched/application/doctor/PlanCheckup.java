// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the block is as the records say. */
final class PlanCheckup {

  private static final String PLAN = "lavasched plan with the same options tells all";

  private PlanCheckup() {}

  /**
   * Looks at what a rebuild would write.
   *
   * @param outcome of {@code RebuildCrontab.plan}
   * @return what was found by {@link Check#JOB_RECORDS}, {@link Check#BLOCK_CURRENT}, {@link
   *     Check#BLOCK_SURROUNDINGS} and {@link Check#BLOCK_ALONE}
   */
  static List<Finding> of(PlanOutcome outcome) {
    return outcome.fold(
        PlanCheckup::stopped,
        ready ->
            List.of(
                records(ready.plan()),
                current(ready.plan()),
                surroundings(ready.plan()),
                alone(ready.plan())));
  }

  /**
   * There is no plan.
   *
   * @param why what is in the way
   * @return the same checks
   */
  static List<Finding> unknown(String why) {
    return List.of(
        Finding.unknown(Check.JOB_RECORDS, why),
        Finding.unknown(Check.BLOCK_CURRENT, why),
        Finding.unknown(Check.BLOCK_SURROUNDINGS, why),
        Finding.unknown(Check.BLOCK_ALONE, why));
  }

  private static List<Finding> stopped(Stopped stopped) {
    Problem first = stopped.problems().get(0);
    String found = text(first) + Phrases.andMore(stopped.problems().size() - 1);
    String why =
        stopped.reason() == Stopped.Reason.BROKEN_CRONTAB ? "see block" : "see block-current";
    Finding current =
        switch (stopped.reason()) {
          case DISABLED ->
              Finding.warning(
                  Check.BLOCK_CURRENT,
                  "the lavasched job is disabled: nothing rebuilds the block",
                  "set enabled to true in its record");
          case BROKEN_CRONTAB -> Finding.unknown(Check.BLOCK_CURRENT, why);
          case INVALID_RECORDS, INVALID_PARAMETERS, CRON_LIMIT ->
              Finding.failure(Check.BLOCK_CURRENT, found, first.hint().orElse(PLAN));
        };
    return List.of(
        Finding.unknown(Check.JOB_RECORDS, why),
        current,
        Finding.unknown(Check.BLOCK_SURROUNDINGS, why),
        Finding.unknown(Check.BLOCK_ALONE, why));
  }

  private static Finding records(RebuildPlan plan) {
    List<String> bad =
        plan.jobs().stream()
            .filter(job -> job.state() == JobPlan.State.QUARANTINED)
            .map(job -> Quoted.name(job.name()))
            .toList();
    long records = plan.jobs().stream().filter(job -> job.state() != JobPlan.State.GONE).count();
    return records(bad, records, "lavasched check tells what is wrong with each");
  }

  /**
   * Whether records are sound.
   *
   * @param bad the names of those that are not
   * @param records how many there are
   */
  static Finding records(List<String> bad, long records, String help) {
    return bad.isEmpty()
        ? Finding.ok(Check.JOB_RECORDS, Phrases.count(records, "record") + ", none of them bad")
        : Finding.warning(
            Check.JOB_RECORDS,
            "job records must be sound to be scheduled, found "
                + bad.size()
                + " of "
                + records
                + " bad: "
                + Phrases.some(bad),
            help);
  }

  private static Finding current(RebuildPlan plan) {
    if (!plan.refusals().isEmpty()) {
      Problem first = plan.refusals().get(0);
      return Finding.failure(
          Check.BLOCK_CURRENT,
          "run would refuse to write what the records say: " + text(first),
          first.hint().orElse(PLAN));
    }
    long scheduled = plan.jobs().stream().filter(job -> !job.lines().isEmpty()).count();
    String contents =
        Phrases.count(plan.entries(), "entry") + " for " + Phrases.count(scheduled, "job");
    if (!plan.hasChanges()) {
      return Finding.ok(Check.BLOCK_CURRENT, "as the records say: " + contents);
    }
    return Finding.warning(
        Check.BLOCK_CURRENT,
        "the block should be as the records say, found that a rebuild would change "
            + changes(plan)
            + edits(plan),
        "lavasched run writes it; is the job that rebuilds the block in the block?");
  }

  /** What was edited by hand since the last run, where that is known. */
  private static String edits(RebuildPlan plan) {
    return plan.problems().stream()
        .filter(problem -> problem.code() == ProblemCode.EDITED_BY_HAND)
        .map(problem -> ": " + problem.message())
        .collect(Collectors.joining());
  }

  private static String changes(RebuildPlan plan) {
    List<String> parts = new ArrayList<>();
    long changed = 0;
    for (JobPlan.Change change : JobPlan.Change.values()) {
      long count = plan.jobs().stream().filter(job -> job.change() == change).count();
      if (change != JobPlan.Change.UNCHANGED && count > 0) {
        parts.add(count + " " + change.label());
        changed += count;
      }
    }
    return changed == 0
        ? "no job, but other lines of it"
        : Phrases.count(changed, "job") + " (" + String.join(", ", parts) + ")";
  }

  /** All that the plan warns of in the crontab, except for lines of the block itself. */
  private static Finding surroundings(RebuildPlan plan) {
    List<Problem> found =
        plan.problems().stream()
            .filter(problem -> problem.severity() != Severity.INFO)
            .filter(problem -> problem.code() != ProblemCode.ENTRY_UNRECOGNISED)
            .filter(problem -> problem.code() != ProblemCode.EDITED_BY_HAND)
            .filter(problem -> problem.code() != ProblemCode.DISPATCHED_OUTSIDE)
            .filter(
                problem ->
                    problem
                        .location()
                        .subject()
                        .filter(subject -> subject.kind() == Subject.Kind.CRONTAB)
                        .isPresent())
            .toList();
    if (found.isEmpty()) {
      return Finding.ok(
          Check.BLOCK_SURROUNDINGS, "nothing above changes the block, nothing below inherits");
    }
    Problem first =
        found.stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .findFirst()
            .orElse(found.get(0));
    String detail = text(first) + Phrases.andMore(found.size() - 1);
    String help = first.hint().orElse(PLAN);
    return first.severity() == Severity.ERROR
        ? Finding.failure(Check.BLOCK_SURROUNDINGS, detail, help)
        : Finding.warning(Check.BLOCK_SURROUNDINGS, detail, help);
  }

  private static Finding alone(RebuildPlan plan) {
    List<Problem> found =
        plan.problems().stream()
            .filter(problem -> problem.code() == ProblemCode.DISPATCHED_OUTSIDE)
            .toList();
    return found.isEmpty()
        ? Finding.ok(Check.BLOCK_ALONE, "no line outside the block dispatches a job of it")
        : Finding.warning(
            Check.BLOCK_ALONE,
            text(found.get(0)) + Phrases.andMore(found.size() - 1),
            found.get(0).hint().orElse(PLAN));
  }

  private static String text(Problem problem) {
    String where = problem.location().text();
    return (where.isEmpty() ? "" : where + ": ") + problem.message();
  }
}
