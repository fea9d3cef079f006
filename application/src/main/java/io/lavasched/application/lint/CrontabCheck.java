// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.RecordRead;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.lavasched.ParameterAdvice;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ScheduleItem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What a crontab has against records: its cron, its lines, its rebuilds. */
final class CrontabCheck implements TargetCheck {

  private final Instant now;
  private final ZoneId zone;
  private final CronDialect dialect;
  private final TimeCheck times;

  CrontabCheck(Instant now, ZoneId zone, CronDialect dialect) {
    this.now = now;
    this.zone = zone;
    this.dialect = dialect;
    times = new TimeCheck(now, zone, dialect);
  }

  @Override
  public RecordRead read(SourceRecord source) {
    return RecordRead.of(source, dialect);
  }

  @Override
  public List<Problem> ofJob(JobRecord record, Subject subject, SchedulePlaces places) {
    times.addJob(record, subject, places);
    List<Problem> problems = new ArrayList<>();
    List<ScheduleItem> items = record.schedule().items();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).window().isOver(now, zone)) {
        problems.add(places.of(WindowCheck.over(items.get(i).window(), zone), i));
      }
    }
    return problems;
  }

  /** At its shortest: without the arguments and variables that a lavasched job may add. */
  @Override
  public List<Problem> ofSize(JobRecord record) {
    EntryForm form = EntryForm.of(dialect, List.of());
    return record.schedule().items().stream()
        .findFirst()
        .flatMap(
            item ->
                form.problem(
                    new CrontabEntry(
                        item.cron(),
                        DispatcherProgram.DEFAULT,
                        record.worker(),
                        List.of(),
                        record.id()),
                    CronLimits.of(dialect)))
        .stream()
        .toList();
  }

  @Override
  public List<Problem> ofLavasched(
      LavaschedParameters.Parts parameters, boolean lacksPath, RebuildSettings settings) {
    List<Problem> problems = new ArrayList<>(ofEnv(parameters.env(), dialect));
    CronTzCheck.problem(parameters.env(), zone, dialect, true).ifPresent(problems::add);
    problems.addAll(ParameterAdvice.problems(parameters, dialect));
    parameters.args().flatMap(settings.layout()::problem).ifPresent(problems::add);
    if (lacksPath) {
      problems.add(withoutPath());
    }
    return problems;
  }

  /** Variables that no block for a cron can have. */
  static List<Problem> ofEnv(List<EnvVar> env, CronDialect dialect) {
    return env.stream()
        .flatMap(
            variable ->
                (dialect.isStrict()
                        ? EntryForm.problem(variable, dialect)
                        : variable.problem(CronLimits.of(dialect)))
                    .stream().map(problem -> problem.under("parameters.env." + variable.name())))
        .toList();
  }

  private static Problem withoutPath() {
    return Problem.of(
            ProblemCode.ENV_WITHOUT_PATH, "env of a lavasched job should have PATH, found none")
        .withHint(
            "cron's own PATH may lead to a Python that lava-dispatcher cannot use; write such as"
                + " \"PATH\": \"/usr/local/bin:/bin:/usr/bin\"")
        .under("parameters.env");
  }

  @Override
  public List<Problem> ofAll(RealmLavaschedJobs lavaschedJobs) {
    return times.problems(lavaschedJobs);
  }
}
