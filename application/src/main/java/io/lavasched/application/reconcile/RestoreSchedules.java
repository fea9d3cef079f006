// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Brings the schedules of lavasched in a group back to what they were when a backup was made.
 *
 * <p>Laws: a restore keeps what it replaces, so that another restore undoes it; foreign schedules
 * are never touched, neither those of now nor those of then.
 */
public final class RestoreSchedules {

  private final ScheduleStore store;
  private final ScheduleArchive archive;
  private final Supplier<List<Problem>> inForce;

  /**
   * The restore of one group.
   *
   * @param store what is restored
   * @param archive from where
   * @param inForce refuses to have schedules in force: asked where some come into force
   */
  public RestoreSchedules(
      ScheduleStore store, ScheduleArchive archive, Supplier<List<Problem>> inForce) {
    this.store = store;
    this.archive = archive;
    this.inForce = inForce;
  }

  /**
   * Lists the backups.
   *
   * @return the newest first
   * @throws StoreException if they cannot be listed
   */
  public List<Backup> list() {
    return archive.list();
  }

  /**
   * Shows what a restore would do.
   *
   * @param backup one of the list
   * @param now a start that has come is no difference
   * @return what would be written
   * @throws StoreException if the group or the backup cannot be read
   */
  public SchedulesPlan plan(Backup backup, Instant now) {
    List<Stored> kept = archive.read(backup);
    Optional<List<Stored>> before = store.read();
    Set<JobId> jobs = new TreeSet<>();
    jobs.addAll(new GroupSchedules(kept, List.of()).jobs());
    jobs.addAll(new GroupSchedules(before.orElse(List.of()), List.of()).jobs());
    // What was edited on one side is known by the other one.
    GroupSchedules then = new GroupSchedules(kept, jobs);
    GroupSchedules today = new GroupSchedules(before.orElse(List.of()), jobs);
    List<String> unheld = new ArrayList<>();
    List<JobSchedulesPlan> plans = new ArrayList<>();
    for (JobId job : jobs) {
      plans.add(
          new JobSchedulesPlan(
              job.text(),
              Optional.empty(),
              then.of(job).isEmpty() ? JobPlan.State.GONE : JobPlan.State.SCHEDULED,
              changes(then.of(job), today.of(job), now, unheld)));
    }
    List<Problem> problems = new ArrayList<>();
    if (!unheld.isEmpty()) {
      problems.add(unheld(unheld));
    }
    today.foreignProblem().ifPresent(problems::add);
    SchedulesPlan plan =
        new SchedulesPlan(store.describe(), before, plans, today.foreign(), problems, List.of());
    return enables(plan) ? plan.refused(inForce.get()) : plan;
  }

  /** Whether a schedule is in force afterwards that is not now, or not in the same way. */
  private static boolean enables(SchedulesPlan plan) {
    return plan.writes().stream()
        .anyMatch(change -> change.after().filter(ScheduleSpec::enabled).isPresent());
  }

  private static List<ScheduleChange> changes(
      List<Stored> then, List<Stored> today, Instant now, List<String> unheld) {
    Map<ScheduleName, Stored> left = new TreeMap<>();
    today.forEach(each -> left.put(each.name(), each));
    List<ScheduleChange> changes = new ArrayList<>();
    for (Stored each : then) {
      Optional<Stored> stored = Optional.ofNullable(left.remove(each.name()));
      Optional<ScheduleSpec> spec = each.spec().filter(kept -> !isOver(kept, now));
      if (spec.isPresent()) {
        changes.add(ScheduleChange.to(stored, spec.get(), now));
      } else {
        // Nothing goes of which the backup says that it was there.
        stored.map(ScheduleChange::keep).ifPresent(changes::add);
      }
      if (each.spec().isPresent() && spec.isEmpty()) {
        unheld.add(each.name() + " (its end has come)");
      } else if (!each.beyond().isEmpty()) {
        unheld.add(each.name() + " (" + String.join(", ", each.beyond()) + ")");
      }
    }
    left.values().forEach(each -> changes.add(ScheduleChange.delete(each)));
    return changes;
  }

  /** The service refuses an end that is past. */
  private static boolean isOver(ScheduleSpec spec, Instant now) {
    return spec.end().filter(end -> !end.isAfter(now)).isPresent();
  }

  private static Problem unheld(List<String> unheld) {
    return Problem.of(
            ProblemCode.NOT_RESTORED,
            "what is over, or was set by somebody else, is not restored, found "
                + Phrases.some(unheld))
        .withHint("set it by hand if it is meant; the backup has it in words")
        .in(new Subject(Subject.Kind.SCHEDULE_GROUP, ""));
  }

  /**
   * Restores.
   *
   * @param backup one of the list
   * @param now a start that has come is no difference
   * @return how it ended: unchanged, guarded, or written
   * @throws StoreException if the group or the backup cannot be read, or the group cannot be kept;
   *     nothing was written then
   */
  public SchedulesOutcome run(Backup backup, Instant now) {
    return run(backup, now, total -> {});
  }

  /**
   * Restores.
   *
   * @param backup one of the list
   * @param now a start that has come is no difference
   * @param begins is told how many changes there are, before the first one
   * @return how it ended: unchanged, guarded, or written
   * @throws StoreException if the group or the backup cannot be read, or the group cannot be kept;
   *     nothing was written then
   */
  public SchedulesOutcome run(Backup backup, Instant now, IntConsumer begins) {
    SchedulesPlan plan = plan(backup, now);
    return plan.refusals().isEmpty()
        ? new GroupWriter(store, archive, now).write(plan, begins)
        : new SchedulesOutcome.Guarded(plan);
  }
}
