// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.audit.AuditCounts;
import io.lavasched.application.audit.AuditDispatches;
import io.lavasched.application.audit.AuditReport;
import io.lavasched.application.audit.AuditRequest;
import io.lavasched.application.audit.DueJobs;
import io.lavasched.application.audit.ResendCommands;
import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.Target;
import io.lavasched.application.times.RealmService;
import io.lavasched.cli.json.AuditJson;
import io.lavasched.cli.metrics.AuditMetrics;
import io.lavasched.cli.metrics.EmfLine;
import io.lavasched.cli.metrics.MetricsFile;
import io.lavasched.cli.option.AuditOptions;
import io.lavasched.cli.option.AuditOptions.AuditOutput;
import io.lavasched.cli.option.BlockOptions;
import io.lavasched.cli.option.CronOption;
import io.lavasched.cli.option.CrontabFileOption;
import io.lavasched.cli.option.JobChoice;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.option.MetricsOptions;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.option.TimeOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.process.Version;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.audit.AuditSummary;
import io.lavasched.cli.text.audit.AuditText;
import io.lavasched.cli.wiring.AuditSetup;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.ServiceSetup;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.pattern.JobPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Did it go out: the dispatches of a time, and what became of them. */
public final class AuditCommand implements Callable<Integer>, Reporting {

  private static final int MOST_PROBLEMS = 5;

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final JobChoice choice = new JobChoice();

  private final AuditOptions options = new AuditOptions();

  private final SourceOptions source = new SourceOptions();

  private final TimeOptions time = new TimeOptions();

  private final TargetOptions target = new TargetOptions();

  private final CronOption cron = new CronOption();

  private final CrontabFileOption crontabFile = new CrontabFileOption();

  private final OptionSpec program =
      Options.one(String.class, "PATH", "--dispatcher-program")
          .description(BlockOptions.PROGRAM)
          .build();

  private final MetricsOptions metrics = new MetricsOptions();

  private final OptionSpec skipDisabled = BlockOptions.skipDisabledOption();

  private final OptionSpec spread = BlockOptions.spreadOption();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  private Optional<AuditCounts> found = Optional.empty();

  public AuditCommand(Environment environment) {
    this.environment = environment;
    choice.addTo(spec);
    options.addTo(spec, 1, crontabFile.spec, cron.option, program, skipDisabled, spread);
    source.addTo(spec, 3);
    time.addTo(spec, 4);
    target.addTo(spec, 5);
    metrics.addTo(spec, 6);
    CommonOptions.addTo(spec, ExitCode.NOT_FOUND, ExitCode.MISSING);
    spec.usageMessage()
        .header("Check whether each job that was due was dispatched.")
        .description(
            "%nCompares the dispatches that were due with lava's run records (the table of"
                + " events), and prints what is missing, what may wait in a queue, what was"
                + " rejected, started late, was sent twice, or has not ended. A job without a run"
                + " record was not started: it was not sent, or its worker refused the message."
                + " What nobody can know is reported as unknown. Runs on any machine: on the node"
                + " itself by the kept crontabs, elsewhere by the records, and there the first"
                + " audit can call nothing missing (see --unchanged-since). The exit code is 10 if"
                + " something is missing or did not start in time. With --level warning, only what"
                + " is missing, late, rejected or waiting is printed.%n%nWith --target eventbridge,"
                + " the records tell what was due in AWS EventBridge Scheduler.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched audit -r prod",
            "  lavasched audit -r prod --since 6h 'etl/*' -o commands",
            "  lavasched audit -r demo --jobs FOLDER --events events.json --unchanged-since 1d");
  }

  @Override
  public Integer call() {
    metrics.check(options.output() == AuditOutput.TEXT, spec);
    ZoneId zone = time.zone(environment, spec);
    Instant now = time.now(environment, spec);
    AuditRequest.Span span = options.span(now, zone, spec);
    AuditRequest.Tolerance tolerance = options.tolerance(spec);
    Optional<Instant> unchangedSince = options.unchangedSince(now, zone, spec);
    Duration limit = options.timeLimit(spec);
    List<JobPattern> only = options.only(spec);
    ForecastRequest.Chosen chosen =
        new ForecastRequest.Chosen(
            choice.dispatchers(spec), choice.jobs(spec), choice.workers(spec));
    Optional<DispatcherProgram> given =
        Rebuild.givenProgram(Options.<String>value(program), environment, spec);
    RebuildSettings settings = settings();
    requireOneInput();
    Optional<RealmService> service = service(now);
    AuditSetup setup = new AuditSetup(source, options, crontabFile.file(), environment, spec);
    CronDialect dialect = service.isPresent() ? CronDialect.SYSTEMD_CRON : cron.of(setup.crontab());
    DueJobs.Basis basis = service.isPresent() ? DueJobs.Basis.RECORDS : setup.basis(dialect);
    AuditRequest request =
        new AuditRequest(
            setup.realm(),
            chosen,
            span,
            tolerance,
            new AuditRequest.Node(zone, dialect, setup.program(given, basis)),
            settings,
            unchangedSince);
    DueJobs due =
        service.isPresent()
            ? setup.dueInService(request, service.get(), !time.isNowGiven())
            : setup.due(basis, request, !time.isNowGiven());
    if (!due.notFound().isEmpty()) {
      return NotFound.tell(
          due.notFound(),
          "audit",
          options.output() == AuditOutput.JSON,
          common.messages(environment),
          environment);
    }
    return tell(audit(setup, due, request, limit), service, only);
  }

