// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.explain.ExplainInService;
import io.lavasched.application.explain.ExplainJob;
import io.lavasched.application.explain.ExplainRequest;
import io.lavasched.application.explain.ExplainServiceRequest;
import io.lavasched.application.explain.Explanation;
import io.lavasched.application.explain.ServiceExplanation;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.Target;
import io.lavasched.application.times.RealmService;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.json.ExplainJson;
import io.lavasched.cli.option.BlockOptions;
import io.lavasched.cli.option.GuardOptions;
import io.lavasched.cli.option.JobChoice;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.OutputOption;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.option.TimeOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.ExplainText;
import io.lavasched.cli.wiring.LazyCrontab;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.ServiceSetup;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.crontab.state.NoDispatchFile;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Parsed;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One job: when it runs, where, and if not, why. */
public final class ExplainCommand implements Callable<Integer> {

  /** In the plain form it only stands in a line of the block that is not shown. */
  private static final RealmName NO_REALM = new RealmName("realm");

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final PositionalParamSpec job =
      PositionalParamSpec.builder()
          .type(String.class)
          .arity("1")
          .required(true)
          .paramLabel("JOB")
          .description("Its job_id.")
          .build();

  private final SourceOptions source = new SourceOptions();

  private final BlockOptions block = new BlockOptions();

  private final GuardOptions guards = new GuardOptions();

  private final TimeOptions time = new TimeOptions();

  private final TargetOptions target = new TargetOptions();

  private final OutputOption output = new OutputOption();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  public ExplainCommand(Environment environment) {
    this.environment = environment;
    spec.addPositional(job);
    source.addTo(spec, 1);
    block.addTo(spec, 2);
    time.addTo(spec, 3);
    guards.addTo(spec, 4);
    target.addTo(spec, 5);
    output.addTo(spec);
    CommonOptions.addTo(spec, ExitCode.INVALID, ExitCode.NOT_FOUND, ExitCode.QUARANTINED);
    spec.usageMessage()
        .header("Explain one job: when it runs, by whom, and if not, why.")
        .description(
            "%nIf nothing will run, says so first, and why. Then come the schedule in words"
                + " with its next times and the state of its window, the lavasched job that puts it"
                + " into a crontab, its lines, whether they are installed in the crontab here, and"
                + " all problems of the job. Give it the same options for the block as run. Writes"
                + " nothing, and takes no lock.%n%nWith --target eventbridge, shows the schedules that"
                + " the job is to have in AWS EventBridge Scheduler: their names, expressions and"
                + " zone. The service is not asked what it has.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched explain -r prod etl/orders",
            "  lavasched explain --jobs FOLDER warehouse/stocktake --now 2027-12-25");
  }

  @Override
  public Integer call() {
    JobId id = JobChoice.value("JOB", JobId.parse(Options.<String>value(job).orElseThrow()), spec);
    ZoneId zone = time.zone(environment, spec);
    Instant now = time.now(environment, spec);
    RebuildSettings given = block.given(spec);
    if (target.of(environment, spec) == Target.EVENTBRIDGE) {
      return inService(id, now, given);
    }
    Optional<DispatcherProgram> program = Rebuild.givenProgram(block, environment, spec);
    AwsOptions aws = Wiring.aws(source, spec);
    boolean isFiles = source.jobs().isPresent();
    // A machine without a crontab program can explain a job all the same.
    CrontabStore crontab =
        new LazyCrontab(() -> Wiring.crontab(block.crontabFile(), environment, spec));
    CronDialect cron = block.cron().orElseGet(crontab::dialect);
    RealmName realm =
        isFiles && !cron.isStrict()
            ? source.realmIfGiven(environment, spec).orElse(NO_REALM)
            : source.realm(environment, spec);
    JobsTable table = Wiring.jobsTable(source, aws, environment, spec);
    ExplainRequest request =
        new ExplainRequest(
            id,
            realm,
            !isFiles,
            new RebuildRequest.Node(
                program.orElseGet(() -> Rebuild.programOf(realm, table)),
                now,
                zone,
                Optional.of(cron)),
            new ExplainRequest.Options(given, guards.allowed()));
    Parsed<Explanation> explanation =
        ExplainJob.explain(table, crontab, NoDispatchFile.ofNode(), request);
    return explanation.fold(
        ok -> tell(ok.get(), request, crontab),
        bad ->
            NotFound.tell(
                bad.problems(),
                "explain",
                output.isJson(),
                common.messages(environment),
                environment));
  }

  private int inService(JobId id, Instant now, RebuildSettings given) {
    RealmService service =
        ServiceSetup.service(source, time, now, block.ofCrontabAlone(), environment, spec);
    AwsOptions aws = Wiring.aws(source, spec);
    JobsTable table = Wiring.jobsTable(source, aws, environment, spec);
    return ExplainInService.explain(
            table, new ExplainServiceRequest(id, source.jobs().isEmpty(), service, given))
        .fold(
            ok -> tell(ok.get(), service),
            bad ->
                NotFound.tell(
                    bad.problems(),
                    "explain",
                    output.isJson(),
                    common.messages(environment),
                    environment));
  }

  private int tell(ServiceExplanation explained, RealmService service) {
    int code = explained.isIncomplete() ? ExitCodes.QUARANTINED : ExitCodes.OK;
    if (output.isJson()) {
      new ExplainJson(explained, service).write(code, environment.out());
    } else {
      new ExplainText(explained, environment.out(), common.outColours(environment)).print();
    }
    return code;
  }

  private int tell(Explanation explanation, ExplainRequest request, CrontabStore crontab) {
    int code = explanation.record().isEmpty() ? ExitCodes.QUARANTINED : ExitCodes.OK;
    if (output.isJson()) {
      new ExplainJson(explanation, request, crontab).write(code, environment.out());
    } else {
      new ExplainText(explanation, crontab, environment.out(), common.outColours(environment))
          .print();
    }
    return code;
  }
}
