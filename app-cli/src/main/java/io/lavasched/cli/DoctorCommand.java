package io.lavasched.cli;

import io.lavasched.domain.checkup.Finding;
import io.lavasched.domain.checkup.Status;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Whether this node is fit to dispatch. */
final class DoctorCommand implements Callable<Integer> {

  final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final RebuildOptions options = new RebuildOptions();

  private final GuardOptions guards = new GuardOptions();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  DoctorCommand(Environment environment) {
    this.environment = environment;
    options.addTo(spec);
    guards.addTo(spec, 5);
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
    List<Finding> findings = Checkup.of(options, guards.allowed(), environment, spec).get();
    long failures = count(findings, Status.FAILURE);
    int code = failures == 0 ? ExitCodes.OK : ExitCodes.DIFFERENT;
    Talk talk = common.talk(environment);
    if (options.output.isJson()) {
      DoctorJson.write(options.source.realm(environment, spec), findings, code, environment.out());
    } else {
      CheckPrinter printer = new CheckPrinter(common.outColours(environment));
      for (Finding finding : findings) {
        if (talk.isOn(levelOf(finding.status()))) {
          environment.out().println(printer.print(finding));
        }
      }
    }
    talk.info(
        (failures == 0 ? "fit to dispatch: " : "not fit to dispatch: ")
            + Count.of(count(findings, Status.OK), "check")
            + " ok, "
            + Count.of(count(findings, Status.WARNING), "warning")
            + ", "
            + Count.of(failures, "failure")
            + ", "
            + count(findings, Status.UNKNOWN)
            + " unknown, "
            + count(findings, Status.SKIPPED)
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

  static long count(List<Finding> findings, Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }
}
