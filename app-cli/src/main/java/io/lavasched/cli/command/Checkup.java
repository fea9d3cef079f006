package io.lavasched.cli.command;

import io.lavasched.application.doctor.BlockCheckup;
import io.lavasched.application.doctor.Check;
import io.lavasched.application.doctor.ClockCheckup;
import io.lavasched.application.doctor.CronTzCheckup;
import io.lavasched.application.doctor.Finding;
import io.lavasched.application.doctor.NoDispatchCheckup;
import io.lavasched.application.doctor.PlanCheckup;
import io.lavasched.application.doctor.RebuilderCheckup;
import io.lavasched.application.doctor.Status;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.rebuild.Guard;
import io.lavasched.application.rebuild.PlanOutcome;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.rebuild.RebuildRequest;
import io.lavasched.application.rebuild.WhoRebuilds;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.cli.process.Version;
import io.lavasched.cli.wiring.JobSource;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.crontab.doctor.CronCheckup;
import io.lavasched.crontab.doctor.DispatcherCheckup;
import io.lavasched.crontab.doctor.StateCheckup;
import io.lavasched.crontab.doctor.ZoneCheckup;
import io.lavasched.crontab.program.CrontabProgram;
import io.lavasched.crontab.state.NoDispatchFile;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.Enabled;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.dynamodb.aws.AwsOptions;
import io.lavasched.dynamodb.doctor.AwsCheckup;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** All checks of a node, one after the other. None of them ends the others, and none writes. */
final class Checkup {

  /** No job is likely to have it, and whether one has does not matter. */
  private static final JobId ANY_JOB = new JobId("lavasched doctor");

  private static final DispatcherName ANY_DISPATCHER = new DispatcherName("lavasched doctor");

  private final RebuildOptions options;
  private final Set<Guard> allowed;
  private final Environment environment;
  private final CommandSpec spec;
  private final RealmName realm;
  private final Optional<JobSource> source;
  private final Optional<DispatcherProgram> given;
  private final ZoneId zone;
  private final Instant now;
  private final AwsOptions aws;
  private final Duration crontabLimit;
  private final List<Finding> findings = new ArrayList<>();
  private RebuildSettings settings = RebuildSettings.NONE;

  /** Checks the options as run does. */
  private Checkup(
      RebuildOptions options, Set<Guard> allowed, Environment environment, CommandSpec spec) {
    this.options = options;
    this.allowed = allowed;
    this.environment = environment;
    this.spec = spec;
    realm = options.source.realm(environment, spec);
    source =
        options.job.isGiven()
            ? Optional.of(JobSource.of(options.job, options.source, environment, spec))
            : Optional.empty();
    given = Rebuild.givenProgram(options.block, environment, spec);
    zone = options.time.zone(environment, spec);
    now = options.time.now(environment, spec);
    options.block.check(spec);
    aws = Wiring.aws(options.source, spec);
    crontabLimit = Wiring.crontabLimit(environment, spec);
  }

  /**
   * Checks the options.
   *
   * @return makes all checks; a finding for each of them, in their order
   */
  static Supplier<List<Finding>> of(
      RebuildOptions options, Set<Guard> allowed, Environment environment, CommandSpec spec) {
    return new Checkup(options, allowed, environment, spec)::all;
  }

  private List<Finding> all() {
    Reading reading = crontab();
    Optional<CronDialect> found = cron(reading);
    Optional<CronDialect> cron = options.block.cron().or(() -> found);
    AwsCheckup live = aws();
    findings.addAll(live.findings());
    findings.add(ClockCheckup.of(environment.clock().instant(), Version.built(), live.behind()));
    findings.add(ZoneCheckup.ofNode().of(zone, environment.variables()));
    state();
    Optional<JobsTable> table = table(live);
    Optional<DispatcherProgram> program = program(table);
    Optional<LavaschedJob> job = job(table);
    Optional<PlanOutcome> plan = plan(reading, table, program, job);
    block(reading, program, job);
    Map<String, String> variables = variables(reading, plan, cron);
    findings.add(
        CronTzCheckup.of(
            Optional.ofNullable(variables.get(CronTzCheckup.VARIABLE)),
            cron,
            zone,
            ZoneCheckup.ofNode()::isZone));
    findings.addAll(dispatcher(program, variables));
    findings.add(noDispatch(job));
    findings.sort(Comparator.comparing(Finding::check));
    return List.copyOf(findings);
  }

