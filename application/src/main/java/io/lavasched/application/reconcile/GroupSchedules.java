// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.DispatchInput;
import io.lavasched.application.schedules.JobSchedules;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The schedules of a group, by job.
 *
 * <p>A schedule is lavasched's if its name is that of a job: of one that a record has, or of the
 * one that its own input or description tells. Any other one is foreign, also one whose name only
 * ends like that of a job.
 */
final class GroupSchedules {

  private final Map<JobId, List<Stored>> byJob = new TreeMap<>();
  private final List<Stored> foreign = new ArrayList<>();
  private final int size;

  /**
   * Sorts them.
   *
   * @param stored all of the group
   * @param known the jobs of which there are records
   */
  GroupSchedules(List<Stored> stored, Collection<JobId> known) {
    Map<String, JobId> byHash = new HashMap<>();
    known.forEach(job -> byHash.put(ScheduleName.hashOf(job), job));
    for (Stored each : stored) {
      Optional<JobId> job = ofName(each, byHash).or(() -> ofItself(each));
      if (job.isPresent()) {
        byJob.computeIfAbsent(job.get(), id -> new ArrayList<>()).add(each);
      } else {
        foreign.add(each);
      }
    }
    size = stored.size() - foreign.size();
  }

  private static Optional<JobId> ofName(Stored stored, Map<String, JobId> byHash) {
    return stored.name().jobHash().map(byHash::get).filter(stored.name()::isOf);
  }

  /** One of the two may have been edited. */
  private static Optional<JobId> ofItself(Stored stored) {
    Optional<ScheduleSpec> spec = stored.spec();
    return spec.flatMap(each -> DispatchInput.job(each.target().input()))
        .filter(stored.name()::isOf)
        .or(
            () ->
                spec.flatMap(each -> JobSchedules.job(each.description()))
                    .filter(stored.name()::isOf));
  }

  /** The jobs that have schedules here. */
  Collection<JobId> jobs() {
    return byJob.keySet();
  }

  /** Those of a job. */
  List<Stored> of(JobId job) {
    return byJob.getOrDefault(job, List.of());
  }

  /** Those that are not lavasched's. */
  List<Stored> foreign() {
    return foreign;
  }

  /** That there are some. */
  Optional<Problem> foreignProblem() {
    if (foreign.isEmpty()) {
      return Optional.empty();
    }
    boolean isLikeOurs = foreign.stream().anyMatch(each -> each.name().jobHash().isPresent());
    return Optional.of(
        Problem.of(
                ProblemCode.SCHEDULE_FOREIGN,
                "group should have schedules of lavasched alone, found "
                    + foreign.size()
                    + (foreign.size() == 1 ? " other: " : " others: ")
                    + Phrases.some(foreign.stream().map(each -> each.name().text()).toList()))
            .withHint(
                isLikeOurs
                    ? "nothing is done with them, and what is enabled is in force; one with a name"
                        + " of lavasched's kind was probably edited by hand: see what it does, and"
                        + " delete it with aws scheduler delete-schedule"
                    : "nothing is done with them, and what is enabled is in force; give what is not"
                        + " of lavasched another group")
            .in(new Subject(Subject.Kind.SCHEDULE_GROUP, "")));
  }

  /** How many are lavasched's. */
  int size() {
    return size;
  }
}
