// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the schedules in EventBridge Scheduler are as they should be, and alone. */
final class SchedulesCheckup {

  private static final String PLAN = "lavasched plan --target eventbridge shows it";

  private final InService service;

  /** How many entries the block of the crontab has; empty where that is not known. */
  private final Optional<Integer> entries;

  /** Where it says why that is not known. */
  private final String whereCrontab;

  SchedulesCheckup(InService service, Optional<Integer> entries, String whereCrontab) {
    this.service = service;
    this.entries = entries;
    this.whereCrontab = whereCrontab;
  }

  /** Where no lavasched job could be read. */
  static List<Finding> unknown(String why) {
    return List.of(
        Finding.unknown(Check.SCHEDULE_GROUP, why),
        Finding.unknown(Check.SCHEDULES_CURRENT, why),
        Finding.unknown(Check.ONE_TARGET, why));
  }

  /** Where nothing says that there are schedules. */
  static List<Finding> skipped() {
    String why = "nothing says that schedules are kept in EventBridge Scheduler";
    return List.of(
        Finding.skipped(Check.SCHEDULE_GROUP, why),
        Finding.skipped(Check.SCHEDULES_CURRENT, why),
        Finding.skipped(Check.ONE_TARGET, why));
  }

  List<Finding> findings() {
    try {
      Parsed<SchedulesOutcome> outcome = service.plan().get();
      return outcome.fold(ok -> of(ok.get()), bad -> wrong(bad.problems()));
    } catch (StoreException e) {
      List<Finding> findings = new ArrayList<>(unknown("see schedule-group"));
      findings.set(0, Finding.failure(Check.SCHEDULE_GROUP, e));
      return findings;
    }
  }

  private static List<Finding> wrong(List<Problem> problems) {
    List<Finding> findings = new ArrayList<>(unknown("see schedule-group"));
    findings.set(0, failure(Check.SCHEDULE_GROUP, problems));
    return findings;
  }

  private static Finding failure(Check check, List<Problem> problems) {
    Problem first = problems.get(0);
    return Finding.failure(
        check, text(first) + Phrases.andMore(problems.size() - 1), first.hint().orElse(PLAN));
  }

  private List<Finding> of(SchedulesOutcome outcome) {
    if (outcome instanceof SchedulesOutcome.NotPlanned stopped) {
      return stopped(stopped.stopped());
    }
    SchedulesPlan plan = outcome.planned().orElseThrow();
    List<Finding> findings = new ArrayList<>();
    findings.add(group(plan));
    findings.add(service.isTarget() ? current(plan) : notTheTarget());
    findings.add(alone(plan));
    if (service.isTarget()) {
      findings.add(records(plan));
    }
    return findings;
  }

  private static List<Finding> stopped(Stopped stopped) {
    String why = "see schedules-current";
    return List.of(
        Finding.unknown(Check.SCHEDULE_GROUP, why),
        stopped.reason() == Stopped.Reason.DISABLED
            ? Finding.warning(
                Check.SCHEDULES_CURRENT,
                "the lavasched job is disabled: nothing rebuilds the schedules",
                "set enabled to true in its record")
            : failure(Check.SCHEDULES_CURRENT, stopped.problems()),
        Finding.unknown(Check.ONE_TARGET, why));
  }

  private static Finding group(SchedulesPlan plan) {
    if (plan.before().isEmpty()) {
      return Finding.warning(
          Check.SCHEDULE_GROUP,
          plan.group() + " should be there, found none",
          "lavasched run --target eventbridge makes it");
    }
    String contents =
        plan.group()
            + ": "
            + Phrases.count(plan.schedulesBefore(), "schedule")
            + ", "
            + inForce(plan)
            + " enabled";
    return plan.foreign().isEmpty()
        ? Finding.ok(Check.SCHEDULE_GROUP, contents)
        : Finding.warning(
            Check.SCHEDULE_GROUP,
            contents
                + "; should have no others, found "
                + plan.foreign().size()
                + ": "
                + Phrases.some(plan.foreign().stream().map(each -> each.name().text()).toList()),
            "nothing is done with them; give what is not of lavasched another group");
  }

  private static long inForce(SchedulesPlan plan) {
    return plan.before().orElse(List.of()).stream()
        .filter(each -> !plan.foreign().contains(each))
        .filter(SchedulesCheckup::isInForce)
        .count();
  }

  private static boolean isInForce(Stored stored) {
    return stored.spec().map(ScheduleSpec::enabled).orElse(true);
  }

  private static Finding notTheTarget() {
    return Finding.skipped(
        Check.SCHEDULES_CURRENT, "the crontab is the target, and not EventBridge Scheduler");
  }

  private static Finding current(SchedulesPlan plan) {
    if (!plan.refusals().isEmpty()) {
      Problem first = plan.refusals().get(0);
      return Finding.failure(
          Check.SCHEDULES_CURRENT,
          "run would refuse to write what the records say: " + text(first),
          first.hint().orElse(PLAN));
    }
    if (!plan.hasChanges() && plan.schedules() > 0 && inForce(plan) == 0) {
      return Finding.warning(
          Check.SCHEDULES_CURRENT,
          "schedules should be in force, found all "
              + plan.schedules()
              + " disabled: nothing is dispatched from there",
          "lavasched move --to eventbridge, or a run without --disabled (disabled in x-lavasched),"
              + " enables them");
    }
    if (!plan.hasChanges()) {
      return Finding.ok(
          Check.SCHEDULES_CURRENT,
          "as the records say: " + Phrases.count(plan.schedules(), "schedule"));
    }
    String edits =
        plan.problems().stream()
            .filter(problem -> problem.code() == ProblemCode.EDITED_BY_HAND)
            .map(problem -> ": " + problem.message())
            .findFirst()
            .orElse("");
    return Finding.warning(
        Check.SCHEDULES_CURRENT,
        "the schedules should be as the records say, found that a rebuild would change "
            + plan.writes().size()
            + edits,
        PLAN + "; lavasched run writes it");
  }

  private static Finding records(SchedulesPlan plan) {
    List<String> bad =
        plan.jobs().stream()
            .filter(job -> job.state() == JobPlan.State.QUARANTINED)
            .map(job -> Quoted.name(job.name()))
            .toList();
    long records = plan.jobs().stream().filter(job -> job.state() != JobPlan.State.GONE).count();
    return PlanCheckup.records(
        bad, records, "lavasched check --target eventbridge tells what is wrong with each");
  }

  private Finding alone(SchedulesPlan plan) {
    long enabled = inForce(plan);
    if (enabled == 0) {
      return Finding.ok(Check.ONE_TARGET, "no schedule of EventBridge Scheduler is enabled");
    }
    if (entries.isEmpty()) {
      return Finding.unknown(Check.ONE_TARGET, whereCrontab);
    }
    return entries.get() == 0
        ? Finding.ok(Check.ONE_TARGET, "the crontab of this account has no entries of lavasched")
        : Finding.failure(
            Check.ONE_TARGET,
            "one target must dispatch the jobs, found "
                + Phrases.count(entries.get(), "entry")
                + " in the crontab and "
                + Phrases.count(enabled, "enabled schedule")
                + " in "
                + plan.group()
                + ": jobs are dispatched twice",
            "lavasched move --to "
                + (service.isTarget() ? "eventbridge" : "crontab")
                + " ends it; or remove one of the two (lavasched remove)");
  }

  private static String text(Problem problem) {
    String where = problem.location().text();
    return (where.isEmpty() ? "" : where + ": ") + problem.message();
  }
}
