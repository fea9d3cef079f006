// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.entries.InstalledBlock;
import io.lavasched.application.guards.Guards;
import io.lavasched.application.guards.HandEdits;
import io.lavasched.application.guards.LayoutChange;
import io.lavasched.application.guards.OutsideCheck;
import io.lavasched.application.guards.Removals;
import io.lavasched.application.jobs.DisabledJobs;
import io.lavasched.application.jobs.EntryMaker;
import io.lavasched.application.jobs.JobReader;
import io.lavasched.application.jobs.ReadJob;
import io.lavasched.application.jobs.RunDelays;
import io.lavasched.application.lint.LavaschedJobCheck;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.surroundings.Surroundings;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabSize;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes plans of one rebuild: the records are read once, but a crontab that changes meanwhile can
 * be planned for again.
 */
public final class Planner {

  private static final Subject CRONTAB = new Subject(Subject.Kind.CRONTAB, "");

  private final JobsTable table;
  private final RebuildRequest request;
  private final CronInUse cron;
  private final EntryForm form;
  private final Limits limits;
  private final EntryMaker maker;
  private final JobReader reader;

  /** Those of the reader, in the order of the block. */
  private List<ReadJob> read = List.of();

  /** The same, except for those that one crontab has no room for. */
  private List<ReadJob> jobs = List.of();

  private final ParameterCheck parameters;
  private final RunDelays runDelays;
  private final DisabledJobs disabled;
  private final Removals removals;
  private final SizeQuarantine quarantine;

  /** The crontab as it was after the last install, where that is known. */
  private Supplier<Optional<CrontabText>> installedLast = Optional::empty;

  /** The same, once it was read: backups go when newer ones come. */
  private Optional<Optional<Crontab>> lastInstalled = Optional.empty();

  public Planner(JobsTable table, RebuildRequest request, CronInUse cron, boolean isInstalled) {
    this.table = table;
    this.request = request;
    this.cron = cron;
    this.limits = new Limits(cron.limits());
    this.form = EntryForm.of(cron.dialect(), request.variables());
    this.maker = new EntryMaker(request, cron.dialect(), form);
    this.reader = new JobReader(table, request.job(), maker);
    this.parameters = new ParameterCheck(request, cron, form, limits, isInstalled);
    this.runDelays = new RunDelays(table, request);
    this.disabled = new DisabledJobs(table, request.policy().skipDisabled(), this::noteOther);
    this.removals = new Removals(reader);
    this.quarantine = new SizeQuarantine(limits, request.policy().onInvalid());
  }

  /**
   * Tells edits by hand apart from changes of the records, from now on.
   *
   * @param installedLast asked for when a plan changes the crontab, which most do not
   */
  void compareWith(Supplier<Optional<CrontabText>> installedLast) {
    this.installedLast = installedLast;
  }

  /** Reads the records; what stops the rebuild whatever the crontab is. */
  public Optional<Stopped> read() {
    List<Problem> wrong = parameters.errors();
    if (!wrong.isEmpty()) {
      return Optional.of(new Stopped(Stopped.Reason.INVALID_PARAMETERS, wrong));
    }
    reader.read();
    takeJobs();
    return stoppedByBad();
  }

  private void takeJobs() {
    read = checked(reader.jobs());
    jobs = read;
  }

  private Optional<Stopped> stoppedByBad() {
    if (request.policy().onInvalid() != OnInvalid.FAIL || jobs.stream().noneMatch(ReadJob::isBad)) {
      return Optional.empty();
    }
    return Optional.of(
        new Stopped(
            Stopped.Reason.INVALID_RECORDS,
            jobs.stream().flatMap(job -> job.problems().stream()).toList()));
  }

  /** Whether installed entries are needed, because a record is bad and its entries are to stay. */
  boolean keepsSome() {
    return request.policy().onInvalid() == OnInvalid.KEEP && jobs.stream().anyMatch(ReadJob::isBad);
  }

  /**
   * The plan for a crontab. Jobs whose entries would all go are read again before that is believed.
   */
  public PlanOutcome plan(Optional<CrontabText> before) {
    return Crontab.parse(before.orElse(CrontabText.EMPTY))
        .fold(
            ok -> plan(before, ok.get(), ok.problems()),
            bad -> new Stopped(Stopped.Reason.BROKEN_CRONTAB, bad.problems()));
  }

