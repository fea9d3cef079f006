// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.reconcile.FieldChange;
import io.lavasched.application.reconcile.JobSchedulesPlan;
import io.lavasched.application.reconcile.ScheduleChange;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.cli.text.Colours;
import io.lavasched.domain.text.Quoted;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Schedules for people, on standard output: one line a schedule, or a setting that changes. */
final class SchedulesText {

  private static final String DESCRIPTION = "description";

  /** An input may have 256 KiB. */
  private static final int LONGEST = 200;

  private SchedulesText() {}

  /** What would be written, in the order of the jobs. */
  static void changes(SchedulesPlan plan, Colours colours, PrintStream out) {
    for (JobSchedulesPlan job : plan.jobs()) {
      for (ScheduleChange change : job.schedules()) {
        print(job.name(), change, colours, out);
      }
    }
  }

  /** The schedules that are wanted. */
  static void wanted(SchedulesPlan plan, PrintStream out) {
    for (JobSchedulesPlan job : plan.jobs()) {
      for (ScheduleChange change : job.schedules()) {
        if (change.after().isPresent()) {
          out.println(name(job.name(), change) + " " + text(change.after().get()));
        }
      }
    }
  }

  private static void print(String job, ScheduleChange change, Colours colours, PrintStream out) {
    String name = name(job, change);
    String edited = change.isEdited() ? " (edited by hand)" : "";
    switch (change.kind()) {
      case CREATE ->
          out.println(colours.green("+ " + name + " " + text(change.after().orElseThrow())));
      case DELETE ->
          out.println(
              colours.red("- " + name + " " + text(change.before().orElseThrow()) + edited));
      case REPLACE -> {
        for (FieldChange field : told(change.fields())) {
          out.println(
              colours.cyan(
                  "~ "
                      + name
                      + " "
                      + field.field()
                      + " "
                      + shown(field.before())
                      + " -> "
                      + shown(field.after())
                      + edited));
        }
      }
      case UNCHANGED, KEPT -> {}
    }
  }

  /** The description follows from the others: it is told where it is all that changes. */
  private static List<FieldChange> told(List<FieldChange> fields) {
    List<FieldChange> others =
        fields.stream().filter(field -> !field.field().equals(DESCRIPTION)).toList();
    return others.isEmpty() ? fields : others;
  }

  private static String name(String job, ScheduleChange change) {
    return Quoted.name(job) + " [" + Quoted.escape(change.name().element()) + "]";
  }

  private static String text(Stored stored) {
    Optional<ScheduleSpec> spec = stored.spec();
    return spec.isPresent() ? text(spec.get()) : shown(String.join(", ", stored.beyond()));
  }

  private static String text(ScheduleSpec spec) {
    return shown(spec.expression().text())
        + " "
        + shown(spec.expression().zone())
        + spec.start().map(at -> ", from " + at).orElse("")
        + spec.end().map(at -> ", until " + at).orElse("")
        + (spec.enabled() ? "" : ", disabled");
  }

  private static String shown(String text) {
    return Quoted.escape(Quoted.head(text, LONGEST));
  }
}
