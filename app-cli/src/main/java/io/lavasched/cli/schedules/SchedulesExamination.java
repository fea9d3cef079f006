// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.doctor.InService;
import io.lavasched.application.plan.Guard;
import io.lavasched.application.port.LastRuns;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.records.ServiceSettings;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.option.target.ScheduleOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.cli.wiring.RebuildSetup;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.problem.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** What doctor looks at in EventBridge Scheduler. */
public final class SchedulesExamination {

  private final RebuildOptions options;
  private final ScheduleOptions schedules;
  private final Set<Guard> allowed;
  private final Environment environment;
  private final CommandSpec spec;

  /** Nothing is looked at yet. */
  public SchedulesExamination(
      RebuildOptions options,
      ScheduleOptions schedules,
      Set<Guard> allowed,
      Environment environment,
      CommandSpec spec) {
    this.options = options;
    this.schedules = schedules;
    this.allowed = allowed;
    this.environment = environment;
    this.spec = spec;
  }

  /**
   * What a lavasched job has there.
   *
   * @param source what was read of it
   * @return empty where it is not the target, and not set up for it either
   */
  public Optional<InService> of(RebuildSetup.Source source) {
    Optional<ServiceSettings> settings = source.settings().service();
    boolean isTarget = schedules.isForSchedules(settings, environment, spec);
    boolean isSetUp =
        settings
            .filter(said -> said.scheduleRole().isPresent() && said.dispatch().isPresent())
            .isPresent();
    if (!isTarget && !isSetUp) {
      return Optional.empty();
    }
    SchedulesSetup setup = new SchedulesSetup(options, schedules, environment, spec);
    if (isTarget) {
      setup.without(List.of());
    }
    return Optional.of(new InService(isTarget, () -> plan(setup, source), () -> lastRuns(source)));
  }

  @SuppressWarnings("try") // it is there to be closed
  private Parsed<SchedulesOutcome> plan(SchedulesSetup setup, RebuildSetup.Source source) {
    Schedules ready;
    try {
      ready = setup.ready(rebuild(), source, Wiring.runLimit(environment, spec));
    } catch (InvalidInput e) {
      return new Parsed.Bad<>(e.problems());
    }
    try (GroupStore store = ready.store()) {
      return Parsed.ok(ready.useCase().plan(ready.request()));
    }
  }

  private RebuildSetup rebuild() {
    return RebuildSetup.of(options, allowed, environment, spec);
  }

  private LastRuns lastRuns(RebuildSetup.Source source) {
    GroupName group =
        schedules
            .given(spec)
            .scheduleGroup()
            .or(() -> source.settings().service().flatMap(ServiceSettings::scheduleGroup))
            .orElseGet(() -> GroupName.of(rebuild().realm(), source.job().id().orElseThrow()));
    return Wiring.lastRunsOfGroup(group.text(), environment);
  }
}
