// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.application.words.Phrases;
import io.lavasched.cli.json.DoctorJson;
import io.lavasched.cli.option.GuardOptions;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.option.MaxAgeOption;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.option.target.ScheduleOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.schedules.SchedulesExamination;
import io.lavasched.cli.text.FindingPrinter;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.wiring.NodeExamination;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Whether this node is fit to dispatch. */
public final class DoctorCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final RebuildOptions options = new RebuildOptions();

  private final ScheduleOptions schedules = new ScheduleOptions();

  private final GuardOptions guards = new GuardOptions();

  private final MaxAgeOption maxAge = new MaxAgeOption();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  public DoctorCommand(Environment environment) {
    this.environment = environment;
    options.addTo(spec);
    schedules.addWithoutAge(spec, 5);
    guards.addTo(spec, 5);
    spec.addOption(maxAge.option);
    CommonOptions.addTo(spec, ExitCode.UNFIT);
    spec.usageMessage()
        .header("Check whether this node can dispatch.")
        .description(
            "%nChecks cron, the dispatcher program as cron starts it, the clock, AWS and its"
                + " permissions, the state folder and the installed block. Prints one line for each"
                + " check, and what to do if it failed; docs/doctor.md describes the checks. Has"
                + " the options of run; without a lavasched job the block is not compared with the"
                + " records. Writes nothing. The exit code is 10 if a check failed; warnings, and"
                + " checks that could not be made, do not change it. With --level warning, checks"
                + " that are ok are not printed.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched doctor -r prod --job demo/schedule-01",
            "  lavasched doctor -r demo --jobs FOLDER --job demo/schedule-01 \\",
            "      --crontab-file demo.crontab --level warning");
  }

  @Override
  public Integer call() {
    SchedulesExamination inService =
        new SchedulesExamination(options, schedules, guards.allowed(), environment, spec);
    List<Finding> findings =
        NodeExamination.of(
                options, guards.allowed(), maxAge.given(spec), inService::of, environment, spec)
            .get();
    long failures = DoctorJson.count(findings, Status.FAILURE);
    int code = failures == 0 ? ExitCodes.OK : ExitCodes.DIFFERENT;
    Messages messages = common.messages(environment);
    if (options.output.isJson()) {
      DoctorJson.write(options.source.realm(environment, spec), findings, code, environment.out());
    } else {
      FindingPrinter printer = new FindingPrinter(common.outColours(environment));
      for (Finding finding : findings) {
        if (messages.isOn(levelOf(finding.status()))) {
          environment.out().println(printer.print(finding));
        }
      }
    }
    messages.info(
        (failures == 0 ? "fit to dispatch: " : "not fit to dispatch: ")
            + Phrases.count(DoctorJson.count(findings, Status.OK), "check")
            + " ok, "
            + Phrases.count(DoctorJson.count(findings, Status.WARNING), "warning")
            + ", "
            + Phrases.count(failures, "failure")
            + ", "
            + DoctorJson.count(findings, Status.UNKNOWN)
            + " unknown, "
            + DoctorJson.count(findings, Status.SKIPPED)
            + " skipped");
    return code;
  }

  private static Level levelOf(Status status) {
    return switch (status) {
      case OK, SKIPPED -> Level.INFO;
      case WARNING, UNKNOWN -> Level.WARNING;
      case FAILURE -> Level.ERROR;
    };
  }
}
