package io.lavasched.application.rebuild;

import io.lavasched.application.lint.CronTzCheck;
import io.lavasched.application.lint.RunDelayCheck;
import io.lavasched.application.lint.ServiceCheck;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.surroundings.Surroundings;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabSize;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.Enabled;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.MaxRunDelay;
import io.lavasched.domain.lavasched.ParameterAdvice;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final boolean isInstalled;
  private final EntryForm form;
  private final Limits limits;
  private final EntryMaker maker;
  private final JobReader reader;

  private static final int MOST_NAMED = 3;

  /** Those of the reader, in the order of the block. */
  private List<ReadJob> read = List.of();

  /** The same, except for those that one crontab has no room for. */
  private List<ReadJob> jobs = List.of();

  /** Removed jobs that were read again already. */
  private final Set<JobId> confirmed = new HashSet<>();

  private final Set<JobId> askedForDisabled = new HashSet<>();
  private final Set<JobId> disabled = new HashSet<>();
  private final List<Problem> lagging = new ArrayList<>();

  private final DispatchDelay delays;
  private final Map<JobId, MaxRunDelay> runDelays = new HashMap<>();
  private final Set<JobId> askedForRunDelay = new HashSet<>();
  private Optional<Problem> notAsked = Optional.empty();

  /** As it was after the last install, where that is known. */
  private Optional<Crontab> lastInstalled = Optional.empty();

  public Planner(JobsTable table, RebuildRequest request, CronInUse cron, boolean isInstalled) {
    this.table = table;
    this.request = request;
    this.cron = cron;
    this.isInstalled = isInstalled;
    this.limits = new Limits(cron.limits());
    this.form = EntryForm.of(cron.dialect(), request.variables());
    this.maker = new EntryMaker(request, cron.dialect(), form);
    this.reader = new JobReader(table, request, maker);
    this.delays = DispatchDelay.of(request.policy().layout(), request.job().parameters().args());
  }

  /** Tells edits by hand apart from changes of the records, from now on. */
  void compareWith(Optional<CrontabText> installedLast) {
    lastInstalled = installedLast.flatMap(text -> Crontab.parse(text).value());
  }

  /** Reads the records; what stops the rebuild whatever the crontab is. */
  public Optional<Stopped> read() {
    List<Problem> wrong = new ArrayList<>(variableProblems(Severity.ERROR));
    if (form.isStrict()) {
      EntryForm.problem(request.node().program()).ifPresent(wrong::add);
    }
    ofCronTz(Severity.ERROR).ifPresent(wrong::add);
    request
        .policy()
        .layout()
        .problem(request.job().parameters().args())
        .map(this::ofJob)
        .ifPresent(wrong::add);
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
    while (isTooLarge(size) && quarantinesLargest(draft, size)) {
      draft = draft(installed);
      after = parsed.withBlock(draft.block);
      size = CrontabSize.of(after);
    }
    Optional<Stopped> stopped = stoppedByBad();
    if (stopped.isPresent()) {
      return stopped.get();
    }
    Optional<Problem> ofSize = limits.check(size::problem);
    if (isTooLarge(size)) {
      return new Stopped(Stopped.Reason.CRON_LIMIT, List.of(namingLargest(ofSize.get(), draft)));
    }
    List<Problem> problems = problems(draft, installed, crontabProblems);
    ofSize.ifPresent(problems::add);
    cron.mismatch().ifPresent(problems::add);
    LayoutChange.problem(request, installed, jobs, draft.block)
        .map(this::ofJob)
        .ifPresent(problems::add);
    problems.addAll(
        Surroundings.problems(parsed, draft.block, cron.dialect(), request.variables()));
    problems.addAll(OutsideCheck.problems(parsed, cron.dialect(), request, workers(draft.block)));
    HandEdits.problem(lastInstalled, parsed, after).ifPresent(problems::add);
    List<JobPlan> plans = withEdits(draft.builder.plans(), installed);
    noteStrangers(installed);
    return new PlanOutcome.Ready(
        new RebuildPlan(
            before,
            after,
            draft.block,
            plans,
            cron.dialect(),
            problems,
            new Guards(request, installed, draft.block, plans, reader).refusals()));
  }

  private List<JobPlan> withEdits(List<JobPlan> plans, InstalledBlock installed) {
    if (lastInstalled.isEmpty()) {
      return plans;
    }
    Set<String> edited =
        HandEdits.jobs(installed(lastInstalled.get()), installed).stream()
            .map(JobId::text)
            .collect(Collectors.toSet());
    return plans.stream().map(plan -> plan.edited(edited.contains(plan.name()))).toList();
  }

  /** Jobs whose entries would all go are read again, until none is left to be. */
  private Draft confirmedDraft(InstalledBlock installed) {
    Draft draft = draft(installed);
    for (Set<JobId> removed = unconfirmed(draft, installed);
        !removed.isEmpty();
        removed = unconfirmed(draft, installed)) {
      reader.readAgain(removed);
      takeJobs();
      confirmed.addAll(removed);
      draft = draft(installed);
      noteLag(removed, draft);
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
  private void noteStrangers(InstalledBlock installed) {
    Set<JobId> jobs = new LinkedHashSet<>();
    installed.unrecognised().stream()
        .flatMap(stranger -> stranger.jobs().stream())
        .flatMap(job -> JobId.parse(job).value().stream())
        .forEach(jobs::add);
    if (!jobs.isEmpty()) {
      table.forEachAmong(jobs, reader::noteRebuilding);
    }
  }

  private boolean isTooLarge(CrontabSize size) {
    return limits.check(size::problem).filter(p -> p.severity() == Severity.ERROR).isPresent();
  }

  /**
   * Makes bad ones of the sound jobs that would get the most new entries, so that they do not stop
   * the others; false if that would not mend the size.
   */
  private boolean quarantinesLargest(Draft draft, CrontabSize size) {
    int surplus = limits.mostOf(size::surplus);
    List<JobPlan> plans = draft.builder.plans();
    List<Integer> growing = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (!jobs.get(i).isBad() && growth(plans.get(i)) > 0) {
        growing.add(i);
      }
    }
    if (surplus == 0 || growing.isEmpty()) {
      return false;
    }
    // Of those with the same growth the last ones go, in every run the same.
    growing.sort(
        Comparator.comparing((Integer i) -> growth(plans.get(i)))
            .thenComparing(Comparator.naturalOrder())
            .reversed());
    jobs = new ArrayList<>(jobs);
    for (int i : growing) {
      if (surplus <= 0) {
        break;
      }
      int entries = plans.get(i).lines().size();
      jobs.set(i, jobs.get(i).with(limits.check(cron -> size.crowding(cron, entries)).get()));
      surplus -= growth(plans.get(i));
    }
    return true;
  }

  /** How many entries fewer there are when a job is quarantined. */
  private int growth(JobPlan job) {
    int stay = request.policy().onInvalid() == OnInvalid.KEEP ? job.installed().size() : 0;
    return job.lines().size() - stay;
  }

  private static Problem namingLargest(Problem problem, Draft draft) {
    String largest =
        draft.builder.plans().stream()
            .filter(job -> !job.lines().isEmpty())
            .sorted(Comparator.comparing(job -> -job.lines().size()))
            .limit(MOST_NAMED)
            .map(job -> Quoted.name(job.name()) + ": " + job.lines().size())
            .collect(Collectors.joining(", "));
    return largest.isEmpty()
        ? problem
        : problem.withHint(
            problem.hint().map(h -> h + "; ").orElse("") + "the most have " + largest);
  }

  /** What coming windows will change in the block of the last plan. */
  ComingWindows changesUntil(Instant until) {
    return new ComingWindows(request, maker, jobs, disabledJobs(), until);
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
    problems.addAll(variableProblems(Severity.WARNING));
    ofCronTz(Severity.WARNING).ifPresent(problems::add);
    ParameterAdvice.problems(request.job().parameters(), cron.dialect(), false).stream()
        .filter(problem -> problem.code() != ProblemCode.ENV_MAIL || mayRefuseMail())
        .map(this::ofJob)
        .forEach(problems::add);
    problems.addAll(lostToDelay());
    problems.addAll(lagging);
    problems.addAll(table.notes());
    problems.addAll(withoutJobs());
    problems.addAll(ofCrontab);
    if (!installed.unrecognised().isEmpty()) {
      problems.add(unrecognised(installed.unrecognised()));
    }
    return problems;
  }

  /** Debian's crontab does so since 3.0pl1-186, and an old one says that it is older. */
  private boolean mayRefuseMail() {
    return !cron.limits().get().equals(CronLimits.DEBIAN_BEFORE_160);
  }

  /** The dispatchers of which the source has no record. */
  private List<Problem> withoutJobs() {
    List<String> named = table.dispatchers();
    return reader.withoutJobs().stream()
        .map(dispatcher -> ofJob(ServiceCheck.withoutJobs(dispatcher, named)))
        .toList();
  }

  /** A block, and how it came about. */
  private record Draft(BlockBuilder builder, Block block) {}

  private Draft draft(InstalledBlock installed) {
    BlockBuilder builder =
        new BlockBuilder(request, installed, form, disabledJobs(), this::fits, limits::takeCommand);
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

  private List<Problem> variableProblems(Severity severity) {
    return request.job().parameters().env().stream()
        .flatMap(
            variable ->
                variableProblem(variable).stream()
                    .map(p -> p.under("parameters.env." + variable.name())))
        .filter(p -> p.severity() == severity)
        .map(this::ofJob)
        .toList();
  }

  private Optional<Problem> variableProblem(EnvVar variable) {
    return form.isStrict()
        ? EntryForm.problem(variable, cron.dialect())
        : limits.check(variable::problem);
  }

  private Optional<Problem> ofCronTz(Severity severity) {
    return request.policy().allowed().contains(Guard.IGNORED_CRON_TZ)
        ? Optional.empty()
        : CronTzCheck.problem(
                request.job().parameters().env(),
                request.node().zone(),
                cron.dialect(),
                isInstalled)
            .filter(p -> p.severity() == severity)
            .map(this::ofJob);
  }

  /** A problem of the lavasched job. */
  private Problem ofJob(Problem problem) {
    return request.job().id().map(id -> problem.in(Subject.job(id.text()))).orElse(problem);
  }

  /**
   * Only what the index alone says is doubted: whether a job is disabled was read from the table.
   */
  private Set<JobId> unconfirmed(Draft draft, InstalledBlock installed) {
    Set<String> going = new HashSet<>();
    for (JobPlan plan : draft.builder.plans()) {
      if (plan.change() == JobPlan.Change.REMOVED && plan.state() != JobPlan.State.DISABLED) {
        going.add(plan.name());
      }
    }
    Set<JobId> unconfirmed = new LinkedHashSet<>(installed.jobs());
    unconfirmed.removeIf(id -> !going.contains(id.text()) || confirmed.contains(id));
    return unconfirmed;
  }

  private void noteLag(Set<JobId> removed, Draft draft) {
    Set<JobId> back = new LinkedHashSet<>();
    draft.block.lines().forEach(line -> back.addAll(line.jobs()));
    back.retainAll(removed);
    for (JobId id : back) {
      lagging.add(
          Problem.of(
                  ProblemCode.INDEX_BEHIND,
                  "index should have the job as the table has it, found it behind; the table"
                      + " counts")
              .in(Subject.job(id.text())));
    }
  }

  private Set<JobId> disabledJobs() {
    if (!request.policy().skipDisabled()) {
      return Set.of();
    }
    List<JobId> scheduled =
        jobs.stream()
            .flatMap(job -> job.record().stream())
            .filter(record -> record.schedule().isScheduled())
            .map(JobRecord::id)
            .filter(askedForDisabled::add)
            .toList();
    if (!scheduled.isEmpty()) {
      table.forEachAmong(scheduled, this::addIfDisabled);
    }
    return disabled;
  }

  private void addIfDisabled(SourceRecord source) {
    reader.noteRebuilding(source);
    addRunDelay(source);
    if (Enabled.of(source.value()).isDisabled()) {
      id(source).ifPresent(disabled::add);
    }
  }

  /** Nobody misses a run of a job that is disabled. */
  private void addRunDelay(SourceRecord source) {
    MaxRunDelay limit = MaxRunDelay.of(source.value());
    Optional<JobId> id = id(source);
    id.ifPresent(askedForRunDelay::add);
    id.filter(each -> limit.isSet() && !Enabled.of(source.value()).isDisabled())
        .ifPresent(each -> runDelays.put(each, limit));
  }

  private static Optional<JobId> id(SourceRecord source) {
    return JobId.parse(JobRecord.subject(source.origin(), source.value()).name()).value();
  }

  /**
   * The jobs that the worker will reject, because the delay of their dispatch alone takes as long
   * as they may wait. Only the table has {@code max_run_delay}; without a delay it is not asked.
   */
  private List<Problem> lostToDelay() {
    if (delays.isNone()) {
      return List.of();
    }
    List<JobId> delayed =
        jobs.stream()
            .flatMap(job -> job.record().stream())
            .filter(record -> record.schedule().isScheduled())
            .map(JobRecord::id)
            .filter(id -> delays.seconds(id) > 0 && !disabled.contains(id))
            .toList();
    readRunDelays(delayed.stream().filter(askedForRunDelay::add).toList());
    List<Problem> lost = new ArrayList<>();
    notAsked.map(this::ofJob).ifPresent(lost::add);
    for (JobId id : delayed) {
      Optional.ofNullable(runDelays.get(id))
          .flatMap(limit -> RunDelayCheck.problem(limit, delays.seconds(id), delays.source()))
          .ifPresent(problem -> lost.add(problem.in(Subject.job(id.text()))));
    }
    return lost;
  }

  /** Advice alone: a role that may not read the table can still rebuild. */
  private void readRunDelays(List<JobId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    try {
      table.forEachAmong(ids, this::addRunDelay);
    } catch (StoreException e) {
      notAsked =
          Optional.of(
              Problem.of(
                      ProblemCode.NOT_READ,
                      "max_run_delay of jobs that are delayed should be read, found: "
                          + Quoted.escape(e.getMessage()))
                  .withHint("whether the delay loses one of them is not known"));
    }
  }

  private static Problem unrecognised(List<InstalledBlock.Stranger> lines) {
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
