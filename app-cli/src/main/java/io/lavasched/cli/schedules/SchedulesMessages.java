// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import static java.util.stream.Collectors.joining;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.reconcile.JobSchedulesPlan;
import io.lavasched.application.reconcile.Progress;
import io.lavasched.application.reconcile.ScheduleChange;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.words.Phrases;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Messages;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Schedules and what is done with them in words, for standard error. */
final class SchedulesMessages {

  /** A first run may make thousands of schedules; plan lists them all. */
  private static final int MOST_JOBS = 20;

  private final Messages messages;

  SchedulesMessages(Messages messages) {
    this.messages = messages;
  }

  /** The jobs that changed, as far as there are not too many. */
  void changes(SchedulesPlan plan) {
    List<JobSchedulesPlan> changed = new ArrayList<>();
    for (JobSchedulesPlan job : plan.jobs()) {
      if (job.change() != JobPlan.Change.UNCHANGED) {
        changed.add(job);
      }
    }
    changed.stream().limit(MOST_JOBS).forEach(job -> messages.info(summary(job)));
    if (changed.size() > MOST_JOBS) {
      messages.info("  ... and " + Phrases.count(changed.size() - MOST_JOBS, "other job"));
    }
  }

  /** One line for each job. */
  void jobs(SchedulesPlan plan) {
    plan.jobs().forEach(job -> messages.info(summary(job)));
  }

  private static String summary(JobSchedulesPlan job) {
    String state =
        switch (job.state()) {
          case SCHEDULED -> "";
          case INACTIVE -> " (no window is open or to come)";
          case UNSCHEDULED -> " (no schedule)";
          case DISABLED -> " (disabled)";
          case QUARANTINED -> " (its record is bad)";
          case GONE -> " (no longer on these dispatchers)";
        };
    boolean isLeftOut = job.state() == JobPlan.State.QUARANTINED && job.schedules().isEmpty();
    return "  "
        + String.format("%-9s", isLeftOut ? "left out" : job.change().label())
        + " "
        + Quoted.name(job.name())
        + (job.after() == 0 ? "" : ": " + Phrases.count(job.after(), "schedule"))
        + state;
  }

  /** Such as {@code 30 schedules for 12 jobs}. */
  static String contents(SchedulesPlan plan) {
    long jobs = plan.jobs().stream().filter(job -> job.after() > 0).count();
    return Phrases.count(plan.schedules(), "schedule")
        + " for "
        + Phrases.count(jobs, "job")
        + (jobs > 0 && plan.inForce() == 0 ? ", not in force" : "");
  }

  /** Such as {@code 3 created, 1 replaced, 2 deleted}. */
  static String counts(SchedulesPlan plan) {
    Map<ScheduleChange.Kind, Integer> counts = new EnumMap<>(ScheduleChange.Kind.class);
    plan.writes().forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey().label() + "d")
        .collect(joining(", "));
  }

  void unchanged(String what, SchedulesPlan plan) {
    messages.info(
        what
            + ": "
            + plan.group()
            + (plan.before().isEmpty()
                ? " is not there, and nothing is to be in it"
                : already(plan)));
  }

  private static String already(SchedulesPlan plan) {
    return " already has "
        + contents(plan)
        + (plan.quarantined() == 0 ? "" : " (" + plan.quarantined() + " quarantined)");
  }

  /** Which jobs are left as they are because their records are bad. */
  void quarantined(SchedulesPlan plan) {
    List<JobSchedulesPlan> jobs =
        plan.jobs().stream().filter(job -> job.state() == JobPlan.State.QUARANTINED).toList();
    if (jobs.isEmpty()) {
      return;
    }
    long kept =
        jobs.stream()
            .flatMap(job -> job.schedules().stream())
            .filter(change -> change.kind() == ScheduleChange.Kind.KEPT)
            .count();
    messages.error(
        Phrases.count(jobs.size(), "job")
            + " quarantined ("
            + Phrases.some(jobs.stream().map(job -> Quoted.name(job.name())).toList())
            + "): "
            + (jobs.size() == 1 ? "its record is bad" : "their records are bad")
            + "; "
            + Phrases.count(kept, "schedule")
            + " kept as found");
  }

  /** How far the writing came. */
  void written(SchedulesPlan plan, Progress progress) {
    String backup =
        progress.backup().map(kept -> "; backup " + kept.name()).orElse("; the group is new");
    if (progress.isWhole()) {
      messages.info(plan.group() + ": " + counts(plan) + "; now " + contents(plan) + backup);
      return;
    }
    progress.failure().ifPresent(messages::failure);
    String applied = progress.done() + " of " + progress.total() + " applied";
    if (progress.failure().isPresent()) {
      messages.error(plan.group() + ": " + applied + backup, "run it again: it does the rest");
    } else {
      messages.error(
          plan.group()
              + ": "
              + applied
              + ", but not as written when read again: "
              + Phrases.some(progress.different().stream().map(ScheduleName::text).toList())
              + backup,
          "somebody else changes the group: see who, and run it again");
    }
  }

  /** What would be written. */
  void planned(String who, SchedulesPlan plan) {
    messages.info(
        who
            + " would change "
            + plan.group()
            + " to "
            + contents(plan)
            + " ("
            + counts(plan)
            + ")");
  }

  /** How a command ended that reads no records; the exit code. */
  int changed(SchedulesOutcome outcome) {
    outcome.planned().ifPresent(plan -> messages.problems(plan.problems()));
    if (outcome instanceof SchedulesOutcome.Guarded guarded) {
      messages.problems(guarded.plan().refusals());
      messages.error("nothing was written: " + guarded.plan().group() + " is as it was");
      return ExitCodes.GUARDED;
    }
    if (!(outcome instanceof SchedulesOutcome.Written written)) {
      outcome.planned().ifPresent(plan -> unchanged("unchanged", plan));
      return ExitCodes.OK;
    }
    written(written.plan(), written.progress());
    return written.progress().isWhole() ? ExitCodes.OK : ExitCodes.OUTSIDE;
  }

  void failures(List<StoreException> failures) {
    failures.forEach(messages::failure);
  }
}
