// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.forecast.CountDispatches;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.Target;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.times.RealmService;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.json.TimelineJson;
import io.lavasched.cli.option.CronOption;
import io.lavasched.cli.option.JobChoice;
import io.lavasched.cli.option.JobOptions;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.OutputOption;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.option.TimeOptions;
import io.lavasched.cli.page.PageFile;
import io.lavasched.cli.page.TimelinePage;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.Ramp;
import io.lavasched.cli.text.TerminalWidth;
import io.lavasched.cli.text.TimelineReport;
import io.lavasched.cli.text.TimelineText;
import io.lavasched.cli.wiring.LazyCrontab;
import io.lavasched.cli.wiring.ServiceSetup;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.text.Quoted;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The crowd: how many jobs are dispatched at which time. */
public final class TimelineCommand implements Callable<Integer> {

  private static final String HEADING = "%nWhat is shown, and how:%n";

  private static final int DEFAULT_DAYS = 7;

  private static final int MOST_PROBLEMS = 5;

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final SourceOptions source = new SourceOptions();

  private final TimeOptions time = new TimeOptions();

  private final OptionSpec dispatchers =
      Options.many("NAME", "--dispatcher").description(JobOptions.DISPATCHER).build();

  private final OptionSpec days =
      Options.one(int.class, "DAYS", "--days")
          .description("How many days, today included: 1 to 31. Default: 7.")
          .build();

  private final OptionSpec html =
      Options.one(Path.class, "FILE", "--html")
          .description(
              "Write a page for a browser instead of the text; it needs no network. - is"
                  + " standard output.")
          .build();

  private final CronOption cron = new CronOption();

  private final TargetOptions target = new TargetOptions();

  private final OutputOption output = new OutputOption();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  public TimelineCommand(Environment environment) {
    this.environment = environment;
    source.addTo(spec, 1);
    time.addTo(spec, 2);
    Options.addGroup(spec, HEADING, 3, dispatchers, days, cron.option, html);
    target.addTo(spec, 4);
    output.addTo(spec);
    CommonOptions.addTo(spec, ExitCode.NOT_FOUND, ExitCode.QUARANTINED);
    spec.usageMessage()
        .header("Show the load: how many jobs are dispatched when.")
        .description(
            "%nPrints a map of the coming days, hour by hour, then the busiest hours minute"
                + " by minute, the busiest minutes with their jobs, and the load of each dispatcher"
                + " and worker. Times are in the node's own zone; windows and daylight saving are"
                + " taken into account. With --no-colour, NO_COLOR or LAVASCHED_ASCII it shows"
                + " counts instead of blocks: digits up to 9, letters for more. Disabled jobs"
                + " count, because they are dispatched too; bad records are reported and do not"
                + " count (exit code 3).%n%nWith --target eventbridge, by the rules of AWS"
                + " EventBridge Scheduler. Times are then in the zone of --zone, else in that of the"
                + " schedules, and in UTC if they have more than one.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched timeline -r prod",
            "  lavasched timeline --jobs FOLDER --days 1",
            "  lavasched timeline --jobs FOLDER --html -");
  }

  @Override
  public Integer call() {
    Optional<Path> page = Options.value(html);
    boolean isPageOut = page.isPresent() && page.get().toString().equals("-");
    if (isPageOut && output.isJson()) {
      throw new ParameterException(
          spec.commandLine(),
          "--html - must not be with --output json, for both are for standard output");
    }
    Target place = target.of(environment, spec);
    Instant now = time.now(environment, spec);
    int length = daysGiven();
    Function<ZoneId, Interval> interval =
        zone -> Interval.ofDays(now.atZone(zone).toLocalDate(), length, zone);
    Set<DispatcherName> only = only();
    Optional<RealmService> service =
        place == Target.EVENTBRIDGE
            ? Optional.of(
                ServiceSetup.service(source, time, now, List.of(cron.option), environment, spec))
            : Optional.empty();
    ZoneId zone = time.zone(environment, spec);
    AwsOptions aws = Wiring.aws(source, spec);
    JobsTable table = Wiring.jobsTable(source, aws, environment, spec);
    Optional<CronDialect> dialect =
        service.isPresent()
            ? Optional.empty()
            : Optional.of(
                cron.of(
                    new LazyCrontab(() -> Wiring.crontab(Optional.empty(), environment, spec))));
    CountDispatches.Report counted =
        service.isPresent()
            ? CountDispatches.countInService(table, service.get(), only, interval)
            : CountDispatches.count(
                table,
                new CountDispatches.Request(interval.apply(zone), dialect.orElseThrow(), only));
    if (!counted.notFound().isEmpty()) {
      return NotFound.tell(
          counted.notFound(),
          "timeline",
          output.isJson(),
          common.messages(environment),
          environment);
    }
    TimelineReport report =
        new TimelineReport(
            counted,
            source.realmIfGiven(environment, spec).map(RealmName::text),
            table.describe(),
            dialect,
            now);
    int code = counted.tally().bad() > 0 ? ExitCodes.QUARANTINED : ExitCodes.OK;
    Messages messages = common.messages(environment);
    messages.problems(counted.problems(), MOST_PROBLEMS);
    if (isPageOut) {
      environment.out().print(TimelinePage.of(report));
    } else {
      page.ifPresent(file -> new PageFile(file).write(TimelinePage.of(report)));
    }
    if (output.isJson()) {
      new TimelineJson(place, report).write(code, environment.out());
    } else if (page.isEmpty()) {
      print(report);
    }
    page.filter(file -> !isPageOut)
        .ifPresent(file -> messages.info("wrote " + Quoted.escape(file.toString())));
    return code;
  }

  private void print(TimelineReport report) {
    boolean isPlain =
        common.refusesColours(environment) || environment.variable("LAVASCHED_ASCII").isPresent();
    new TimelineText(
            report,
            isPlain ? Ramp.COUNTS : Ramp.BLOCKS,
            common.outColours(environment),
            TerminalWidth.of(environment),
            environment.out()::println)
        .print();
  }

  private int daysGiven() {
    int given = Options.<Integer>value(days).orElse(DEFAULT_DAYS);
    if (given < 1 || given > Interval.MOST_DAYS) {
      throw new ParameterException(
          spec.commandLine(), "--days must be 1 to " + Interval.MOST_DAYS + ", found " + given);
    }
    return given;
  }

  private Set<DispatcherName> only() {
    Set<DispatcherName> only = new HashSet<>();
    for (String name : Options.values(dispatchers)) {
      only.add(JobChoice.value("--dispatcher", DispatcherName.parse(name), spec));
    }
    return only;
  }
}