  @Override
  public void print(int exitCode) {
    if (metrics.isEmf() && options.output() == AuditOutput.TEXT) {
      EmfLine line = figures(exitCode).line(environment.runId().text(), Version.get());
      environment.out().println(line.text());
    }
  }

  @Override
  public void ended(int exitCode) {
    Optional<Path> file = metrics.file(environment);
    if (file.isPresent()) {
      try {
        new MetricsFile(file.get()).write(figures(exitCode).metrics());
      } catch (StoreException e) {
        common.messages(environment).warning(e.getMessage());
      }
    }
  }

  private AuditMetrics figures(int exitCode) {
    return new AuditMetrics(realm(), environment.clock().instant(), exitCode, found);
  }

  private Optional<RealmName> realm() {
    try {
      return source.realmIfGiven(environment, spec);
    } catch (ParameterException e) {
      return Optional.empty();
    }
  }

  /** What the rebuilds are given, where it is not in their record. */
  private RebuildSettings settings() {
    Optional<Integer> seconds = Options.value(spread);
    seconds.ifPresent(given -> BlockOptions.requireSpread(given, spec));
    return new RebuildSettings(
        OptionalInt.empty(),
        seconds.map(OptionalInt::of).orElse(OptionalInt.empty()),
        Options.value(skipDisabled),
        Optional.empty(),
        Set.of());
  }

  private void requireOneInput() {
    if (source.isInput() && options.events().filter(SourceOptions::isInput).isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "only one of --jobs and --events can be standard input, found both");
    }
  }

  /** Reads, and says how far it is, where somebody watches. */
  private AuditReport audit(AuditSetup setup, DueJobs due, AuditRequest request, Duration limit) {
    Messages messages = common.messages(environment);
    ProgressLine line =
        new ProgressLine(
            environment,
            environment.errIsTerminal() && messages.isOn(Level.INFO) && !messages.isJson());
    Instant end = environment.clock().instant().plus(limit);
    try {
      return AuditDispatches.audit(
          due,
          setup.evidence(due, request),
          request,
          (done, all) -> {
            if (done < all && environment.clock().instant().isAfter(end)) {
              throw late(limit, done, all);
            }
            line.show("run records: " + done + " of " + all + " jobs read");
          });
    } finally {
      line.clear();
    }
  }

  private static StoreException late(Duration limit, int done, int all) {
    return new StoreException(
        "read",
        "run records",
        true,
        "an audit must read the run records within "
            + limit.toSeconds()
            + " s, found those of "
            + done
            + " of "
            + all
            + " jobs read",
        Optional.of("audit fewer jobs, or give it a higher --rate or a longer --time-limit"));
  }

  private Optional<RealmService> service(Instant now) {
    if (target.of(environment, spec) == Target.CRONTAB) {
      return Optional.empty();
    }
    if (options.by().equals(Optional.of(DueJobs.Basis.CRONTAB))) {
      throw new ParameterException(
          spec.commandLine(),
          "--by crontab must not come with the target eventbridge: no crontab dispatches there");
    }
    return Optional.of(
        ServiceSetup.service(
            source, time, now, List.of(cron.option, crontabFile.spec), environment, spec));
  }

  private int tell(AuditReport report, Optional<RealmService> service, List<JobPattern> only) {
    int code = report.counts().isAlarm() ? ExitCodes.DIFFERENT : ExitCodes.OK;
    found = Optional.of(report.counts());
    Messages messages = common.messages(environment);
    messages.problems(report.problems(), MOST_PROBLEMS);
    switch (options.output()) {
      case JSON -> AuditJson.write(report, service, code, environment.out());
      case COMMANDS -> ResendCommands.of(report, only).forEach(environment.out()::println);
      case TEXT ->
          new AuditText(
                  report,
                  service.isPresent(),
                  environment.out(),
                  common.outColours(environment),
                  messages::isOn)
              .print();
    }
    AuditSummary.tell(report, service.isPresent(), messages);
    return code;
  }
}
