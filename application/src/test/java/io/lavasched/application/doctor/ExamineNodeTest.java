// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.Check;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.TableChecks;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.reconcile.JobSchedulesPlan;
import io.lavasched.application.reconcile.ScheduleChange;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.testkit.InMemoryLastRuns;
import io.lavasched.application.testkit.SoundNode;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The order of the checks and what one says of another, on nodes in memory. */
class ExamineNodeTest {

  private final InMemoryJobsTable table = new InMemoryJobsTable();
  private final List<TableChecks.Wanted> asked = new ArrayList<>();
  private Supplier<LastRuns> lastRuns = InMemoryLastRuns::new;

  private static CrontabStore fails() {
    throw new StoreException("open", "it", false, "refused", Optional.of("mend it"));
  }

  private Optional<InService> inService = Optional.empty();

  private ExamineRequest request(boolean withJob) {
    LavaschedJob job =
        new LavaschedJob(Optional.empty(), Enabled.YES, Requests.read(Map.of("dispatcher", "d")));
    return new ExamineRequest(
        new RealmName("demo"),
        new ExamineRequest.Given(
            Optional.empty(), SoundNode.NOW, ZoneOffset.UTC, Optional.empty(), Optional.empty()),
        withJob
            ? Optional.of(
                new ExamineRequest.Lavasched(
                    Optional.empty(),
                    Optional.empty(),
                    any ->
                        Parsed.ok(
                            new ExamineRequest.Rebuild(
                                job,
                                new RebuildRequest.Policy(
                                    OnInvalid.KEEP, false, EntryLayout.PLAIN, Set.of()),
                                inService))))
            : Optional.empty(),
        Optional.empty(),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private List<Finding> examine(
      ExamineRequest request, Optional<TableChecks> tableChecks, Supplier<CrontabStore> crontab) {
    return ExamineNode.examine(
        request,
        new NodeAccess(
            new SoundNode(),
            tableChecks,
            file -> Optional.empty(),
            lastRuns,
            new NodeAccess.Stores(
                () -> table, crontab, false, InMemoryCrontabArchive::new, () -> RunMemory.OFF)));
  }

  private TableChecks table(boolean isReadable) {
    return wanted -> {
      asked.add(wanted);
      return new TableChecks.Found(
          TableChecks.Found.skipped("not here").findings(), Optional.empty(), isReadable);
    };
  }

  private static String of(Check check, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.check() == check)
        .map(finding -> finding.status().label() + ": " + finding.detail())
        .findFirst()
        .orElseThrow();
  }

  /** Each kind of what a lavasched job may have in EventBridge Scheduler. */
  private static List<Optional<InService>> services() {
    Supplier<LastRuns> none = InMemoryLastRuns::new;
    return List.of(
        Optional.empty(),
        Optional.of(new InService(true, () -> plan(Map.of()), none)),
        Optional.of(new InService(false, () -> plan(Map.of()), none)),
        Optional.of(
            new InService(
                true,
                () -> {
                  fails();
                  return plan(Map.of());
                },
                none)),
        Optional.of(
            new InService(
                true,
                () ->
                    new Parsed.Bad<>(
                        List.of(Problem.of(ProblemCode.ZONE_MISSING, "env must have CRON_TZ"))),
                none)));
  }

  private static Parsed<SchedulesOutcome> plan(Map<String, Boolean> schedules) {
    List<Stored> stored = new ArrayList<>();
    List<JobSchedulesPlan> jobs = new ArrayList<>();
    schedules.forEach(
        (name, isEnabled) -> {
          ScheduleSpec spec =
              new ScheduleSpec(
                  new ScheduleName(name),
                  new ScheduleExpression("cron(0 6 * * ? *)", "UTC"),
                  Optional.empty(),
                  Optional.empty(),
                  isEnabled,
                  new ScheduleTarget("arn:a", "arn:b", "{}", 900, 185, Optional.empty()),
                  "");
          stored.add(Stored.of(spec));
          jobs.add(
              new JobSchedulesPlan(
                  name,
                  Optional.empty(),
                  JobPlan.State.SCHEDULED,
                  List.of(
                      new ScheduleChange(
                          spec.name(),
                          ScheduleChange.Kind.UNCHANGED,
                          Optional.of(Stored.of(spec)),
                          Optional.of(spec),
                          List.of()))));
        });
    return Parsed.ok(
        new SchedulesOutcome.Unchanged(
            new SchedulesPlan(
                "schedule group g", Optional.of(stored), jobs, List.of(), List.of(), List.of())));
  }

  @Test
  void schedulesAreOnlyLookedForWhereSomebodySaysSo() {
    List<Finding> findings = examine(request(true), Optional.empty(), InMemoryCrontabStore::new);

    for (Check check : List.of(Check.SCHEDULE_GROUP, Check.SCHEDULES_CURRENT, Check.ONE_TARGET)) {
      assertThat(of(check, findings))
          .isEqualTo("skipped: nothing says that schedules are kept in EventBridge Scheduler");
    }
  }

  @Test
  void cronDoesNotMatterWhereTheServiceDispatches() {
    inService =
        Optional.of(new InService(true, () -> plan(Map.of("a", true)), InMemoryLastRuns::new));

    List<Finding> findings = examine(request(true), Optional.empty(), ExamineNodeTest::fails);

    assertThat(of(Check.CRON, findings))
        .isEqualTo("skipped: the schedules are kept in EventBridge Scheduler");
    assertThat(of(Check.SCHEDULE_GROUP, findings))
        .isEqualTo("ok: schedule group g: 1 schedule, 1 enabled");
    assertThat(of(Check.SCHEDULES_CURRENT, findings))
        .isEqualTo("ok: as the records say: 1 schedule");
    assertThat(of(Check.JOB_RECORDS, findings)).isEqualTo("ok: 1 record, none of them bad");
    assertThat(of(Check.ONE_TARGET, findings))
        .isEqualTo("ok: the crontab of this account has no entries of lavasched");
    assertThat(findings).noneMatch(finding -> finding.status() == Status.FAILURE);
  }

  /** In either direction, and only schedules that are enabled count. */
  @Test
  void bothLiveIsAFailure() {
    CrontabText block =
        CrontabText.of(
            "#### Lava Schedules Start ####\nX=1\n0 6 * * * a\n\n#### Lava Schedules End ####\n");
    for (boolean isTarget : List.of(true, false)) {
      inService =
          Optional.of(
              new InService(
                  isTarget, () -> plan(Map.of("a", true, "b", false)), InMemoryLastRuns::new));

      List<Finding> findings =
          examine(request(true), Optional.empty(), () -> new InMemoryCrontabStore(block));

      assertThat(of(Check.ONE_TARGET, findings))
          .isEqualTo(
              "failure: one target must dispatch the jobs, found 1 entry in the crontab and 1"
                  + " enabled schedule in schedule group g: jobs are dispatched twice");
      assertThat(findings)
          .anySatisfy(
              finding ->
                  assertThat(finding.help().orElse(""))
                      .startsWith("lavasched move --to " + (isTarget ? "eventbridge" : "crontab")));
    }
    inService =
        Optional.of(new InService(false, () -> plan(Map.of("a", false)), InMemoryLastRuns::new));
    assertThat(
            of(
                Check.ONE_TARGET,
                examine(request(true), Optional.empty(), () -> new InMemoryCrontabStore(block))))
        .isEqualTo("ok: no schedule of EventBridge Scheduler is enabled");
  }

  @Test
  void eachCheckHasOneFindingInTheirOrder() {
    for (Optional<InService> service : services()) {
      inService = service;
      eachCheckHasOneFinding();
    }
  }

  private void eachCheckHasOneFinding() {
    for (boolean withJob : List.of(true, false)) {
      for (Optional<TableChecks> checks :
          List.of(Optional.<TableChecks>empty(), Optional.of(table(true)))) {
        for (Supplier<CrontabStore> crontab :
            List.<Supplier<CrontabStore>>of(InMemoryCrontabStore::new, ExamineNodeTest::fails)) {
          assertThat(examine(request(withJob), checks, crontab))
              .extracting(Finding::check)
              .containsExactly(Check.values());
        }
      }
    }
  }

  @Test
  void aSoundNodeHasNoFailure() {
    assertThat(examine(request(true), Optional.empty(), InMemoryCrontabStore::new))
        .noneMatch(finding -> finding.status() == Status.FAILURE);
  }

  @Test
  void aCrontabThatCannotBeOpenedIsToldOnce() {
    List<Finding> findings = examine(request(true), Optional.empty(), ExamineNodeTest::fails);

    assertThat(of(Check.CRON, findings)).startsWith("failure: ");
    for (Check check : List.of(Check.BLOCK, Check.BLOCK_EDITS, Check.JOB_RECORDS)) {
      assertThat(of(check, findings)).isEqualTo("unknown: see cron");
    }
  }

  @Test
  void aTableThatIsOutOfReachIsNotOpened() {
    List<Finding> findings =
        examine(request(true), Optional.of(table(false)), InMemoryCrontabStore::new);

    assertThat(of(Check.LAVASCHED_JOB, findings)).isEqualTo("unknown: the records cannot be read");
    assertThat(of(Check.DISPATCHER_PROGRAM, findings)).isEqualTo("unknown: see realm-record");
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).needsRealm()).isTrue();
  }

  /** The plan needs a query alone; who rebuilds is read by BatchGetItem. */
  @Test
  void aPlanStandsWhereNobodyCanTellWhoRebuilds() {
    table
        .put(
            Map.of(
                "job_id",
                "a",
                "type",
                "cmd",
                "payload",
                "x",
                "enabled",
                true,
                "dispatcher",
                "d",
                "worker",
                "w",
                "schedule",
                "@daily"))
        .failAmongAfter(0);

    List<Finding> findings = examine(request(true), Optional.empty(), InMemoryCrontabStore::new);

    assertThat(findings).extracting(Finding::check).containsExactly(Check.values());
    assertThat(of(Check.JOB_RECORDS, findings)).isEqualTo("ok: 1 record, none of them bad");
    assertThat(of(Check.REBUILDER, findings))
        .isEqualTo("unknown: the jobs of the block cannot be read one by one");
  }

  @Test
  void aReportThatIsOutOfReachHidesNothingElse() {
    InMemoryLastRuns spoiled = new InMemoryLastRuns();
    spoiled.spoil();
    lastRuns = () -> spoiled;
    assertThat(
            of(Check.LAST_RUN, examine(request(true), Optional.empty(), InMemoryCrontabStore::new)))
        .startsWith("unknown: cannot read");

    lastRuns =
        () -> {
          throw new StoreException("find", "the state folder", false, "nowhere", Optional.empty());
        };
    assertThat(examine(request(true), Optional.empty(), InMemoryCrontabStore::new))
        .extracting(Finding::check)
        .containsExactly(Check.values());
  }
}
