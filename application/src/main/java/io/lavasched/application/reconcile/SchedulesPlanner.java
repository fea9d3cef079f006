// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.guards.Guards;
import io.lavasched.application.jobs.DisabledJobs;
import io.lavasched.application.jobs.JobReader;
import io.lavasched.application.jobs.ReadJob;
import io.lavasched.application.lint.LavaschedJobCheck;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes plans for one group: the records are read once, but a group can be planned for again. */
final class SchedulesPlanner {

  private static final Subject GROUP = new Subject(Subject.Kind.SCHEDULE_GROUP, "");

  private final JobsTable table;
  private final SchedulesRequest request;
  private final SchedulesMaker maker;
  private final JobReader reader;
  private final DisabledJobs disabled;
  private List<ReadJob> jobs = List.of();

  /** Jobs that were read again before their schedules go. */
  private final Set<JobId> confirmed = new HashSet<>();

  private final List<Problem> lagging = new ArrayList<>();

  SchedulesPlanner(JobsTable table, SchedulesRequest request) {
    this.table = table;
    this.request = request;
    this.maker = new SchedulesMaker(request);
    this.reader = new JobReader(table, request.job(), maker);
    this.disabled =
        new DisabledJobs(table, request.policy().skipDisabled(), reader::noteRebuilding);
  }

  /** Reads the records; what stops the rebuild whatever the group is. */
  Optional<Stopped> read() {
    reader.read();
    takeJobs();
    return stoppedByBad();
  }

  private void takeJobs() {
    List<ReadJob> read = new ArrayList<>();
    for (ReadJob job : reader.jobs()) {
      ReadJob checked = job;
      if (job.record().isPresent()) {
        for (Problem problem : maker.of(job.record().get()).problems()) {
          checked = checked.with(problem);
        }
      }
      read.add(checked);
    }
    jobs = read;
  }

  private Optional<Stopped> stoppedByBad() {
    return request.policy().onInvalid() != OnInvalid.FAIL || jobs.stream().noneMatch(ReadJob::isBad)
        ? Optional.empty()
        : Optional.of(
            new Stopped(
                Stopped.Reason.INVALID_RECORDS,
                jobs.stream().flatMap(job -> job.problems().stream()).toList()));
  }

  /**
   * The plan for a group. Jobs that lose a schedule are read again, from the table itself, before
   * that is believed.
   *
   * @param group how messages name it
   * @param before all that is in it
   */
  Parsed<SchedulesPlan> plan(String group, Optional<List<Stored>> before) {
    GroupSchedules installed = installed(before);
    List<JobSchedulesPlan> plans = plans(installed);
    for (Set<JobId> again = unconfirmed(plans, installed);
        !again.isEmpty();
        again = unconfirmed(plans, installed)) {
      reader.readAgain(again);
      confirmed.addAll(again);
      Map<String, Integer> doubted = sizes(plans);
      takeJobs();
      installed = installed(before);
      plans = plans(installed);
      noteLag(again, doubted, plans);
    }
    Optional<Stopped> stopped = stoppedByBad();
    if (stopped.isPresent()) {
      return new Parsed.Bad<>(stopped.get().problems());
    }
    SchedulesPlan plan =
        new SchedulesPlan(
            group, before, plans, installed.foreign(), problems(plans, installed), List.of());
    return Parsed.ok(plan.hasChanges() ? plan.refused(guards(plan, installed).refusals()) : plan);
  }

  private GroupSchedules installed(Optional<List<Stored>> before) {
    List<JobId> known = new ArrayList<>();
    jobs.forEach(job -> job.id().ifPresent(known::add));
    return new GroupSchedules(before.orElse(List.of()), known);
  }

  private List<JobSchedulesPlan> plans(GroupSchedules installed) {
    Set<JobId> left = new LinkedHashSet<>(installed.jobs());
    Set<JobId> areDisabled = disabled.among(jobs);
    List<JobSchedulesPlan> plans = new ArrayList<>();
    for (ReadJob job : jobs) {
      List<Stored> stored = job.id().map(installed::of).orElse(List.of());
      job.id().ifPresent(left::remove);
      plans.add(plan(job, stored, areDisabled));
    }
    for (JobId gone : left) {
      plans.add(
          new JobSchedulesPlan(
              gone.text(),
              Optional.empty(),
              JobPlan.State.GONE,
              changes(installed.of(gone), List.of())));
    }
    return plans;
  }