  /**
   * The crontab of the account.
   *
   * @param store where it is; empty where there is no crontab program
   * @param text empty for none, and where it could not be read
   * @param failure why it could not be read
   */
  private record Reading(
      Optional<CrontabStore> store, Optional<CrontabText> text, Optional<StoreException> failure) {}

  private Reading crontab() {
    CrontabStore store;
    try {
      store = Wiring.crontab(options.block.crontabFile(), environment, spec);
    } catch (StoreException e) {
      return new Reading(Optional.empty(), Optional.empty(), Optional.of(e));
    }
    try {
      return new Reading(Optional.of(store), store.read(), Optional.empty());
    } catch (StoreException e) {
      return new Reading(Optional.of(store), Optional.empty(), Optional.of(e));
    }
  }

  private Optional<CronDialect> cron(Reading reading) {
    if (options.block.crontabFile().isPresent()) {
      for (Check check : List.of(Check.CRON, Check.CRON_DAEMON, Check.CRON_ACCOUNT)) {
        findings.add(Finding.skipped(check, "the crontab is a plain file (--crontab-file)"));
      }
      return Optional.empty();
    }
    CronCheckup cron =
        reading.store().isEmpty()
            ? CronCheckup.without(reading.failure().orElseThrow())
            : CronCheckup.of(
                CrontabProgram.find(environment.variables()), crontabLimit, reading.failure());
    findings.addAll(cron.findings());
    return cron.dialect();
  }

  private AwsCheckup aws() {
    return options.source.jobs().isPresent()
        ? AwsCheckup.skipped("the records come from files (--jobs)")
        : AwsCheckup.of(
            realm,
            aws,
            environment.variables(),
            environment.clock(),
            new AwsCheckup.Wanted(
                options.job.dispatchers().stream()
                    .flatMap(name -> DispatcherName.parse(name).value().stream())
                    .findFirst()
                    .orElse(ANY_DISPATCHER),
                options.job.job().flatMap(id -> JobId.parse(id).value()).orElse(ANY_JOB),
                given.isEmpty()));
  }

