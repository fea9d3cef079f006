// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.lint.EventBridgeMove;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.Target;
import io.lavasched.application.words.Phrases;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.json.Json;
import io.lavasched.cli.option.CronOption;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.option.OutputOption;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.option.TimeOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.ProblemsText;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.problem.Severity;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** The linter. */
public final class CheckCommand implements Callable<Integer> {

  private static final String FORMAT = "lavasched.check/1";

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final SourceOptions source = new SourceOptions();

  private final TimeOptions time = new TimeOptions();

  private final CronOption cron = new CronOption();

  private final TargetOptions target = new TargetOptions();

  private final OutputOption output = new OutputOption();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  public CheckCommand(Environment environment) {
    this.environment = environment;
    source.addTo(spec, 1);
    time.addTo(spec, 2);
    cron.addTo(spec);
    target.addTo(spec, 3);
    output.addTo(spec);
    CommonOptions.addTo(spec, ExitCode.FINDINGS);
    spec.usageMessage()
        .header("Check the job records of a realm, or of files.")
        .description(
            "%nReports errors, for which a rebuild would quarantine the job, and whatever"
                + " keeps a good record from being dispatched as its author meant. Prints one line"
                + " for each finding, errors first, then by record; a finding that several jobs"
                + " share is one line. Of a record with more than 20 errors, warnings or notes it"
                + " prints the first 20 and how many more there are; --level debug and the JSON"
                + " have all. The exit code is 10 if there is an error or a warning;"
                + " information does not count. With --level, print only findings of at least this"
                + " severity; all are counted.%n%nWith --target eventbridge, it checks the records"
                + " for AWS EventBridge Scheduler: what cannot be said there, and which jobs it would"
                + " dispatch at other times than the cron at hand (--cron) in the coming year.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched check -r prod",
            "  lavasched check --jobs FOLDER -o json",
            "  lavasched check -r prod --target eventbridge --cron cronie");
  }

  @Override
  public Integer call() {
    Target place = target.of(environment, spec);
    Instant now = time.now(environment, spec);
    AwsOptions aws = Wiring.aws(source, spec);
    boolean isFiles = source.jobs().isPresent();
    JobsTable table = Wiring.jobsTable(source, aws, environment, spec);
    CheckJobs.Report report = report(place, table, now, !isFiles);
    boolean isClean = report.problems().stream().allMatch(p -> p.severity() == Severity.INFO);
    int code = isClean ? ExitCodes.OK : ExitCodes.DIFFERENT;
    Messages messages = common.messages(environment);
    if (output.isJson()) {
      write(place, report, code);
    } else {
      new ProblemsText(
              common.outColours(environment),
              environment.outIsTerminal(),
              messages.isOn(Level.DEBUG))
          .print(
              report.problems().stream()
                  .filter(problem -> messages.isOn(Messages.levelOf(problem.severity())))
                  .toList(),
              environment.out());
    }
    messages.info(
        table.describe()
            + ": "
            + Phrases.count(report.records(), "record")
            + ", "
            + Phrases.count(count(report, Severity.ERROR), "error")
            + ", "
            + Phrases.count(count(report, Severity.WARNING), "warning"));
    return code;
  }

  private CheckJobs.Report report(Target place, JobsTable table, Instant now, boolean wholeRealm) {
    CronDialect dialect = cron.given().orElse(CronDialect.VIXIE);
    return switch (place) {
      case CRONTAB ->
          CheckJobs.check(table, now, time.zone(environment, spec), wholeRealm, dialect);
      case EVENTBRIDGE ->
          CheckJobs.checkForEventBridge(
              table,
              now,
              wholeRealm,
              new EventBridgeMove(
                  TargetOptions.zone(time, environment, spec),
                  dialect,
                  source.realmIfGiven(environment, spec)));
    };
  }

  private void write(Target place, CheckJobs.Report report, int code) {
    Json.write(
        environment.out(),
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "check");
          json.writeNumberField("exit_code", code);
          json.writeStringField("target", place.text());
          json.writeNumberField("records", report.records());
          json.writeNumberField("errors", count(report, Severity.ERROR));
          json.writeNumberField("warnings", count(report, Severity.WARNING));
          Json.problems(json, report.problems());
          json.writeEndObject();
        });
  }

  private static long count(CheckJobs.Report report, Severity severity) {
    return report.problems().stream().filter(p -> p.severity() == severity).count();
  }
}
