// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.jobs.WhoRebuilds;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.Check;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.TableChecks;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.records.RealmProgram;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.Enabled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All checks of a node, one after the other. None of them ends the others, and none writes. */
public final class ExamineNode {

  /** No job is likely to have it, and whether one has does not matter. */
  private static final JobId ANY_JOB = new JobId("lavasched doctor");

  private static final DispatcherName ANY_DISPATCHER = new DispatcherName("lavasched doctor");

  private static final List<Check> OF_CRON =
      List.of(
          Check.CRON,
          Check.CRON_DAEMON,
          Check.CRON_ACCOUNT,
          Check.CRON_TZ,
          Check.DISPATCHER_PROGRAM,
          Check.DISPATCHER_START,
          Check.NO_DISPATCH,
          Check.BLOCK,
          Check.BLOCK_EDITS,
          Check.BLOCK_CURRENT,
          Check.BLOCK_SURROUNDINGS,
          Check.BLOCK_ALONE,
          Check.REBUILDER);

  private final ExamineRequest request;
  private final NodeAccess node;
  private final List<Finding> findings = new ArrayList<>();

  private ExamineNode(ExamineRequest request, NodeAccess node) {
    this.request = request;
    this.node = node;
  }

  /**
   * Makes all checks.
   *
   * @param request what the node is to be fit for
   * @param node which node
   * @return a finding for each check, in their order
   */
  public static List<Finding> examine(ExamineRequest request, NodeAccess node) {
    return new ExamineNode(request, node).all();
  }

  private List<Finding> all() {
    TableChecks.Found live = live();
    findings.addAll(live.findings());
    Optional<JobsTable> table = table(live);
    Optional<ExamineRequest.Rebuild> rebuild = rebuild(table);
    Optional<InService> service = rebuild.flatMap(ExamineRequest.Rebuild::service);
    boolean isInService = service.filter(InService::isTarget).isPresent();
    CrontabRead crontabRead = crontab();
    Optional<CronDialect> found = isInService ? Optional.empty() : cron(crontabRead);
    findings.add(ClockCheckup.of(node.checks().clock(), request.built(), live.behind()));
    findings.add(node.checks().zone(request.given().zone()));
    findings.addAll(node.checks().state());
    if (isInService) {
      skipCron();
      findings.add(lastRun(service.get().lastRuns()));
    } else {
      examineCrontab(crontabRead, found, table, rebuild);
      findings.add(lastRun(node.lastRuns()));
    }
    schedules(crontabRead, service);
    findings.sort(Comparator.comparing(Finding::check));
    return List.copyOf(findings);
  }

  /** What only matters where cron dispatches. */
  private void skipCron() {
    for (Check check : OF_CRON) {
      findings.removeIf(finding -> finding.check() == check);
      findings.add(Finding.skipped(check, "the schedules are kept in EventBridge Scheduler"));
    }
  }

  private void examineCrontab(
      CrontabRead crontabRead,
      Optional<CronDialect> found,
      Optional<JobsTable> table,
      Optional<ExamineRequest.Rebuild> rebuild) {
    Optional<CronDialect> cron = request.given().cron().or(() -> found);
    Optional<DispatcherProgram> program = program(table);
    Optional<LavaschedJob> job = rebuild.map(ExamineRequest.Rebuild::job);
    Optional<PlanOutcome> plan = plan(crontabRead, table, program, rebuild);
    block(crontabRead, program, job);
    Map<String, String> variables = variables(crontabRead, plan, cron);
    findings.add(
        CronTzCheckup.of(
            Optional.ofNullable(variables.get(CronTzCheckup.VARIABLE)),
            cron,
            request.given().zone(),
            node.checks()::isZone));
    findings.addAll(dispatcher(program, variables));
    findings.add(noDispatch(job));
  }

