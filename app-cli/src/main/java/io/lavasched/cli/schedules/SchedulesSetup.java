// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.lint.EventBridgeMove;
import io.lavasched.application.lint.EventBridgeZones;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.reconcile.RebuildSchedules;
import io.lavasched.application.reconcile.SchedulesRequest;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.ServiceArn;
import io.lavasched.application.records.ServiceSettings;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.HelperArgs;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.schedules.WantedSchedules;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.option.target.ScheduleOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.cli.wiring.RebuildSetup;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.eventbridge.EventBridgeSchedules;
import io.lavasched.eventbridge.ScheduleBackups;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** From options and the record of the lavasched job to a rebuild of schedules. */
public final class SchedulesSetup {

  /** What the service does where nothing is said is 24 hours: too late for a scheduled job. */
  private static final int DEFAULT_AGE = 15 * 60;

  /** The most there can be: how long it tries is said by the age alone. */
  private static final int ATTEMPTS = 185;

  private final RebuildOptions options;
  private final Environment environment;
  private final CommandSpec spec;
  private final ServiceSettings given;
  private final Optional<ZoneId> zone;

  /**
   * Checks the options.
   *
   * @throws ParameterException where one is wrong
   */
  public SchedulesSetup(
      RebuildOptions options,
      ScheduleOptions schedules,
      Environment environment,
      CommandSpec spec) {
    this.options = options;
    this.environment = environment;
    this.spec = spec;
    given = schedules.given(spec);
    zone = TargetOptions.zone(options.time, environment, spec);
    if (!options.job.dispatchers().isEmpty()) {
      throw ownerless("--dispatcher");
    }
  }

  /**
   * Refuses options that have no effect on schedules.
   *
   * @param ofCrontab such ones of the command, besides those of the block
   * @return this
   * @throws ParameterException where one is given
   */
  public SchedulesSetup without(List<OptionSpec> ofCrontab) {
    List<OptionSpec> without = new ArrayList<>(options.block.ofCrontabAlone());
    without.addAll(ofCrontab);
    ScheduleOptions.refuse(without, spec);
    return this;
  }

  private ParameterException ownerless(String found) {
    return new ParameterException(
        spec.commandLine(),
        "the target eventbridge must have a lavasched job with a job_id, whose group it is, found "
            + found);
  }

  /** The group, as far as the options alone tell. */
  public Optional<GroupName> group(RebuildSetup setup) {
    return given
        .scheduleGroup()
        .or(
            () ->
                options
                    .job
                    .job()
                    .flatMap(id -> JobId.parse(id).value())
                    .map(id -> GroupName.of(setup.realm(), id)));
  }

  /**
   * The rebuild.
   *
   * @param setup what was checked before
   * @param source what was read
   * @param limit of the run
   * @throws InvalidInput where the lavasched job is wrong, or something is missing
   */
  public Schedules ready(RebuildSetup setup, RebuildSetup.Source source, RunLimit limit) {
    return ready(setup, source, limit, true);
  }

  /** The same without a group that could be read, for what only makes the schedules. */
  public Schedules unread(RebuildSetup setup, RebuildSetup.Source source, RunLimit limit) {
    return ready(setup, source, limit, false);
  }

  private Schedules ready(
      RebuildSetup setup, RebuildSetup.Source source, RunLimit limit, boolean isRead) {
    JobId owner = source.job().id().orElseThrow(() -> ownerless("a job file without one"));
    RebuildSettings settings = source.settings();
    ServiceSettings said = given.or(settings.service().orElse(ServiceSettings.NONE));
    List<ShellWord> words = source.job().parameters().args();
    Subject subject = Subject.job(owner.text());
    List<Problem> problems = new ArrayList<>();
    Optional<EventBridgeZones> zones =
        EventBridgeZones.of(
            source.job().parameters().cronTz(),
            new EventBridgeMove(zone, CronDialect.VIXIE, Optional.of(setup.realm())));
    if (zones.isEmpty()) {
      problems.add(EventBridgeZones.missingInEnv().in(subject));
    }
    require(said.scheduleRole(), "schedule_role", ServiceArn.ROLE).ifPresent(problems::add);
    require(said.dispatch(), "dispatch", ServiceArn.DISPATCH).ifPresent(problems::add);
    said.dispatch().flatMap(arn -> elsewhere(arn, setup.realm().text())).ifPresent(problems::add);
    Parsed<HelperArgs> args = HelperArgs.of(words, Optional.of(setup.realm()));
    problems.addAll(args.problems());
    EntryLayout layout = options.block.layout(settings, spec);
    layout.problem(words).ifPresent(problems::add);
    List<Problem> placed = problems.stream().map(problem -> problem.in(subject)).toList();
    if (placed.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      throw new InvalidInput(placed);
    }
    ScheduleTarget target =
        new ScheduleTarget(
            said.dispatch().orElseThrow(),
            said.scheduleRole().orElseThrow(),
            "",
            said.maxAge().orElse(DEFAULT_AGE),
            ATTEMPTS,
            said.deadLetter());
    SchedulesRequest request =
        new SchedulesRequest(
            setup.realm(),
            source.job(),
            Rebuild.runBy(environment),
            new WantedSchedules(
                zones.orElseThrow().zone(),
                zones.orElseThrow().windowZone(),
                args.value().orElseThrow(),
                DispatchDelay.of(layout, words),
                target,
                !said.disabled().orElse(false)),
            setup.now(),
            new SchedulesRequest.Policy(
                options.block.onInvalid(settings),
                options.block.skipDisabled(settings),
                setup.allowed()));
    GroupName group = said.scheduleGroup().orElseGet(() -> GroupName.of(setup.realm(), owner));
    GroupStore store =
        new GroupStore(
            group,
            () ->
                EventBridgeSchedules.open(
                    group,
                    new GroupOwner(setup.realm(), owner),
                    setup.aws(),
                    environment.variables(),
                    environment.clock()),
            limit);
    if (isRead) {
      store.open();
    }
    ScheduleArchive archive = archive(group, environment);
    return new Schedules(
        new RebuildSchedules(
            source.table(), store, archive, () -> CrontabGuard.refusals(environment, spec)),
        request,
        group,
        store,
        archive,
        placed,
        settings.quiet());
  }

  /** Where the old schedules of a group are kept. */
  static ScheduleArchive archive(GroupName group, Environment environment) {
    return new ScheduleBackups(group, Wiring.archiveOfGroup(group.text(), environment));
  }

  /** The helper takes a job_id of its own realm, and says nothing where there is none. */
  private static Optional<Problem> elsewhere(String arn, String realm) {
    String name = "lava-" + realm + "-dispatch";
    return arn.endsWith(":" + name) || arn.contains(":" + name + ":")
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.DISPATCH_ELSEWHERE,
                    "dispatch should be the helper of the realm, "
                        + name
                        + ", found "
                        + Quoted.of(arn))
                .withHint(
                    "a helper of another realm dispatches that realm's jobs, or none; if this one"
                        + " only has another name, put dispatch-elsewhere into quiet")
                .under(RebuildSettings.FIELD));
  }

  private static Optional<Problem> require(Optional<String> setting, String name, ServiceArn kind) {
    return setting.isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.SETTING_MISSING,
                    RebuildSettings.FIELD
                        + " must have "
                        + name
                        + " for EventBridge Scheduler, found none")
                .withHint(
                    "set it, or give --"
                        + name.replace('_', '-')
                        + ", such as "
                        + kind.example()
                        + "; see docs/eventbridge.md")
                .under(RebuildSettings.FIELD));
  }
}
