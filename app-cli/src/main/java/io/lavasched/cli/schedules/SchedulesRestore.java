// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.reconcile.RestoreSchedules;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.words.Phrases;
import io.lavasched.cli.option.BackupChoice;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.Messages;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The kept schedules of a group: lists them, shows what would be restored, restores. */
public final class SchedulesRestore {

  private final SchedulesGroup group;
  private final Messages messages;
  private final Environment environment;
  private final boolean isJson;
  private final CommandSpec spec;
  private final RestoreSchedules useCase;
  private final SchedulesMessages told;
  private final Instant now;

  /**
   * The restore of one group.
   *
   * @param isJson whether standard output is to have a JSON object
   */
  public SchedulesRestore(
      SchedulesGroup group,
      Messages messages,
      Environment environment,
      boolean isJson,
      CommandSpec spec) {
    this.group = group;
    this.messages = messages;
    this.environment = environment;
    this.isJson = isJson;
    this.spec = spec;
    useCase =
        new RestoreSchedules(
            group.store(), group.archive(), () -> CrontabGuard.refusals(environment, spec));
    told = new SchedulesMessages(messages);
    now = environment.clock().instant();
  }

  /**
   * A restore that ended.
   *
   * @param backup what was to be there
   * @param outcome how it ended
   */
  public record Restored(Backup backup, SchedulesOutcome outcome) {}

  /** Lists the backups. */
  public int list() {
    List<SchedulesJson.Listed> listed = new ArrayList<>();
    List<StoreException> failures = new ArrayList<>();
    for (Backup backup : useCase.list()) {
      Optional<Integer> schedules = Optional.empty();
      try {
        schedules = Optional.of(group.archive().read(backup).size());
      } catch (StoreException e) {
        failures.add(e);
      }
      listed.add(new SchedulesJson.Listed(backup, schedules));
    }
    int code = failures.isEmpty() ? ExitCodes.OK : ExitCodes.OUTSIDE;
    if (isJson) {
      told.failures(failures);
      json().write(listed, failures, code, environment.out());
    } else {
      print(listed);
      told.failures(failures);
      messages.info(
          group.archive().describe()
              + ": "
              + Phrases.count(listed.size(), "backup")
              + " of "
              + group.store().describe());
    }
    return code;
  }

  private void print(List<SchedulesJson.Listed> listed) {
    for (int i = 0; i < listed.size(); i++) {
      SchedulesJson.Listed one = listed.get(i);
      environment
          .out()
          .println(
              (i + 1)
                  + "  "
                  + one.backup().name()
                  + "  "
                  + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                      one.backup()
                          .time()
                          .truncatedTo(ChronoUnit.SECONDS)
                          .atZone(environment.zone()))
                  + "  "
                  + one.schedules()
                      .map(count -> Phrases.count(count, "schedule"))
                      .orElse("unreadable"));
    }
  }

  /** Shows what would change. */
  @SuppressWarnings("try") // it is there to be closed
  public int plan(String word, Colours colours) {
    try (GroupStore store = group.store().open()) {
      Backup backup = choose(word);
      SchedulesPlan plan = useCase.plan(backup, now);
      messages.problems(plan.problems());
      messages.problems(plan.refusals());
      if (plan.hasChanges()) {
        told.planned("a restore", plan);
      } else {
        told.unchanged("no changes", plan);
      }
      if (isJson) {
        json()
            .write(
                plan.hasChanges()
                    ? new SchedulesOutcome.Pending(plan)
                    : new SchedulesOutcome.Unchanged(plan),
                Optional.of(backup),
                List.of(),
                ExitCodes.OK,
                environment.out());
      } else {
        SchedulesText.changes(plan, colours, environment.out());
      }
      return ExitCodes.OK;
    }
  }

  /** Restores. */
  public Restored run(String word) {
    try (GroupStore store = group.store().open()) {
      Backup backup = choose(word);
      return new Restored(backup, useCase.run(backup, now, store::begins));
    }
  }

  /** Tells of a restore. */
  public int ran(Restored restored) {
    int code = told.changed(restored.outcome());
    if (isJson) {
      json()
          .write(
              restored.outcome(),
              Optional.of(restored.backup()),
              List.of(),
              code,
              environment.out());
    }
    return code;
  }

  private SchedulesJson json() {
    return new SchedulesJson("restore", group.name(), Optional.empty());
  }

  private Backup choose(String word) {
    return new BackupChoice(
            useCase::list,
            group.archive().describe(),
            "group",
            backup -> !useCase.plan(backup, now).hasChanges(),
            spec)
        .of(word);
  }
}