  /** Whether there are schedules too, as far as somebody says so. */
  private void schedules(CrontabRead crontabRead, Optional<InService> service) {
    if (service.isEmpty()) {
      boolean isUnread =
          findings.stream()
              .anyMatch(
                  f ->
                      f.check() == Check.LAVASCHED_JOB
                          && f.status() != Status.SKIPPED
                          && f.status() != Status.OK
                          && f.status() != Status.WARNING);
      findings.addAll(
          isUnread ? SchedulesCheckup.unknown("see lavasched-job") : SchedulesCheckup.skipped());
      return;
    }
    findings.addAll(
        new SchedulesCheckup(service.get(), entries(crontabRead), whereCrontab()).findings());
    if (findings.stream().noneMatch(finding -> finding.check() == Check.JOB_RECORDS)) {
      findings.add(Finding.unknown(Check.JOB_RECORDS, "see schedule-group"));
    }
  }

  /** Those of the block; empty where the crontab cannot be read. */
  private Optional<Integer> entries(CrontabRead crontabRead) {
    if (crontabRead.store().isEmpty()) {
      return Optional.of(0); // Without a crontab program there is none.
    }
    if (crontabRead.failure().isPresent()) {
      return Optional.empty();
    }
    return Crontab.parse(crontabRead.text().orElse(CrontabText.EMPTY))
        .value()
        .map(crontab -> (int) crontab.blockLines().stream().filter(Block::isEntry).count());
  }

  /**
   * The crontab of the account.
   *
   * @param store where it is; empty where there is no crontab program
   * @param text empty for none, and where it could not be read
   * @param failure why it could not be read
   */
  private record CrontabRead(
      Optional<CrontabStore> store, Optional<CrontabText> text, Optional<StoreException> failure) {}

  private CrontabRead crontab() {
    CrontabStore store;
    try {
      store = node.stores().crontab().get();
    } catch (StoreException e) {
      return new CrontabRead(Optional.empty(), Optional.empty(), Optional.of(e));
    }
    try {
      return new CrontabRead(Optional.of(store), store.read(), Optional.empty());
    } catch (StoreException e) {
      return new CrontabRead(Optional.of(store), Optional.empty(), Optional.of(e));
    }
  }

  private Optional<CronDialect> cron(CrontabRead crontabRead) {
    if (node.stores().isPlainFile()) {
      for (Check check : List.of(Check.CRON, Check.CRON_DAEMON, Check.CRON_ACCOUNT)) {
        findings.add(Finding.skipped(check, "the crontab is a plain file (--crontab-file)"));
      }
      return Optional.empty();
    }
    NodeChecks.Cron cron =
        crontabRead.store().isEmpty()
            ? node.checks().cronWithoutCrontab(crontabRead.failure().orElseThrow())
            : node.checks().cron(crontabRead.failure());
    findings.addAll(cron.findings());
    return cron.dialect();
  }

  private TableChecks.Found live() {
    return node.tableChecks()
        .map(
            checks ->
                checks.check(
                    new TableChecks.Wanted(
                        request
                            .lavasched()
                            .flatMap(ExamineRequest.Lavasched::dispatcher)
                            .orElse(ANY_DISPATCHER),
                        request.lavasched().flatMap(ExamineRequest.Lavasched::id).orElse(ANY_JOB),
                        request.given().program().isEmpty())))
        .orElseGet(() -> TableChecks.Found.skipped("the records come from files (--jobs)"));
  }

