// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static io.lavasched.application.audit.Audits.instant;
import static io.lavasched.application.audit.Audits.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.application.testkit.InMemoryWorkerQueues;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an audit makes of runs, and of none. */
class AuditDispatchesTest {

  private final Audits audits = new Audits();

  @Test
  void whatRanIsOk() {
    audits.job("a", "0 * * * *").ran("a", "10:00").ran("a", "11:00").ran("a", "12:00");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).isEmpty();
    assertThat(report.counts().of(Verdict.OK)).isEqualTo(3);
    assertThat(report.counts().isAlarm()).isFalse();
    assertThat(report.counts().jobsDue()).isEqualTo(1);
  }

  @Test
  void whatDidNotRunIsMissing() {
    audits.job("a", "0 * * * *").job("b", "30 * * * *").ran("a", "10:00").ran("b", "10:30");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("missing a 11:00 12:00", "missing b 11:30");
    assertThat(report.counts().expected()).isEqualTo(5);
    assertThat(report.counts().isAlarm()).isTrue();
  }

  /** Jobs that were not due are not read: the table has few read units. */
  @Test
  void onlyJobsThatWereDueAreRead() {
    audits.job("due", "0 11 * * *").job("not-due", "0 13 * * *").job("by-hand", "--");

    audits.byRecords();

    assertThat(audits.events.asked()).containsExactly(new JobId("due"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "failed", "skipped", "action_failed", "of a later lava"})
  void runThatEndedWasDispatched(String status) {
    audits.job("a", "0 11 * * *").ran("a", instant("11:00:04"), status);

    assertThat(lines(audits.byRecords())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting", "logging", "running", "retrying"})
  void runThatDidNotEndIsReported(String status) {
    audits.job("a", "0 11 * * *").ran("a", instant("11:00:04"), status);

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("never-ended a 11:00");
    assertThat(report.counts().isAlarm()).isFalse();
  }

  @Test
  void rejectedRunDidNotRun() {
    audits.job("a", "0 11 * * *").ran("a", instant("11:00:04"), "rejected");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("rejected a 11:00");
    assertThat(report.counts().isAlarm()).isFalse();
  }

  /** Such as one that was older than its max_run_delay when a worker took it. */
  @Test
  void rejectedRunThatStartedTooLateIsOverdue() {
    audits.job("a", "0 11 * * *").run("a", "r", instant("11:00:01"), instant("11:40"), "rejected");

    assertThat(audits.byRecords().counts().isAlarm()).isTrue();
  }

  @Test
  void runThatStartedTooLateIsLate() {
    audits
        .job("a", "0 11 * * *")
        .job("b", "0 11 * * *")
        .run("a", "r", instant("11:00:01"), instant("11:10:01"), "complete")
        .run("b", "s", instant("11:00:01"), instant("11:10:00"), "complete");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("late a 11:00");
    assertThat(report.counts().overdue()).isEqualTo(1);
    assertThat(report.counts().isAlarm()).isTrue();
  }

  /** SQS holds the message; the time of dispatch is that of the sending all the same. */
  @Test
  void ownDelayOfAJobIsNotLate() {
    audits.table.put(
        Map.of(
            "job_id",
            "sys",
            "type",
            "lavasched",
            "enabled",
            true,
            "worker",
            "w",
            "parameters",
            Map.of("dispatcher", "d", "args", List.of("--delay", "5m"))));
    audits
        .job("a", "0 11 * * *")
        .job("b", "0 11 * * *")
        .job("c", "0 11 * * *")
        .run("a", "r", instant("11:00:01"), instant("11:14"), "complete")
        .run("b", "s", instant("11:00:01"), instant("11:16"), "complete")
        .run("c", "t", instant("11:04:01"), instant("11:05"), "complete");

    assertThat(lines(audits.byRecords())).containsExactly("missing c 11:00", "late b 11:00");
  }

  @Test
  void secondRunIsTwice() {
    audits.job("a", "0 11 * * *").ran("a", "11:00").ran("a", instant("11:00:03"), "complete");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("twice a 11:00");
    assertThat(report.findings().get(0).shown().get(0).runs()).hasSize(2);
    assertThat(report.counts().extraRuns()).isZero();
    assertThat(report.counts().isAlarm()).isFalse();
  }

  @Test
  void runByHandIsCountedOnly() {
    audits
        .job("a", "0 11 * * *")
        .ran("a", "11:00")
        .ran("a", "11:30")
        .ran("a", "09:30")
        .ran("a", "12:05");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).isEmpty();
    assertThat(report.counts().extraRuns()).isEqualTo(1);
  }

  /** It has the run id of the chain, and its time of dispatch, and was started after it. */
  @ParameterizedTest
  @ValueSource(strings = {"chain", "dag", "foreach"})
  void runWithinAChainHidesNoMiss(String type) {
    Object payload = type.equals("dag") ? Map.of("a", "b") : "a";
    audits
        .job("a", "0 11 * * *")
        .job("chain", "0 11 * * *", "type", type, "payload", payload)
        .run("chain", "r", instant("11:00:01"), instant("11:00:02"), "complete")
        .run("a", "r", instant("11:00:01"), instant("11:00:03"), "complete");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("missing a 11:00");
    assertThat(report.counts().extraRuns()).isZero();
  }

  /** The chain was dispatched by hand; as its record names the job, it is read all the same. */
  @Test
  void runWithinAChainThatWasNotDueHidesNoMiss() {
    audits
        .job("a", "0 11 * * *")
        .job("by-hand", "--", "type", "chain", "payload", List.of("x", "a"))
        .job("other", "--", "type", "chain", "payload", List.of("x", "y"))
        .run("by-hand", "r", instant("11:00:01"), instant("11:00:02"), "complete")
        .run("a", "r", instant("11:00:01"), instant("11:00:03"), "complete");

    assertThat(lines(audits.byRecords())).containsExactly("missing a 11:00");
    assertThat(audits.events.asked()).containsExactly(new JobId("a"), new JobId("by-hand"));
  }

  /** A chain by hand runs another chain, which is due itself, and that runs the job. */
  @Test
  void runWithinAChainOfAChainHidesNoMiss() {
    audits
        .job("a", "0 11 * * *")
        .job("inner", "0 11 * * *", "type", "chain", "payload", "a")
        .job("outer", "--", "type", "chain", "payload", "x,inner")
        .run("outer", "r", instant("11:00:01"), instant("11:00:02"), "complete")
        .run("inner", "r", instant("11:00:01"), instant("11:00:03"), "complete")
        .run("a", "r", instant("11:00:01"), instant("11:00:04"), "complete");

    assertThat(lines(audits.byRecords())).containsExactly("missing a 11:00", "missing inner 11:00");
  }

  @Test
  void chainItselfIsDispatched() {
    audits
        .job("a", "0 11 * * *")
        .job("chain", "0 11 * * *", "type", "chain", "payload", "a")
        .ran("a", "11:00")
        .run("chain", "r", instant("11:00:01"), instant("11:00:02"), "complete")
        .run("a", "r", instant("11:00:01"), instant("11:00:03"), "complete");

    assertThat(lines(audits.byRecords())).isEmpty();
  }

  /** Events are of whole seconds, and a chain starts its first job within the second. */
  @Test
  void runThatStartsInTheSecondOfItsChainHidesNoMiss() {
    audits
        .job("a", "0 11 * * *")
        .job("inner", "--", "type", "chain", "payload", "a")
        .job("outer", "0 11 * * *", "type", "chain", "payload", "inner")
        .run("outer", "r", instant("11:00:01"), instant("11:00:02"), "complete")
        .run("inner", "r", instant("11:00:01"), instant("11:00:02"), "complete")
        .run("a", "r", instant("11:00:01"), instant("11:00:02"), "complete");

    assertThat(lines(audits.byRecords())).containsExactly("missing a 11:00");
  }

  /** Two that run each other: which of them was dispatched nobody can tell. */
  @Test
  void nobodyGuessesWhichOfTwoChainsHasTheOther() {
    audits
        .job("a", "0 11 * * *", "type", "chain", "payload", "b")
        .job("b", "0 11 * * *", "type", "chain", "payload", "a")
        .run("a", "r", instant("11:00:01"), instant("11:00:02"), "complete")
        .run("b", "r", instant("11:00:01"), instant("11:00:02"), "complete");

    assertThat(lines(audits.byRecords()))
        .containsExactly(
            "unknown (perhaps-of-a-chain) a 11:00", "unknown (perhaps-of-a-chain) b 11:00");
  }

  /** Without the first events nobody knows which of the two was dispatched. */
  @Test
  void nobodyGuessesWhichOfTwoWasDispatched() {
    audits.job("a", "0 11 * * *").job("b", "0 11 * * *");
    Run run =
        new Run(
            "r",
            instant("11:00:01"),
            Optional.empty(),
            instant("11:00:05"),
            "complete",
            Optional.empty());
    audits.events.put(new JobId("a"), run).put(new JobId("b"), run);

    AuditReport report = audits.byRecords();

    assertThat(lines(report))
        .containsExactly(
            "unknown (perhaps-of-a-chain) a 11:00", "unknown (perhaps-of-a-chain) b 11:00");
  }

  @Test
  void whatWaitsInTheQueueIsNotMissing() {
    InMemoryWorkerQueues queues =
        new InMemoryWorkerQueues()
            .put(new WorkerName("w"), new Waiting(1, 1, 0))
            .put(new WorkerName("idle"), new Waiting(0, 0, 0));
    audits.queues = Optional.of(queues);
    audits
        .job("a", "0 11,12 * * *")
        .job("b", "30 10,11 * * *")
        .job("c", "0 11 * * *", "worker", "idle")
        .job("d", "0 11 * * *", "worker", "without-a-queue")
        .job("e", "0 11 * * *", "worker", "not-asked")
        .ran("e", "11:00");

    AuditReport report = audits.byRecords();

    assertThat(lines(report))
        .as("no more than the queue holds, the latest ones")
        .containsExactly(
            "missing a 11:00",
            "missing b 10:30",
            "missing c 11:00",
            "missing d 11:00",
            "waiting a 12:00",
            "waiting b 11:30");
    assertThat(queues.asked())
        .containsExactly(
            new WorkerName("idle"), new WorkerName("w"), new WorkerName("without-a-queue"));
    assertThat(report.queues().get(new WorkerName("without-a-queue"))).isEmpty();
    assertThat(report.counts().overdue()).as("12:00 may still start in time").isEqualTo(1);
  }

  /** A worker has the messages of its running jobs, and of a few that wait for a thread. */
  @Test
  void messageThatAWorkerTookAheadMayWait() {
    audits.queues =
        Optional.of(new InMemoryWorkerQueues().put(new WorkerName("w"), new Waiting(0, 0, 2)));
    audits
        .job("a", "0 11 * * *")
        .job("b", "30 11 * * *")
        .job("long", "0 10 * * *")
        .ran("long", instant("10:00:01"), "running");

    assertThat(lines(audits.byRecords()))
        .containsExactly("missing a 11:00", "waiting b 11:30", "never-ended long 10:00");
  }

  @Test
  void withoutQueuesNothingWaits() {
    audits.queues = Optional.empty();
    audits.job("a", "0 11 * * *");

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("missing a 11:00");
    assertThat(report.queuesAsked()).isFalse();
  }

  @Test
  void whatFailsIsNoVerdict() {
    audits.job("a", "0 11 * * *").job("b", "0 11 * * *").ran("a", "11:00");
    audits.events.failAfter(1);
    assertThatThrownBy(audits::byRecords).isInstanceOf(StoreException.class);

    Audits others = new Audits().job("a", "0 11 * * *");
    others.queues = Optional.of(new InMemoryWorkerQueues().fail());
    assertThatThrownBy(others::byRecords).isInstanceOf(StoreException.class);
  }

  @Test
  void runThatCannotBeReadMakesNothingMissing() {
    audits.job("a", "0 10-12 * * *").ran("a", "10:00");
    audits.events.putUnreadable(new JobId("a"), "broken", instant("11:00:05"));

    AuditReport report = audits.byRecords();

    assertThat(lines(report)).containsExactly("unknown (unreadable-run) a 11:00 12:00");
    assertThat(report.problems())
        .filteredOn(problem -> problem.severity() == Severity.WARNING)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code().id()).isEqualTo("run-unreadable");
              assertThat(problem.message())
                  .startsWith(
                      "run records must be such as lava's worker writes them, found 1 other: ")
                  .contains("broken");
            });
  }

  @Test
  void whatMayHaveExpiredIsNotMissing() {
    audits.kept = Optional.of(Duration.ofMinutes(95));
    audits.job("a", "0,30 * * * *").ran("a", "10:00").ran("a", "11:00");

    AuditReport report = audits.byRecords();

    assertThat(lines(report))
        .containsExactly("missing a 11:30 12:00", "unknown (records-gone) a 10:30");
    assertThat(report.reachesTooFarBack()).isTrue();
    audits.kept = Optional.empty();
    assertThat(lines(audits.byRecords())).containsExactly("missing a 10:30 11:30 12:00");
  }

  @Test
  void whatMayStillComeIsNotMissing() {
    audits.now = instant("12:01:59");
    audits.job("a", "0 12 * * *").job("b", "59 11 * * *");

    assertThat(lines(audits.byRecords()))
        .containsExactly("missing b 11:59", "unknown (too-recent) a 12:00");
  }

  /** Files are a picture of one moment: what came after their last event is not in them. */
  @Test
  void whatCameAfterTheRecordsIsNotMissing() {
    audits.endsAt = Optional.of(instant("11:32"));
    audits.job("a", "0,30 * * * *").ran("a", "10:00").ran("a", "11:00");

    assertThat(lines(audits.byRecords()))
        .containsExactly("missing a 10:30 11:30", "unknown (after-the-records) a 12:00");
  }

  /** Cron fires what it skipped at once, and rests between: it may be minutes behind. */
  @Test
  void cronThatCatchesUpAfterTheClockWasPutForwardHasTime() {
    audits.zone = ZoneId.of("Europe/Berlin");
    audits.since = Instant.parse("2026-03-29T00:30:00Z");
    audits.until = Instant.parse("2026-03-29T02:30:00Z");
    audits.now = Instant.parse("2026-03-29T03:00:00Z");
    audits.unchangedSince = Optional.of(Instant.parse("2026-03-01T00:00:00Z"));
    audits
        .job("a", "30 2 * * *")
        .job("b", "15 2 * * *")
        .job("c", "30 3 * * *")
        .ran("a", Instant.parse("2026-03-29T01:08:00Z"), "complete")
        .ran("c", Instant.parse("2026-03-29T01:35:00Z"), "complete");

    assertThat(lines(audits.byRecords())).containsExactly("missing b 01:00", "missing c 01:30");
  }

  @Test
  void firstOfAVeryManyAreShown() {
    audits.job("a", "* * * * *");

    AuditReport report = audits.byRecords();

    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.count()).isEqualTo(121);
              assertThat(finding.shown()).hasSize(AuditFinding.MOST_SHOWN);
              assertThat(finding.first()).isEqualTo(Audits.SINCE.getEpochSecond());
              assertThat(finding.last()).isEqualTo(Audits.UNTIL.getEpochSecond());
            });
  }

  @Test
  void moreDispatchesThanCanBeJudgedAreRefused() {
    audits.since = Audits.SINCE.minus(Duration.ofDays(31));
    for (int i = 0; i < 25; i++) {
      audits.job("job-" + i, "* * * * *");
    }

    assertThatThrownBy(audits::byRecords)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("at most 1000000 dispatches");
    assertThat(audits.events.asked()).isEmpty();
  }

  @Test
  void moreRunsThanCanBeKeptAreRefused() {
    Run run =
        new Run(
            "r",
            instant("11:00:01"),
            Optional.empty(),
            instant("11:00:05"),
            "complete",
            Optional.empty());
    RunsOfAudit runs = new RunsOfAudit();
    RunEvents.Runs many = new RunEvents.Runs(Collections.nCopies(RunsOfAudit.MOST, run), List.of());
    RunEvents.Runs one = new RunEvents.Runs(List.of(run), List.of());
    long at = instant("11:00:01").getEpochSecond();
    runs.add(new JobId("a"), many, at, at);
    runs.add(new JobId("b"), one, at + 1, at + 1);

    assertThat(runs.size()).isEqualTo(RunsOfAudit.MOST);
    assertThatThrownBy(() -> runs.add(new JobId("c"), one, at, at))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("at most 200000 runs");
  }

  @Test
  void jobsOfTheTimeAreFoundByTheirNames() {
    audits
        .job("etl/a", "0 11 * * *")
        .job("etl/b", "0 11 * * *", "worker", "other")
        .job("report", "0 11 * * *", "dispatcher", "e");

    audits.chosen(List.of(), List.of("etl/*"), List.of());
    assertThat(lines(audits.byRecords()))
        .containsExactly("missing etl/a 11:00", "missing etl/b 11:00");
    audits.chosen(List.of("d"), List.of(), List.of("other"));
    assertThat(lines(audits.byRecords())).containsExactly("missing etl/b 11:00");
  }

  /** Each dispatch has one verdict. */
  @Test
  void verdictsAddUp() {
    audits
        .job("a", "0 10-12 * * *")
        .job("b", "0 10-12 * * *")
        .ran("a", "10:00")
        .ran("a", instant("11:00:01"), "rejected")
        .ran("b", instant("10:00:01"), "running")
        .ran("b", "11:00")
        .ran("b", "11:00");

    AuditCounts counts = audits.byRecords().counts();

    assertThat(counts.expected()).isEqualTo(6);
    assertThat(counts.verdicts())
        .containsEntry(Verdict.OK, 1L)
        .containsEntry(Verdict.REJECTED, 1L)
        .containsEntry(Verdict.NEVER_ENDED, 1L)
        .containsEntry(Verdict.TWICE, 1L)
        .containsEntry(Verdict.MISSING, 2L)
        .containsEntry(Verdict.LATE, 0L);
  }
}
