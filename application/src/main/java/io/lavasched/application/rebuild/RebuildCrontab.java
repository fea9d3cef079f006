// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.guards.HandEdits;
import io.lavasched.application.install.CrontabInstall;
import io.lavasched.application.install.InstallResult;
import io.lavasched.application.plan.ComingPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.LastRun;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The main job: reads the records of the dispatchers, makes the block, and puts it into the
 * crontab.
 *
 * <p>Laws: running it twice in a row changes nothing the second time; the order of the records does
 * not matter; a bad record changes no line of another job; whatever is overwritten was kept before;
 * a {@link StoreException} means that nothing was written.
 *
 * <p>Two rebuilds of one account must not run at once: that is the caller's to see to.
 */
public final class RebuildCrontab {

  private final JobsTable jobs;
  private final CrontabStore crontab;
  private final CrontabArchive archive;
  private final RunMemory memory;

  /**
   * A rebuild of one crontab from one table.
   *
   * @param jobs where the records are
   * @param crontab where the block goes
   * @param archive where the old crontab is kept
   * @param memory of the runs on this crontab
   */
  public RebuildCrontab(
      JobsTable jobs, CrontabStore crontab, CrontabArchive archive, RunMemory memory) {
    this.jobs = jobs;
    this.crontab = crontab;
    this.archive = archive;
    this.memory = memory;
  }

  /**
   * Rebuilds the block and installs the crontab. One that somebody else changes meanwhile is read
   * again.
   *
   * @param request what to rebuild
   * @param isHeard whether a problem is reported; one that is not is new to the next run
   * @return how it ended
   * @throws StoreException if the table or the crontab cannot be read, or the old crontab cannot be
   *     kept; nothing was written then
   */
  public RebuildOutcome run(RebuildRequest request, Predicate<Problem> isHeard) {
    if (request.job().enabled() == Enabled.NO) {
      return disabled(request);
    }
    LastRun last = memory.read();
    Planner planner = planner(request);
    planner.compareWith(() -> installed(last));
    Optional<Stopped> stopped = planner.read();
    if (stopped.isPresent()) {
      return stopped.get();
    }
    RebuildOutcome outcome =
        CrontabInstall.untilLeftAlone(
            crontab,
            () -> planner.plan(crontab.read()).fold(Optional::of, ready -> write(ready.plan())));
    return outcome.fold(
        end -> end,
        unchanged -> new RebuildOutcome.Unchanged(remembered(unchanged.plan(), last, isHeard)),
        guarded -> new RebuildOutcome.Guarded(remembered(guarded.plan(), last, isHeard)),
        written ->
            new RebuildOutcome.Written(
                remembered(written.plan(), last, isHeard), written.result()));
  }

  /** What was installed last, where that is known for sure and can be read. */
  private Optional<CrontabText> installed(LastRun last) {
    if (last.installed().isEmpty()) {
      return Optional.empty();
    }
    try {
      return archive.list().stream()
          .filter(backup -> backup.name().equals(last.installed().get()))
          .findFirst()
          .flatMap(archive::read);
    } catch (StoreException e) {
      // Without it a line that was edited is told as one that changes.
      return Optional.empty();
    }
  }

  private RebuildPlan remembered(RebuildPlan plan, LastRun last, Predicate<Problem> isHeard) {
    LastRun now = memory.read();
    Set<String> told = ToldBefore.marks(plan.problems(), isHeard);
    if (!told.equals(now.told())) {
      memory.write(now.withTold(told));
    }
    return plan.toldBefore(ToldBefore.of(plan.problems(), last));
  }

  /** Empty when the crontab was changed by someone else between the plan and the install. */
  private Optional<RebuildOutcome> write(RebuildPlan plan) {
    if (!plan.hasChanges()) {
      return Optional.of(new RebuildOutcome.Unchanged(plan));
    }
    if (!plan.refusals().isEmpty()) {
      return Optional.of(new RebuildOutcome.Guarded(plan));
    }
    return new CrontabInstall(crontab, archive, memory)
        .replace(plan.before(), Optional.of(plan.after()))
        .map(
            result ->
                new RebuildOutcome.Written(
                    result instanceof InstallResult.Installed installed
                        ? plan.with(
                            HandEdits.kept(
                                plan.problems(),
                                archive.describe() + "/" + installed.backup().name()))
                        : plan,
                    result));
  }

  /**
   * Does the same up to the install.
   *
   * @param request what to rebuild
   * @return {@link Stopped}, or the plan
   * @throws StoreException if the table or the crontab cannot be read
   */
  public PlanOutcome plan(RebuildRequest request) {
    return plan(request, Optional.empty()).outcome();
  }

  /**
   * Does the same up to the install, and tells what the windows of schedules will change later.
   *
   * @param request what to rebuild
   * @param until the last instant to look at
   * @return the plan of now, and what comes after it
   * @throws StoreException if the table or the crontab cannot be read
   */
  public ComingPlan planUntil(RebuildRequest request, Instant until) {
    return plan(request, Optional.of(until));
  }

  private ComingPlan plan(RebuildRequest request, Optional<Instant> until) {
    if (request.job().enabled() == Enabled.NO) {
      return ComingPlan.without(disabled(request));
    }
    Planner planner = planner(request);
    planner.compareWith(() -> installed(memory.read()));
    Optional<Stopped> stopped = planner.read();
    if (stopped.isPresent()) {
      return ComingPlan.without(stopped.get());
    }
    PlanOutcome outcome = planner.plan(crontab.read());
    Optional<ComingWindows> coming =
        outcome.fold(none -> Optional.empty(), ready -> until.map(planner::changesUntil));
    return coming
        .map(windows -> windows.after(outcome))
        .orElseGet(() -> ComingPlan.without(outcome));
  }

  private Planner planner(RebuildRequest request) {
    return new Planner(jobs, request, CronInUse.of(request, crontab), true);
  }

  /**
   * Makes the block alone, for a cron whose limits are not asked for. The crontab is only read when
   * a bad record's entries are to be kept, and then a failure to read it is a warning, for nothing
   * is written.
   *
   * @param request what to rebuild; a disabled lavasched job is rendered all the same
   * @return {@link Stopped}, or the plan
   * @throws StoreException if the table cannot be read
   */
  public PlanOutcome render(RebuildRequest request) {
    Planner planner = new Planner(jobs, request, CronInUse.ofBlockAlone(request, crontab), false);
    Optional<Stopped> stopped = planner.read();
    if (stopped.isPresent()) {
      return stopped.get();
    }
    List<Problem> notes = new ArrayList<>();
    Optional<CrontabText> before = planner.keepsSome() ? readIfPossible(notes) : Optional.empty();
    return planner.planBlock(before, notes);
  }

  private Optional<CrontabText> readIfPossible(List<Problem> notes) {
    try {
      return crontab.read();
    } catch (StoreException e) {
      notes.add(
          Problem.of(
                  ProblemCode.NOT_READ,
                  "installed entries of bad records must be read to be kept, found: "
                      + Quoted.escape(e.getMessage()))
              .in(new Subject(Subject.Kind.CRONTAB, "")));
      return Optional.empty();
    }
  }

  private static Stopped disabled(RebuildRequest request) {
    Problem problem =
        Problem.of(
                ProblemCode.LAVASCHED_DISABLED,
                "enabled must be true for the crontab to be rebuilt, found false")
            .withHint("nothing was done; set enabled to true in the job record")
            .under("enabled");
    return new Stopped(Stopped.Reason.DISABLED, List.of(request.ofJob(problem)));
  }
}