  /** Empty where it cannot be read, which another check tells. */
  private Optional<JobsTable> table(TableChecks.Found live) {
    if (node.tableChecks().isPresent() && !live.isReadable()) {
      return Optional.empty();
    }
    try {
      return Optional.of(node.stores().table().get());
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.JOB_RECORDS, e));
      return Optional.empty();
    }
  }

  /** The one in use; empty where that is not known, and then run does nothing either. */
  private Optional<DispatcherProgram> program(Optional<JobsTable> table) {
    if (request.given().program().isPresent() || table.isEmpty()) {
      return request.given().program();
    }
    try {
      Parsed<DispatcherProgram> program = RealmProgram.of(request.realm(), table.get());
      if (program.value().isEmpty()) {
        badRealm(failure(Check.REALM_RECORD, program.problems()));
      }
      return program.value();
    } catch (StoreException e) {
      badRealm(Finding.failure(Check.REALM_RECORD, e));
      return Optional.empty();
    }
  }

  private void badRealm(Finding finding) {
    findings.removeIf(found -> found.check() == Check.REALM_RECORD);
    findings.add(finding);
  }

  /** Where it says why the dispatcher program is not known. */
  private String whereProgram() {
    return findings.stream()
            .anyMatch(f -> f.check() == Check.JOB_RECORDS && f.status() == Status.FAILURE)
        ? "see job-records"
        : "see realm-record";
  }

  /** Where it is told why the crontab cannot be read. */
  private String whereCrontab() {
    return node.stores().isPlainFile()
        ? "see " + Check.BLOCK.id()
        : seeFirst("the crontab cannot be read", Check.CRON, Check.CRON_ACCOUNT);
  }

  /** A check that tells the fault: who reads this mends that one first. */
  private String seeFirst(String otherwise, Check... checks) {
    return Stream.of(checks)
        .filter(
            check ->
                findings.stream().anyMatch(f -> f.check() == check && f.status() == Status.FAILURE))
        .findFirst()
        .map(check -> "see " + check.id())
        .orElse(otherwise);
  }

  private List<Finding> dispatcher(
      Optional<DispatcherProgram> program, Map<String, String> variables) {
    return program
        .map(known -> node.checks().dispatcher(known, variables))
        .orElseGet(
            () ->
                List.of(
                    Finding.unknown(Check.DISPATCHER_PROGRAM, whereProgram()),
                    Finding.unknown(Check.DISPATCHER_START, whereProgram())));
  }

  /** Parameters that were given directly are no record that a worker could skip. */
  private static boolean isSkipped(LavaschedJob job) {
    return job.enabled() == Enabled.NO || (job.id().isPresent() && job.enabled().isDisabled());
  }

  private Optional<ExamineRequest.Rebuild> rebuild(Optional<JobsTable> table) {
    if (request.lavasched().isEmpty()) {
      findings.add(
          Finding.skipped(
              Check.LAVASCHED_JOB, "none is given (--job, --job-file or --dispatcher)"));
      return Optional.empty();
    }
    if (table.isEmpty()) {
      findings.add(
          Finding.unknown(
              Check.LAVASCHED_JOB,
              seeFirst(
                  "the records cannot be read",
                  Check.JOB_RECORDS,
                  Check.AWS_IDENTITY,
                  Check.JOBS_TABLE,
                  Check.DISPATCHER_INDEX,
                  Check.RIGHT_QUERY)));
      return Optional.empty();
    }
    try {
      Parsed<ExamineRequest.Rebuild> read = request.lavasched().get().read().apply(table.get());
      findings.add(
          read.fold(
              ok -> soundJob(ok.get().job()), bad -> failure(Check.LAVASCHED_JOB, bad.problems())));
      return read.value();
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.LAVASCHED_JOB, e));
      return Optional.empty();
    }
  }

  private static Finding soundJob(LavaschedJob job) {
    if (isSkipped(job)) {
      return Finding.warning(
          Check.LAVASCHED_JOB,
          job.enabled() == Enabled.NO
              ? "enabled must be true for the crontab to be rebuilt, found false"
              : "enabled should be true, or lava's worker skips the job",
          "set enabled to true in the job record");
    }
    return Finding.ok(
        Check.LAVASCHED_JOB,
        "sound, for dispatcher "
            + job.parameters().dispatchers().stream()
                .map(dispatcher -> Quoted.name(dispatcher.text()))
                .collect(Collectors.joining(", ")));
  }

  private Finding noDispatch(Optional<LavaschedJob> job) {
    return job.map(j -> NoDispatchCheckup.of(j.parameters(), node.noDispatch()))
        .orElseGet(
            () ->
                request.lavasched().isEmpty()
                    ? Finding.skipped(
                        Check.NO_DISPATCH, "no lavasched job is given, whose args would tell")
                    : Finding.unknown(Check.NO_DISPATCH, "see lavasched-job"));
  }

  private Finding lastRun(Supplier<LastRuns> lastRuns) {
    LastRunCheckup checkup =
        new LastRunCheckup(
            request.realm(),
            request.lavasched().flatMap(ExamineRequest.Lavasched::id),
            node.checks().clock(),
            request.given().maxAge());
    try {
      return checkup.of(lastRuns.get().last());
    } catch (StoreException e) {
      return checkup.unknown(seeFirst(e.getMessage(), Check.STATE_FOLDER));
    }
  }

  private static Finding failure(Check check, List<Problem> problems) {
    Problem first = problems.get(0);
    int more = problems.size() - 1;
    String where = first.location().text();
    return Finding.failure(
        check,
        (where.isEmpty() ? "" : where + ": ") + first.message() + Phrases.andMore(more),
        first.hint().orElse("lavasched plan tells all"));
  }

  private Optional<PlanOutcome> plan(
      CrontabRead crontabRead,
      Optional<JobsTable> table,
      Optional<DispatcherProgram> program,
      Optional<ExamineRequest.Rebuild> rebuild) {
    Optional<String> why =
        rebuild.isEmpty()
            ? Optional.of("see lavasched-job")
            : crontabRead
                .failure()
                .map(failure -> whereCrontab())
                .or(() -> program.isEmpty() ? Optional.of(whereProgram()) : Optional.empty());
    if (why.isPresent()) {
      add(PlanCheckup.unknown(why.get()));
      add(List.of(Finding.unknown(Check.REBUILDER, why.get())));
      return Optional.empty();
    }
    RebuildRequest wanted =
        new RebuildRequest(
            request.realm(),
            rebuild.get().job(),
            request.runBy(),
            request.given().with(program.get()),
            rebuild.get().policy());
    try {
      CrontabArchive archive = node.stores().archive().get();
      RunMemory memory = node.stores().memory().get();
      PlanOutcome outcome =
          new RebuildCrontab(
                  table.orElseThrow(), crontabRead.store().orElseThrow(), archive, memory)
              .plan(wanted);
      add(PlanCheckup.of(outcome));
      add(List.of(whoRebuilds(table.orElseThrow(), wanted, outcome)));
      return Optional.of(outcome);
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.JOB_RECORDS, e));
      add(PlanCheckup.unknown("see job-records"));
      add(List.of(Finding.unknown(Check.REBUILDER, "see job-records")));
      return Optional.empty();
    }
  }

  private Finding whoRebuilds(JobsTable table, RebuildRequest request, PlanOutcome outcome) {
    return outcome.fold(
        stopped -> Finding.unknown(Check.REBUILDER, "see block-current"),
        ready -> {
          try {
            return WhoRebuildsCheckup.of(
                WhoRebuilds.of(table, request, ready.plan()), request.job().id());
          } catch (StoreException e) {
            // The plan stands: who rebuilds takes another read, with another right.
            return Finding.unknown(
                Check.REBUILDER,
                seeFirst(
                    "the jobs of the block cannot be read one by one", Check.RIGHT_BATCH_GET_ITEM));
          }
        });
  }

  /** Except for those that have been told already. */
  private void add(List<Finding> more) {
    for (Finding finding : more) {
      if (findings.stream().noneMatch(told -> told.check() == finding.check())) {
        findings.add(finding);
      }
    }
  }

  private void block(
      CrontabRead crontabRead, Optional<DispatcherProgram> program, Optional<LavaschedJob> job) {
    if (crontabRead.failure().isPresent()) {
      boolean isFile = node.stores().isPlainFile();
      StoreException failure = crontabRead.failure().get();
      findings.add(
          isFile
              ? Finding.failure(Check.BLOCK, failure)
              : Finding.unknown(Check.BLOCK, whereCrontab()));
      findings.add(Finding.unknown(Check.BLOCK_EDITS, whereCrontab()));
      return;
    }
    List<ShellWord> args = job.map(j -> j.parameters().args()).orElse(List.of());
    findings.addAll(BlockCheckup.of(crontabRead.text(), request.realm(), program, args));
  }

  /** Those of the crontab as the next run makes it; else as it is. */
  private Map<String, String> variables(
      CrontabRead crontabRead, Optional<PlanOutcome> plan, Optional<CronDialect> cron) {
    Optional<CrontabText> text =
        plan.<CrontabText>flatMap(
                outcome ->
                    outcome.fold(
                        stopped -> Optional.empty(), ready -> Optional.of(ready.plan().after())))
            .or(crontabRead::text);
    return text.flatMap(t -> Crontab.parse(t).value())
        .map(crontab -> crontab.environment(cron.orElse(CronDialect.VIXIE)))
        .orElseGet(() -> Map.of("LAVA_REALM", request.realm().text()));
  }
}