  private void state() {
    try {
      CrontabArchive archive = Wiring.archive(options.block.crontabFile(), environment);
      findings.addAll(
          StateCheckup.of(Wiring.state(environment), archive, environment.clock().instant()));
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.STATE_FOLDER, e));
      for (Check check : List.of(Check.STATE_SPACE, Check.BACKUPS, Check.LOCK)) {
        findings.add(Finding.unknown(check, "see state-folder"));
      }
    }
  }

  /** Empty where it cannot be read, which another check tells. */
  private Optional<JobsTable> table(AwsCheckup live) {
    try {
      if (options.source.jobs().isPresent()) {
        return Wiring.files(options.source, Optional.of(realm), environment);
      }
      return live.isReadable()
          ? Optional.of(Wiring.table(realm, aws, environment))
          : Optional.empty();
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.JOB_RECORDS, e));
      return Optional.empty();
    }
  }

  /** The one in use; empty where that is not known, and then run does nothing either. */
  private Optional<DispatcherProgram> program(Optional<JobsTable> table) {
    if (given.isPresent() || table.isEmpty()) {
      return given;
    }
    try {
      return Optional.of(Rebuild.programOf(realm, table.get()));
    } catch (StoreException e) {
      badRealm(Finding.failure(Check.REALM_RECORD, e));
    } catch (InvalidInput e) {
      badRealm(failure(Check.REALM_RECORD, e));
    }
    return Optional.empty();
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
    return options.block.crontabFile().isPresent()
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
        .map(known -> DispatcherCheckup.of(known, variables))
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

  private Optional<LavaschedJob> job(Optional<JobsTable> table) {
    if (source.isEmpty()) {
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
      JobSource.Read read = source.get().read(table.get());
      settings = read.settings();
      LavaschedJob job = read.job();
      String dispatchers =
          job.parameters().dispatchers().stream()
              .map(dispatcher -> Quoted.name(dispatcher.text()))
              .collect(Collectors.joining(", "));
      findings.add(
          !isSkipped(job)
              ? Finding.ok(Check.LAVASCHED_JOB, "sound, for dispatcher " + dispatchers)
              : Finding.warning(
                  Check.LAVASCHED_JOB,
                  job.enabled() == Enabled.NO
                      ? "enabled must be true for the crontab to be rebuilt, found false"
                      : "enabled should be true, or lava's worker skips the job",
                  "set enabled to true in the job record"));
      return Optional.of(job);
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.LAVASCHED_JOB, e));
    } catch (InvalidInput e) {
      findings.add(failure(Check.LAVASCHED_JOB, e));
    }
    return Optional.empty();
  }

  private Finding noDispatch(Optional<LavaschedJob> job) {
    return job.map(j -> NoDispatchCheckup.of(j.parameters(), NoDispatchFile.ofNode()))
        .orElseGet(
            () ->
                source.isEmpty()
                    ? Finding.skipped(
                        Check.NO_DISPATCH, "no lavasched job is given, whose args would tell")
                    : Finding.unknown(Check.NO_DISPATCH, "see lavasched-job"));
  }

  private static Finding failure(Check check, InvalidInput invalid) {
    Problem first = invalid.problems().get(0);
    int more = invalid.problems().size() - 1;
    String where = first.location().text();
    return Finding.failure(
        check,
        (where.isEmpty() ? "" : where + ": ")
            + first.message()
            + (more == 0 ? "" : " (and " + more + " more)"),
        first.hint().orElse("lavasched plan tells all"));
  }

  private Optional<PlanOutcome> plan(
      Reading reading,
      Optional<JobsTable> table,
      Optional<DispatcherProgram> program,
      Optional<LavaschedJob> job) {
    Optional<String> why =
        job.isEmpty()
            ? Optional.of("see lavasched-job")
            : reading
                .failure()
                .map(failure -> whereCrontab())
                .or(() -> program.isEmpty() ? Optional.of(whereProgram()) : Optional.empty());
    if (why.isPresent()) {
      add(PlanCheckup.unknown(why.get()));
      add(List.of(Finding.unknown(Check.REBUILDER, why.get())));
      return Optional.empty();
    }
    RebuildRequest request =
        new RebuildRequest(
            realm,
            job.orElseThrow(),
            Rebuild.runBy(environment),
            new RebuildRequest.Node(program.orElseThrow(), now, zone, options.block.cron()),
            Rebuild.policy(options.block, settings, allowed, spec));
    try {
      CrontabArchive archive = Wiring.archive(options.block.crontabFile(), environment);
      RunMemory memory = Wiring.memory(options.block.crontabFile(), environment);
      PlanOutcome outcome =
          new RebuildCrontab(table.orElseThrow(), reading.store().orElseThrow(), archive, memory)
              .plan(request);
      add(PlanCheckup.of(outcome));
      add(List.of(rebuilder(table.orElseThrow(), request, outcome)));
      return Optional.of(outcome);
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.JOB_RECORDS, e));
      add(PlanCheckup.unknown("see job-records"));
      add(List.of(Finding.unknown(Check.REBUILDER, "see job-records")));
      return Optional.empty();
    }
  }

  private static Finding rebuilder(JobsTable table, RebuildRequest request, PlanOutcome outcome) {
    return outcome.fold(
        stopped -> Finding.unknown(Check.REBUILDER, "see block-current"),
        ready ->
            RebuilderCheckup.of(WhoRebuilds.of(table, request, ready.plan()), request.job().id()));
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
      Reading reading, Optional<DispatcherProgram> program, Optional<LavaschedJob> job) {
    if (reading.failure().isPresent()) {
      boolean isFile = options.block.crontabFile().isPresent();
      StoreException failure = reading.failure().get();
      findings.add(
          isFile
              ? Finding.failure(Check.BLOCK, failure)
              : Finding.unknown(Check.BLOCK, whereCrontab()));
      findings.add(Finding.unknown(Check.BLOCK_EDITS, whereCrontab()));
      return;
    }
    List<ShellWord> args = job.map(j -> j.parameters().args()).orElse(List.of());
    findings.addAll(BlockCheckup.of(reading.text(), realm, program, args));
  }

  /** Those of the crontab as the next run makes it; else as it is. */
  private Map<String, String> variables(
      Reading reading, Optional<PlanOutcome> plan, Optional<CronDialect> cron) {
    Optional<CrontabText> text =
        plan.<CrontabText>flatMap(
                outcome ->
                    outcome.fold(
                        stopped -> Optional.empty(), ready -> Optional.of(ready.plan().after())))
            .or(reading::text);
    return text.flatMap(t -> Crontab.parse(t).value())
        .map(crontab -> crontab.environment(cron.orElse(CronDialect.VIXIE)))
        .orElseGet(() -> Map.of("LAVA_REALM", realm.text()));
  }
}