  private PlanOutcome plan(
      Optional<CrontabText> before, Crontab parsed, List<Problem> crontabProblems) {
    InstalledBlock installed = installed(parsed);
    jobs = read;
    Draft draft = confirmedDraft(installed);
    CrontabText after = parsed.withBlock(draft.block);
    CrontabSize size = CrontabSize.of(after);
    while (quarantine.isNeeded(size)) {
      Optional<List<ReadJob>> smaller = quarantine.ofLargest(jobs, draft.builder.plans(), size);
      if (smaller.isEmpty()) {
        break;
      }
      jobs = smaller.get();
      draft = draft(installed);
      after = parsed.withBlock(draft.block);
      size = CrontabSize.of(after);
    }
    Optional<Stopped> stopped = stoppedByBad();
    if (stopped.isPresent()) {
      return stopped.get();
    }
    Optional<Problem> ofSize = limits.check(size::problem);
    if (quarantine.isNeeded(size)) {
      return new Stopped(
          Stopped.Reason.CRON_LIMIT,
          List.of(SizeQuarantine.namingLargest(ofSize.get(), draft.builder.plans())));
    }
    List<Problem> problems = problems(draft, installed, crontabProblems);
    ofSize.ifPresent(problems::add);
    cron.mismatch().ifPresent(problems::add);
    Block block = draft.block;
    // Where every line stays, so does the layout, no edit is lost, and nothing goes.
    boolean changes = !before.equals(Optional.of(after));
    if (changes) {
      LayoutChange.problem(request, installed, jobs, block)
          .map(request::ofJob)
          .ifPresent(problems::add);
    }
    problems.addAll(Surroundings.problems(parsed, block, cron.dialect(), request.variables()));
    problems.addAll(OutsideCheck.problems(parsed, cron.dialect(), request, () -> workers(block)));
    Optional<Crontab> last = changes ? lastInstalled() : Optional.empty();
    HandEdits.problem(last, parsed, after).ifPresent(problems::add);
    List<JobPlan> plans = withEdits(draft.builder.plans(), last, installed);
    noteUnknownLines(installed);
    List<Problem> refusals = changes ? guards(installed, block, plans).refusals() : List.of();
    return new PlanOutcome.Ready(
        new RebuildPlan(before, after, block, plans, cron.dialect(), problems, refusals));
  }

  private Guards guards(InstalledBlock installed, Block block, List<JobPlan> plans) {
    Set<JobId> staying = new LinkedHashSet<>();
    block.lines().forEach(line -> staying.addAll(line.jobs()));
    List<Guards.OfJob> jobs = new ArrayList<>();
    for (JobPlan plan : plans) {
      jobs.add(new Guards.OfJob(plan.name(), plan.before().size(), plan.after().size()));
    }
    List<String> unknown = new ArrayList<>();
    installed.unknownLines().forEach(line -> unknown.addAll(line.jobs()));
    return new Guards(
        new Guards.Asked(request.job().id(), request.runners(), request.policy().allowed()),
        new Guards.Going(Guards.Things.ENTRIES, installed.entries(), jobs, unknown, staying),
        reader);
  }

  private Optional<Crontab> lastInstalled() {
    if (lastInstalled.isEmpty()) {
      lastInstalled = Optional.of(installedLast.get().flatMap(text -> Crontab.parse(text).value()));
    }
    return lastInstalled.get();
  }

  private List<JobPlan> withEdits(
      List<JobPlan> plans, Optional<Crontab> last, InstalledBlock installed) {
    if (last.isEmpty()) {
      return plans;
    }
    Set<String> edited =
        HandEdits.jobs(installed(last.get()), installed).stream()
            .map(JobId::text)
            .collect(Collectors.toSet());
    return plans.stream().map(plan -> plan.edited(edited.contains(plan.name()))).toList();
  }

  /** Jobs whose entries would all go are read again, until none is left to be. */
  private Draft confirmedDraft(InstalledBlock installed) {
    Draft draft = draft(installed);
    for (Set<JobId> again = removals.readAgain(draft.builder.plans(), installed);
        !again.isEmpty();
        again = removals.readAgain(draft.builder.plans(), installed)) {
      takeJobs();
      draft = draft(installed);
      removals.noteLag(again, draft.block);
    }
    return draft;
  }

  /** The jobs of a block, with their workers; those of entries that were kept are not known. */
  private Map<String, Set<String>> workers(Block block) {
    Map<String, Set<String>> workers = new HashMap<>();
    for (BlockLine line : block.lines()) {
      line.jobs().forEach(job -> workers.put(job.text(), new HashSet<>()));
    }
    for (ReadJob job : jobs) {
      for (EntryText text : job.entries()) {
        CrontabEntry entry = text.entry();
        Optional.ofNullable(workers.get(entry.job().text()))
            .ifPresent(own -> own.add(entry.worker().text()));
      }
    }
    return workers;
  }

