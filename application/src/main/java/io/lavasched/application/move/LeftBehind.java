// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.reconcile.JobSchedulesPlan;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The jobs that are dispatched now, are to be by their records, and would not be after a move. */
final class LeftBehind {

  private LeftBehind() {}

  /** Of a move forth, whose block can be planned: what the records take out of it is meant. */
  static Optional<Problem> forth(RebuildPlan block, SchedulesPlan schedules) {
    Set<String> jobs = new TreeSet<>();
    for (JobPlan job : block.jobs()) {
      if (!job.before().isEmpty() && !job.after().isEmpty()) {
        jobs.add(job.name());
      }
    }
    return forth(jobs, schedules);
  }

  /** Of a move forth. */
  static Optional<Problem> forth(Set<String> dispatched, SchedulesPlan schedules) {
    Set<String> jobs = new TreeSet<>(dispatched);
    for (JobSchedulesPlan job : schedules.jobs()) {
      if (job.schedules().stream().anyMatch(change -> change.after().isPresent())) {
        jobs.remove(job.name());
      }
    }
    return problem(jobs, "a schedule in the group", new Subject(Subject.Kind.SCHEDULE_GROUP, ""));
  }

  /** Of a move back. */
  static Optional<Problem> back(SchedulesPlan schedules, RebuildPlan block, Instant now) {
    Set<String> entries = new HashSet<>();
    block.jobs().stream()
        .filter(job -> !job.after().isEmpty())
        .forEach(job -> entries.add(job.name()));
    Set<String> jobs = new TreeSet<>();
    for (JobSchedulesPlan job : schedules.jobs()) {
      boolean isWanted =
          job.state() == JobPlan.State.SCHEDULED || job.state() == JobPlan.State.QUARANTINED;
      if (isWanted && !GroupNow.live(job, now).isEmpty() && !entries.contains(job.name())) {
        jobs.add(job.name());
      }
    }
    return problem(jobs, "an entry in the crontab", new Subject(Subject.Kind.CRONTAB, ""));
  }

  private static Optional<Problem> problem(Set<String> jobs, String thing, Subject where) {
    List<String> names = jobs.stream().map(Quoted::escape).toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.GUARD_LEFT_BEHIND,
                    "each job that is dispatched must get "
                        + thing
                        + ", found "
                        + names.size()
                        + " that "
                        + (names.size() == 1 ? "does" : "do")
                        + " not: "
                        + Phrases.some(names))
                .withHint(
                    "see lavasched check --target eventbridge, and correct the records; if nothing"
                        + " need dispatch them after the move, allow it with --allow-left-behind")
                .in(where));
  }
}
