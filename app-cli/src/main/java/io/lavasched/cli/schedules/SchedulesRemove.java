// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.reconcile.RemoveSchedules;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.Messages;
import java.util.List;
import java.util.Optional;

/** Takes the schedules of lavasched out of a group, or shows it. */
public final class SchedulesRemove {

  private final SchedulesGroup group;
  private final Messages messages;
  private final Environment environment;
  private final boolean isJson;
  private final RemoveSchedules useCase;
  private final SchedulesMessages told;

  /**
   * The removal from one group.
   *
   * @param isJson whether standard output is to have a JSON object
   */
  public SchedulesRemove(
      SchedulesGroup group, Messages messages, Environment environment, boolean isJson) {
    this.group = group;
    this.messages = messages;
    this.environment = environment;
    this.isJson = isJson;
    useCase = new RemoveSchedules(group.store(), group.archive());
    told = new SchedulesMessages(messages);
  }

  /** Shows what would go. */
  @SuppressWarnings("try") // it is there to be closed
  public int plan(Colours colours) {
    try (GroupStore store = group.store().open()) {
      SchedulesPlan plan = useCase.plan();
      if (plan.hasChanges()) {
        told.planned("remove", plan);
      } else {
        told.unchanged("no changes", plan);
      }
      if (isJson) {
        write(
            plan.hasChanges()
                ? new SchedulesOutcome.Pending(plan)
                : new SchedulesOutcome.Unchanged(plan),
            ExitCodes.OK);
      } else {
        SchedulesText.changes(plan, colours, environment.out());
      }
      return ExitCodes.OK;
    }
  }

  /** Removes. */
  public SchedulesOutcome run() {
    try (GroupStore store = group.store().open()) {
      return useCase.run(environment.clock().instant(), store::begins);
    }
  }

  /** Tells of a removal. */
  public int ran(SchedulesOutcome outcome) {
    int code = told.changed(outcome);
    if (code == ExitCodes.OK && outcome instanceof SchedulesOutcome.Written) {
      messages.info("to undo this: lavasched restore latest, with the same options");
    }
    if (isJson) {
      write(outcome, code);
    }
    return code;
  }

  private void write(SchedulesOutcome outcome, int code) {
    new SchedulesJson("remove", group.name(), Optional.empty())
        .write(outcome, Optional.empty(), List.of(), code, environment.out());
  }
}