  /** A line that is not recognised may be one that rebuilds the crontab all the same. */
  private void noteUnknownLines(InstalledBlock installed) {
    Set<JobId> jobs = new LinkedHashSet<>();
    installed.unknownLines().stream()
        .flatMap(line -> line.jobs().stream())
        .flatMap(job -> JobId.parse(job).value().stream())
        .forEach(jobs::add);
    if (!jobs.isEmpty()) {
      table.forEachAmong(jobs, source -> reader.noteRebuilding(new WholeRecord(source)));
    }
  }

  /** What coming windows will change in the block of the last plan. */
  ComingWindows changesUntil(Instant until) {
    return new ComingWindows(request, maker, jobs, disabled.among(jobs), until);
  }

  /** The plan for the block alone, with what can be known of the installed one. */
  public PlanOutcome planBlock(Optional<CrontabText> before, List<Problem> notes) {
    Parsed<Crontab> parsed = Crontab.parse(before.orElse(CrontabText.EMPTY));
    Crontab usable =
        parsed.value().orElseGet(() -> Crontab.parse(CrontabText.EMPTY).value().orElseThrow());
    InstalledBlock installed = installed(usable);
    Draft draft = draft(installed);
    List<Problem> found = new ArrayList<>(notes);
    found.addAll(parsed.problems());
    List<Problem> problems = problems(draft, installed, found);
    return new PlanOutcome.Ready(
        new RebuildPlan(
            before,
            usable.withBlock(draft.block),
            draft.block,
            draft.builder.plans(),
            cron.dialect(),
            problems,
            List.of()));
  }

  private List<Problem> problems(Draft draft, InstalledBlock installed, List<Problem> ofCrontab) {
    List<Problem> problems = new ArrayList<>(draft.builder.problems());
    problems.addAll(parameters.warnings());
    problems.addAll(runDelays.lost(jobs, disabled.known()));
    problems.addAll(removals.lagging());
    problems.addAll(table.notes());
    problems.addAll(withoutJobs());
    problems.addAll(ofCrontab);
    if (!installed.unknownLines().isEmpty()) {
      problems.add(unknownLines(installed.unknownLines()));
    }
    return problems;
  }

  /** The dispatchers of which the source has no record. */
  private List<Problem> withoutJobs() {
    List<String> named = table.dispatchers();
    return reader.withoutJobs().stream()
        .map(dispatcher -> request.ofJob(LavaschedJobCheck.withoutJobs(dispatcher, named)))
        .toList();
  }

  private void noteOther(WholeRecord record) {
    reader.noteRebuilding(record);
    runDelays.note(record);
  }

  /** A block, and how it came about. */
  private record Draft(BlockBuilder builder, Block block) {}

  private Draft draft(InstalledBlock installed) {
    BlockBuilder builder =
        new BlockBuilder(
            request, installed, form, disabled.among(jobs), this::fits, limits::takeCommand);
    return new Draft(builder, builder.build(jobs));
  }

  private InstalledBlock installed(Crontab crontab) {
    Map<String, EntryText> written = new HashMap<>();
    for (ReadJob job : read) {
      job.entries().forEach(entry -> written.put(entry.line(), entry));
    }
    return new InstalledBlock(
        crontab, request.node().program(), request.job().parameters().args(), form, written);
  }

  private boolean fits(CrontabEntry entry) {
    return limits
        .check(most -> form.problem(entry, most))
        .filter(p -> p.severity() == Severity.ERROR)
        .isEmpty();
  }

  /** The jobs, each with what the cron at hand has against its commands. */
  private List<ReadJob> checked(List<ReadJob> read) {
    List<ReadJob> checked = new ArrayList<>(read.size());
    for (ReadJob job : read) {
      checked.add(tooLong(job.entries()).map(job::with).orElse(job));
    }
    return checked;
  }

  /** One command that is too long makes Debian's crontab refuse the commands of all jobs. */
  private Optional<Problem> tooLong(List<EntryText> entries) {
    return entries.isEmpty() || surelyFits(entries.get(0))
        ? Optional.empty()
        : limits.check(most -> form.problem(entries.get(0).entry(), most));
  }

  /** A char is three bytes at most, and nearly every line is this short. */
  static boolean surelyFits(EntryText entry) {
    return 3 * entry.line().length() <= CronLimits.SMALLEST.commandBytes();
  }

  private static Problem unknownLines(List<InstalledBlock.UnknownLine> lines) {
    return Problem.of(
            ProblemCode.ENTRY_UNRECOGNISED,
            "lines between the markers must be entries of lava-dispatcher, found "
                + lines.size()
                + (lines.size() == 1 ? " other: " : " others, first: ")
                + Quoted.of(Block.gist(lines.get(0).line())))
        .withHint(
            "they are taken out, because the block is made anew; lines of your own are safe above"
                + " and below it")
        .in(CRONTAB);
  }
}
