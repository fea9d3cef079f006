package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.domain.port.StoreException;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The main job: reads the records of the dispatchers, makes the block, and puts it into the
 * crontab.
 *
 * <p>Laws: running it twice in a row changes nothing the second time; the order of the records does
 * not matter; a bad record changes no line of another job; a {@link StoreException} means that
 * nothing was written.
 */
public final class RebuildCrontab {

  private static final Subject CRONTAB = new Subject(Subject.Kind.CRONTAB, "");

  private final JobsTable jobs;
  private final CrontabStore crontab;

  /**
   * A rebuild of one crontab from one table.
   *
   * @param jobs where the records are
   * @param crontab where the block goes
   */
  public RebuildCrontab(JobsTable jobs, CrontabStore crontab) {
    this.jobs = jobs;
    this.crontab = crontab;
  }

  /**
   * Rebuilds the block and installs the crontab.
   *
   * @param request what to rebuild
   * @return how it ended
   * @throws StoreException if the table or the crontab cannot be read; nothing was written then
   */
  public RebuildOutcome run(RebuildRequest request) {
    return plan(request)
        .fold(stopped -> stopped, ready -> new CrontabInstall(crontab, ready.plan()).run());
  }

  /**
   * Does the same up to the install.
   *
   * @param request what to rebuild
   * @return {@link Stopped}, or the plan
   * @throws StoreException if the table or the crontab cannot be read
   */
  public PlanOutcome plan(RebuildRequest request) {
    if (!request.job().enabled()) {
      return new Stopped(Stopped.Reason.DISABLED, List.of(disabled(request)));
    }
    List<ReadJob> read = read(request);
    Optional<PlanOutcome> invalid = refuseInvalid(request, read);
    if (invalid.isPresent()) {
      return invalid.get();
    }
    Optional<CrontabText> before = crontab.read();
    return Crontab.parse(before.orElse(CrontabText.EMPTY))
        .fold(
            ok -> new PlanOutcome.Ready(plan(request, read, before, ok.get(), ok.problems())),
            bad -> new Stopped(Stopped.Reason.BROKEN_CRONTAB, bad.problems()));
  }

  /**
   * Makes the block alone. The crontab is only read when a bad record's entries are to be kept, and
   * then a failure to read it is a warning, for nothing is written.
   *
   * @param request what to rebuild; a disabled lavasched job is rendered all the same
   * @return {@link Stopped}, or the plan
   * @throws StoreException if the table cannot be read
   */
  public PlanOutcome render(RebuildRequest request) {
    List<ReadJob> read = read(request);
    Optional<PlanOutcome> invalid = refuseInvalid(request, read);
    if (invalid.isPresent()) {
      return invalid.get();
    }
    List<Problem> notes = new ArrayList<>();
    Optional<CrontabText> before =
        keepsSome(request, read) ? readIfPossible(notes) : Optional.empty();
    Parsed<Crontab> parsed = Crontab.parse(before.orElse(CrontabText.EMPTY));
    notes.addAll(parsed.problems());
    Crontab usable =
        parsed.value().orElseGet(() -> Crontab.parse(CrontabText.EMPTY).value().orElseThrow());
    return new PlanOutcome.Ready(plan(request, read, before, usable, notes));
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
              .in(CRONTAB));
      return Optional.empty();
    }
  }

  private List<ReadJob> read(RebuildRequest request) {
    return JobReader.read(jobs, request);
  }

  /** Whether installed entries are needed, because a record is bad and its entries are to stay. */
  private static boolean keepsSome(RebuildRequest request, List<ReadJob> read) {
    return request.onInvalid() == OnInvalid.KEEP && read.stream().anyMatch(ReadJob::isBad);
  }

  private static Optional<PlanOutcome> refuseInvalid(RebuildRequest request, List<ReadJob> read) {
    if (request.onInvalid() != OnInvalid.FAIL || read.stream().noneMatch(ReadJob::isBad)) {
      return Optional.empty();
    }
    return Optional.of(
        new Stopped(
            Stopped.Reason.INVALID_RECORDS,
            read.stream().flatMap(job -> job.problems().stream()).toList()));
  }

  private RebuildPlan plan(
      RebuildRequest request,
      List<ReadJob> read,
      Optional<CrontabText> before,
      Crontab parsed,
      List<Problem> crontabProblems) {
    InstalledBlock installed = new InstalledBlock(parsed, request.program());
    BlockBuilder builder = new BlockBuilder(request, installed, disabledJobs(request, read));
    Block block = builder.build(read);
    List<Problem> problems = new ArrayList<>(builder.problems());
    problems.addAll(crontabProblems);
    if (keepsSome(request, read) && !installed.unrecognised().isEmpty()) {
      problems.add(unrecognised(installed.unrecognised()));
    }
    parsed.firstEntryBelow().map(RebuildCrontab::inherited).ifPresent(problems::add);
    return new RebuildPlan(before, parsed.withBlock(block), block, builder.plans(), problems);
  }

  private Set<JobId> disabledJobs(RebuildRequest request, List<ReadJob> read) {
    if (!request.skipDisabled()) {
      return Set.of();
    }
    List<JobId> scheduled =
        read.stream()
            .flatMap(job -> job.record().stream())
            .filter(record -> record.schedule().isScheduled())
            .map(record -> record.id())
            .toList();
    return jobs.disabledAmong(scheduled);
  }

  private static Problem disabled(RebuildRequest request) {
    Problem problem =
        Problem.of(
                ProblemCode.LAVASCHED_DISABLED,
                "enabled must be true for the crontab to be rebuilt, found false")
            .withHint("nothing was done; set enabled to true in the job record")
            .under("enabled");
    return request.job().id().map(id -> problem.in(Subject.job(id.text()))).orElse(problem);
  }

  private static Problem unrecognised(List<String> lines) {
    return Problem.of(
            ProblemCode.ENTRY_UNRECOGNISED,
            "lines of the block must be entries of lava-dispatcher to be kept, found "
                + lines.size()
                + (lines.size() == 1 ? " other: " : " others, first: ")
                + Quoted.of(Block.gist(lines.get(0))))
        .withHint("they are not kept, because nobody can tell whose they are")
        .in(CRONTAB);
  }

  private static Problem inherited(String line) {
    return Problem.of(
            ProblemCode.INHERITED_ENVIRONMENT,
            "lines below the block should not depend on its variables, found " + line)
        .withHint("cron cannot unset a variable: move the lines above the block, or set their own")
        .in(CRONTAB);
  }
}
