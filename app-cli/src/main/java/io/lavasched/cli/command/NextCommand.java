// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.forecast.Coming;
import io.lavasched.application.forecast.Forecast;
import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.forecast.GroupBy;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.Target;
import io.lavasched.application.times.RealmCrontabs;
import io.lavasched.application.times.RealmTimes;
import io.lavasched.application.words.Phrases;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.calendar.NextICalendar;
import io.lavasched.cli.json.NextJson;
import io.lavasched.cli.option.CronOption;
import io.lavasched.cli.option.JobChoice;
import io.lavasched.cli.option.NextOutput;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.option.TimeOptions;
import io.lavasched.cli.option.UntilOption;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.NextText;
import io.lavasched.cli.wiring.LazyCrontab;
import io.lavasched.cli.wiring.ServiceSetup;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.job.RealmName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The coming dispatches. */
public final class NextCommand implements Callable<Integer> {

  private static final int COUNT = 20;

  private static final int COUNT_OF_GROUP = 5;

  private static final int MOST_PROBLEMS = 5;

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final JobChoice choice = new JobChoice();

  private final UntilOption until = new UntilOption();

  private final OptionSpec count =
      Options.one(int.class, "DISPATCHES", "--count")
          .description(
              "Show at most this many; with --group-by, in each group. Default: 20, or 5 in"
                  + " each group; all with --until. Never more than 1000000 in total.")
          .build();

  private final OptionSpec groupBy =
      Options.one(GroupBy.class, "job|dispatcher|worker", "--group-by")
          .description("A list for each job, dispatcher or worker. Default: one list.")
          .build();

  private final TargetOptions target = new TargetOptions();

  private final SourceOptions source = new SourceOptions();

  private final TimeOptions time = new TimeOptions();

  private final CronOption cron = new CronOption();

  private final OptionSpec output =
      Options.one(NextOutput.class, "text|json|ical", "-o", "--output")
          .order(99)
          .description(
              "json: one object on standard output (docs/json.md). ical: a calendar (RFC 5545)."
                  + " Default: text.")
          .build();

  private final CommonOptions common = new CommonOptions(spec);

  private final Environment environment;

  public NextCommand(Environment environment) {
    this.environment = environment;
    choice.addTo(spec);
    spec.addOption(until.option);
    spec.addOption(count);
    spec.addOption(groupBy);
    cron.addTo(spec);
    source.addTo(spec, 1);
    time.addTo(spec, 2);
    target.addTo(spec, 3);
    spec.addOption(output);
    CommonOptions.addTo(spec, ExitCode.NOT_FOUND, ExitCode.QUARANTINED);
    spec.usageMessage()
        .header("Show what will be dispatched next.")
        .description(
            "%nPrints the coming dispatches in time order, by the rules of cron, daylight"
                + " saving included. Each has its time in the zone of the dispatcher's cron and in"
                + " UTC (one column if both are the same). Windows of schedules are shown when they"
                + " begin or end. Disabled jobs are dispatched too, and are marked; jobs with a bad"
                + " record are left out and reported.%n%nWith --target eventbridge, by the rules of"
                + " AWS EventBridge Scheduler: windows begin and end on time, and a job that cannot"
                + " be kept there, or whose zone is not known, is left out and reported.")
        .footer(
            "",
            CommonOptions.EXAMPLES,
            "  lavasched next -r prod",
            "  lavasched next -r prod --dispatcher Sydney --until 36h",
            "  lavasched next -r prod --group-by job --count 3",
            "  lavasched next --jobs FOLDER --until 1w -o ical");
  }

  @Override
  public Integer call() {
    Target place = target.of(environment, spec);
    ZoneId zone = time.zone(environment, spec);
    Instant now = time.now(environment, spec);
    boolean isFiles = source.jobs().isPresent();
    ForecastRequest request =
        new ForecastRequest(
            new ForecastRequest.Chosen(
                choice.dispatchers(spec), choice.jobs(spec), choice.workers(spec)),
            times(place, zone, now),
            new ForecastRequest.Span(now, until.until(now, zone, spec)),
            !isFiles);
    OptionalInt most = most();
    Optional<GroupBy> by = Options.value(groupBy);
    NextOutput form = Options.<NextOutput>value(output).orElse(NextOutput.TEXT);
    if (form == NextOutput.ICAL && by.isPresent()) {
      throw usage("--group-by must not come with -o ical: a calendar has no groups");
    }
    AwsOptions aws = Wiring.aws(source, spec);
    Optional<RealmName> realm = source.realmIfGiven(environment, spec);
    JobsTable table = Wiring.jobsTable(source, aws, environment, spec);
    Forecast forecast = Forecast.of(table, request);
    return forecast.notFound().isEmpty()
        ? tell(place, new Coming(request, forecast, most, by), form, table, realm)
        : NotFound.tell(
            forecast.notFound(),
            "next",
            form == NextOutput.JSON,
            common.messages(environment),
            environment);
  }

  private RealmTimes times(Target place, ZoneId zone, Instant now) {
    return switch (place) {
      case CRONTAB ->
          new RealmCrontabs(
              zone,
              cron.of(new LazyCrontab(() -> Wiring.crontab(Optional.empty(), environment, spec))));
      case EVENTBRIDGE ->
          ServiceSetup.service(source, time, now, List.of(cron.option), environment, spec);
    };
  }

  /** Without an end and a number there would be no end of them. */
  private OptionalInt most() {
    Optional<Integer> given = Options.value(count);
    if (given.isPresent()) {
      if (given.get() < 1) {
        throw usage("--count must be at least 1 dispatch, found " + given.get());
      }
      return OptionalInt.of(given.get());
    }
    if (Options.value(until.option).isPresent()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Options.value(groupBy).isPresent() ? COUNT_OF_GROUP : COUNT);
  }

  private int tell(
      Target place, Coming coming, NextOutput form, JobsTable table, Optional<RealmName> realm) {
    int code = coming.forecast().isIncomplete() ? ExitCodes.QUARANTINED : ExitCodes.OK;
    Messages messages = common.messages(environment);
    messages.problems(coming.forecast().problems(), MOST_PROBLEMS);
    switch (form) {
      case JSON -> new NextJson(place, coming).write(code, environment.out());
      case ICAL -> {
        NextICalendar.Written written =
            new NextICalendar(coming, realm.map(RealmName::text).orElse(""))
                .write(environment.out());
        if (written.isCut()) {
          String all = summary(coming, table, written.dispatches(), true);
          if (written.dispatches() >= Coming.MOST) {
            messages.warning(all);
          } else {
            messages.info(all);
          }
        }
      }
      case TEXT -> {
        NextText text = new NextText(coming, environment.out(), environment.outIsTerminal());
        text.print();
        messages.info(summary(coming, table, text.dispatches(), text.isCut()));
      }
    }
    return code;
  }

  private static String summary(Coming coming, JobsTable table, long dispatches, boolean isCut) {
    return table.describe()
        + ": "
        + Phrases.count(dispatches, "dispatch")
        + " of "
        + Phrases.count(coming.forecast().jobs().size(), "job")
        + (!isCut
            ? ""
            : dispatches >= Coming.MOST
                ? ", and more, which are not shown: choose fewer jobs or a nearer --until"
                : ", and more: see --count and --until");
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
