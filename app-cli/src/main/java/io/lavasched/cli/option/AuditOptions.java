// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.application.audit.AuditRequest;
import io.lavasched.application.audit.DueJobs;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.schedule.WindowTime;
import io.lavasched.domain.text.Quoted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Which dispatches to audit, and by what. */
public final class AuditOptions {

  /** What audit writes to standard output. */
  public enum AuditOutput {
    /** The findings, for people. */
    TEXT,
    /** One JSON object. */
    JSON,
    /** The commands that would send what is missing. */
    COMMANDS
  }

  private static final String TIME = "%nWhich dispatches:%n";

  private static final String EVIDENCE = "%nWhat tells what became of them:%n";

  private static final Duration SINCE = Duration.ofHours(2);

  private static final Duration UNTIL = Duration.ofMinutes(10);

  private static final Duration TIME_LIMIT = Duration.ofHours(1);

  /** More would make every run by hand a dispatch. */
  private static final Duration MOST_GRACE = Duration.ofHours(1);

  private static final Duration MOST_LATE = Duration.ofDays(14);

  private static final Duration MOST_LIMIT = Duration.ofDays(1);

  /** Run records do not live that long, unless the realm says so. */
  private static final Duration MOST_BACK = Duration.ofDays(31);

  private final OptionSpec since =
      Options.one(String.class, "INSTANT", "--since")
          .description(
              "From this time on, in the same forms as --until. Default: 2h. At most 31 days ago.")
          .build();

  private final OptionSpec until =
      Options.one(String.class, "INSTANT", "--until").description(UntilOption.DESCRIPTION).build();

  private final OptionSpec grace =
      Options.one(String.class, "TIME", "--grace")
          .description(
              "How long after its time a dispatch is looked for, RANDOM_DELAY of cronie not"
                  + " counted. Default: 2m. At most 1h.")
          .build();

  private final OptionSpec late =
      Options.one(String.class, "TIME", "--late")
          .description(
              "A job must have started so long after its time, --delay and --spread of its entry"
                  + " not counted. Default: 10m.")
          .build();

  private final OptionSpec by =
      Options.one(DueJobs.Basis.class, "crontab|records", "--by")
          .description(
              "What tells which jobs were due: the kept crontabs of this account, or the job"
                  + " records. Default: the crontabs, if this account's has a block of the realm.")
          .build();

  private final OptionSpec unchangedSince =
      Options.one(String.class, "INSTANT", "--unchanged-since")
          .description(
              "The records are as they are, and in the crontab, since this time (ISO 8601, or a"
                  + " time before now). Default: what earlier audits on this machine have seen.")
          .build();

  private final OptionSpec events =
      Options.one(Path.class, "PATH", "--events")
          .description(
              "Read the run records from a file, or a folder of files, instead of the table, in"
                  + " the forms of --jobs; - is standard input. Queues are not asked then.")
          .build();

  private final OptionSpec noQueues =
      Options.flag("--no-queues")
          .description("Do not ask SQS what waits in the queues of the workers.")
          .build();

  private final OptionSpec rate =
      Options.one(double.class, "UNITS", "--rate")
          .description(
              "The most read units a second that are spent on the table of run records. Default:"
                  + " 4, as lava gives it 5.")
          .build();

  private final OptionSpec timeLimit =
      Options.one(String.class, "TIME", "--time-limit")
          .description("How long the reading may take. Default: 1h.")
          .build();

  private final OptionSpec output =
      Options.one(AuditOutput.class, "text|json|commands", "-o", "--output")
          .order(99)
          .description(
              "json: one object on standard output (docs/json.md). commands: the commands that"
                  + " would send what is missing, one a line, for you to read and run. Default:"
                  + " text.")
          .build();

  private final OptionSpec only =
      Options.many("JOB", "--only")
          .order(99)
          .description(
              "With -o commands: only for this job, or the jobs that match a glob. May be repeated.")
          .build();