  private JobSchedulesPlan plan(ReadJob job, List<Stored> stored, Set<JobId> areDisabled) {
    JobPlan.State state;
    List<ScheduleChange> changes;
    if (job.isBad()) {
      state = JobPlan.State.QUARANTINED;
      changes =
          request.policy().onInvalid() == OnInvalid.KEEP
              ? stored.stream().map(ScheduleChange::keep).toList()
              : changes(stored, List.of());
    } else {
      JobRecord record = job.record().orElseThrow();
      List<ScheduleSpec> wanted = List.of();
      if (!record.schedule().isScheduled()) {
        state = JobPlan.State.UNSCHEDULED;
      } else if (areDisabled.contains(record.id())) {
        state = JobPlan.State.DISABLED;
      } else {
        wanted = maker.of(record).value().orElseThrow();
        state = wanted.isEmpty() ? JobPlan.State.INACTIVE : JobPlan.State.SCHEDULED;
      }
      changes = changes(stored, wanted);
    }
    return new JobSchedulesPlan(
        job.id().map(JobId::text).orElse(job.subject().name()), job.dispatcher(), state, changes);
  }

  private List<ScheduleChange> changes(List<Stored> stored, List<ScheduleSpec> wanted) {
    Map<ScheduleName, Stored> left = new TreeMap<>();
    stored.forEach(each -> left.put(each.name(), each));
    List<ScheduleChange> changes = new ArrayList<>();
    for (ScheduleSpec spec : wanted) {
      changes.add(
          ScheduleChange.to(Optional.ofNullable(left.remove(spec.name())), spec, request.now()));
    }
    left.values().forEach(each -> changes.add(ScheduleChange.delete(each)));
    return changes;
  }

  /** Only what the index alone says is doubted: that a job is disabled was read from the table. */
  private Set<JobId> unconfirmed(List<JobSchedulesPlan> plans, GroupSchedules installed) {
    Set<String> losing = new HashSet<>();
    for (JobSchedulesPlan plan : plans) {
      if (plan.state() != JobPlan.State.DISABLED
          && plan.schedules().stream().anyMatch(each -> !each.stays())) {
        losing.add(plan.name());
      }
    }
    Set<JobId> unconfirmed = new LinkedHashSet<>(installed.jobs());
    unconfirmed.removeIf(id -> !losing.contains(id.text()) || confirmed.contains(id));
    return unconfirmed;
  }

  /** How many schedules each job will have. */
  private static Map<String, Integer> sizes(List<JobSchedulesPlan> plans) {
    Map<String, Integer> sizes = new HashMap<>();
    plans.forEach(plan -> sizes.put(plan.name(), plan.after()));
    return sizes;
  }

  private void noteLag(
      Set<JobId> again, Map<String, Integer> doubted, List<JobSchedulesPlan> plans) {
    Map<String, Integer> now = sizes(plans);
    for (JobId id : again) {
      if (now.getOrDefault(id.text(), 0) > doubted.getOrDefault(id.text(), 0)) {
        lagging.add(
            Problem.of(
                    ProblemCode.INDEX_BEHIND,
                    "index should have the job as the table has it, found it behind; the table"
                        + " counts")
                .in(Subject.job(id.text())));
      }
    }
  }

  private List<Problem> problems(List<JobSchedulesPlan> plans, GroupSchedules installed) {
    List<Problem> problems = new ArrayList<>();
    jobs.forEach(job -> problems.addAll(job.problems()));
    problems.addAll(lagging);
    problems.addAll(table.notes());
    List<String> named = table.dispatchers();
    reader
        .withoutJobs()
        .forEach(
            dispatcher ->
                problems.add(request.ofJob(LavaschedJobCheck.withoutJobs(dispatcher, named))));
    edited(plans).ifPresent(problems::add);
    installed.foreignProblem().ifPresent(problems::add);
    return problems;
  }

  private static Optional<Problem> edited(List<JobSchedulesPlan> plans) {
    List<String> names = new ArrayList<>();
    for (JobSchedulesPlan plan : plans) {
      for (ScheduleChange change : plan.schedules()) {
        boolean isTold =
            change.kind() == ScheduleChange.Kind.REPLACE
                || change.kind() == ScheduleChange.Kind.KEPT;
        if (isTold && change.isEdited()) {
          names.add(plan.name() + " [" + change.name().element() + "]");
        }
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.EDITED_BY_HAND,
                    "schedules should be as lavasched wrote them, found "
                        + names.size()
                        + " edited"
                        + ": "
                        + Phrases.some(names))
                .withHint(
                    "they are set back to what the records say, except those of bad records; change the"
                        + " record instead")
                .in(GROUP));
  }

  private Guards guards(SchedulesPlan plan, GroupSchedules installed) {
    Set<JobId> staying = new LinkedHashSet<>();
    List<Guards.OfJob> ofJobs = new ArrayList<>();
    for (JobSchedulesPlan job : plan.jobs()) {
      ofJobs.add(new Guards.OfJob(job.name(), job.before(), job.after()));
      if (job.after() > 0) {
        JobId.parse(job.name()).value().ifPresent(staying::add);
      }
    }
    return new Guards(
        new Guards.Asked(request.job().id(), request.runners(), request.policy().allowed()),
        new Guards.Going(Guards.Things.SCHEDULES, installed.size(), ofJobs, List.of(), staying),
        reader);
  }
}