  /** Adds them, and those of the crontab. */
  public void addTo(CommandSpec command, int order, OptionSpec... ofCrontab) {
    Options.addGroup(command, TIME, order, since, until, grace, late);
    OptionSpec[] evidence = {by, unchangedSince, events, noQueues, rate, timeLimit};
    OptionSpec[] all = new OptionSpec[evidence.length + ofCrontab.length];
    System.arraycopy(evidence, 0, all, 0, evidence.length);
    System.arraycopy(ofCrontab, 0, all, evidence.length, ofCrontab.length);
    Options.addGroup(command, EVIDENCE, order + 1, all);
    command.addOption(output);
    command.addOption(only);
  }

  /** Which time, checked. */
  public AuditRequest.Span span(Instant now, ZoneId zone, CommandSpec spec) {
    Instant first = moment("--since", since, now, zone, spec).orElse(now.minus(SINCE));
    Instant last = moment("--until", until, now, zone, spec).orElse(now.minus(UNTIL));
    if (last.isAfter(now)) {
      throw usage(spec, "--until must not be after " + now + ", found " + last);
    }
    if (last.isBefore(first)) {
      throw usage(spec, "--since must be before --until, found " + first + " and " + last);
    }
    if (first.isBefore(now.minus(MOST_BACK))) {
      throw usage(
          spec, "--since must be at most " + MOST_BACK.toDays() + " days ago, found " + first);
    }
    return new AuditRequest.Span(first, last, now);
  }

  public AuditRequest.Tolerance tolerance(CommandSpec spec) {
    return new AuditRequest.Tolerance(
        length("--grace", grace, AuditRequest.Tolerance.GRACE, MOST_GRACE, spec),
        length("--late", late, AuditRequest.Tolerance.LATE, MOST_LATE, spec));
  }

  public Optional<Instant> unchangedSince(Instant now, ZoneId zone, CommandSpec spec) {
    return moment("--unchanged-since", unchangedSince, now, zone, spec);
  }

  private static Optional<Instant> moment(
      String name, OptionSpec option, Instant now, ZoneId zone, CommandSpec spec) {
    return Options.<String>value(option)
        .map(
            text ->
                Length.parse(text)
                    .map(now::minus)
                    .or(() -> WindowTime.parse(text).value().map(time -> time.toInstant(zone)))
                    .orElseThrow(
                        () ->
                            usage(
                                spec,
                                name
                                    + " must be a time or a length of time before now, found "
                                    + Quoted.of(text)
                                    + "; write 2026-11-23T10:15, 2026-11-23, 90m, 6h or 1d")));
  }

  private static Duration length(
      String name, OptionSpec option, Duration otherwise, Duration most, CommandSpec spec) {
    return Options.<String>value(option)
        .map(text -> Length.of(name, text, most, spec))
        .orElse(otherwise);
  }

  public Optional<DueJobs.Basis> by() {
    return Options.value(by);
  }

  public Optional<Path> events() {
    return Options.value(events);
  }

  public boolean asksQueues() {
    return !Options.isOn(noQueues) && events().isEmpty();
  }

  /** Read units a second. */
  public double rate(double otherwise, double most, CommandSpec spec) {
    double given = Options.<Double>value(rate).orElse(otherwise);
    if (!(given > 0 && given <= most)) {
      throw usage(
          spec,
          "--rate must be more than 0 and at most "
              + (long) most
              + " read units a second, found "
              + given);
    }
    return given;
  }

  public Duration timeLimit(CommandSpec spec) {
    Duration limit = length("--time-limit", timeLimit, TIME_LIMIT, MOST_LIMIT, spec);
    if (limit.isZero()) {
      throw usage(spec, "--time-limit must be more than 0");
    }
    return limit;
  }

  public AuditOutput output() {
    return Options.<AuditOutput>value(output).orElse(AuditOutput.TEXT);
  }

  /** Of which jobs to print the commands. */
  public List<JobPattern> only(CommandSpec spec) {
    List<String> given = Options.values(only);
    if (!given.isEmpty() && output() != AuditOutput.COMMANDS) {
      throw usage(spec, "--only must come with -o commands");
    }
    return given.stream()
        .map(text -> JobChoice.value("--only", JobPattern.parse(text), spec))
        .toList();
  }

  private static ParameterException usage(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
