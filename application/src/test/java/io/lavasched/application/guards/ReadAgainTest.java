// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.rebuild.FaultyCrontab;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.testkit.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before a removal is believed, the table itself is asked. */
class ReadAgainTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --worker ";
  private static final String BEHIND =
      ": info: index should have the job as the table has it, found it behind; the table counts"
          + " [index-behind]";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore();
  private RebuildRequest request = Requests.of(Map.of("dispatcher", "d"), OnInvalid.KEEP);
  private CrontabText installed = CrontabText.EMPTY;

  @BeforeEach
  void install() {
    for (String id : List.of("a", "b", "c")) {
      jobs.put(job(id));
    }
    run();
    installed = crontab.read().orElseThrow();
  }

  private RebuildOutcome run() {
    return Requests.rebuild(jobs, crontab).run(request, Requests.REPORTED);
  }

  private static Map<String, Object> job(String id, Object... more) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("dispatcher", "d");
    record.put("schedule", "@daily");
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    return record;
  }

  private static List<String> states(RebuildPlan plan) {
    return plan.jobs().stream()
        .map(j -> j.name() + " " + j.state().label() + " " + j.change().label())
        .toList();
  }

  private List<String> entries() {
    List<String> lines = Requests.blockLines(crontab.read().orElseThrow());
    return lines.subList(1, lines.size());
  }

  @Test
  void nothingIsReadAgainWhenNothingGoes() {
    jobs.put(job("d")).put(job("a", "schedule", "@hourly")).put(job("b", "schedule", "x"));
    run();

    assertThat(jobs.askedAmong()).isEmpty();
  }

  @Test
  void jobThatTheIndexHasNotStays() {
    jobs.leaveOutOfIndex("a").leaveOutOfIndex("c");
    RebuildOutcome outcome = run();

    assertThat(outcome).isInstanceOf(RebuildOutcome.Unchanged.class);
    assertThat(crontab.read()).contains(installed);
    RebuildPlan plan = Requests.planOf(outcome);
    assertThat(states(plan))
        .containsExactly("a scheduled unchanged", "b scheduled unchanged", "c scheduled unchanged");
    assertThat(Found.lines(plan.problems())).containsExactly("job a" + BEHIND, "job c" + BEHIND);
    assertThat(jobs.askedAmong()).as("all of them in one call").containsExactly(Set.of("a", "c"));
  }

  @Test
  void planReadsAgainAndRenderDoesNot() {
    jobs.leaveOutOfIndex("a");
    RebuildCrontab rebuild = Requests.rebuild(jobs, crontab);

    assertThat(Requests.planOf(rebuild.render(request)).block().lines()).hasSize(2);
    assertThat(jobs.askedAmong()).isEmpty();
    assertThat(Requests.planOf(rebuild.plan(request)).block().lines()).hasSize(3);
    assertThat(jobs.askedAmong()).containsExactly(Set.of("a"));
  }

  @Test
  void whatTheTableHasCounts() {
    jobs.put(job("a", "worker", "x", "schedule", List.of("@hourly", "@weekly")));
    jobs.leaveOutOfIndex("a");
    run();

    assertThat(entries())
        .containsExactly(
            "@hourly " + LAVA + "x a",
            "@weekly " + LAVA + "x a",
            "@daily " + LAVA + "w b",
            "@daily " + LAVA + "w c");
  }

  @Test
  void jobThatIsDeletedGoes() {
    jobs.remove("a");
    RebuildPlan plan = Requests.planOf(run());

    assertThat(states(plan))
        .containsExactly("b scheduled unchanged", "c scheduled unchanged", "a gone removed");
    assertThat(plan.problems()).isEmpty();
    assertThat(entries()).hasSize(2);
    assertThat(jobs.askedAmong()).containsExactly(Set.of("a"));
  }

  @Test
  void jobOfAnotherDispatcherGoes() {
    jobs.put(job("a", "dispatcher", "e")).put(job("b", "dispatcher", null));
    jobs.put(job("c", "dispatcher", "D"));
    request = Requests.allowing(request, Guard.EMPTY);

    assertThat(states(Requests.planOf(run())))
        .containsExactly("a gone removed", "b gone removed", "c gone removed");
    assertThat(entries()).isEmpty();
  }

  @Test
  void jobThatMovedBetweenOurDispatchersStays() {
    request = Requests.of(Map.of("dispatcher", List.of("d", "e")), OnInvalid.KEEP);
    jobs.put(job("a", "dispatcher", "e")).leaveOutOfIndex("a");
    run();

    assertThat(entries())
        .containsExactly(
            "@daily " + LAVA + "w b", "@daily " + LAVA + "w c", "@daily " + LAVA + "w a");
  }

  @Test
  void jobThatHasNoScheduleGoes() {
    jobs.put(job("a", "schedule", "--")).put(job("b", "schedule", "")).leaveOutOfIndex("b");
    RebuildPlan plan = Requests.planOf(run());

    assertThat(states(plan))
        .containsExactly("a unscheduled removed", "b unscheduled removed", "c scheduled unchanged");
    assertThat(plan.problems()).extracting(p -> p.code().id()).containsExactly("schedule-filler");
  }

  @Test
  void badRecordIsQuarantinedAndKept() {
    jobs.put(job("a", "schedule", "0 24 * * *")).leaveOutOfIndex("a");
    RebuildOutcome outcome = run();

    assertThat(outcome).isInstanceOf(RebuildOutcome.Unchanged.class);
    RebuildPlan plan = Requests.planOf(outcome);
    assertThat(states(plan)).first().isEqualTo("a quarantined unchanged");
    assertThat(plan.problems())
        .extracting(p -> p.code().id())
        .containsExactly("cron-out-of-range", "index-behind");
  }

  @Test
  void recordThatMayBeAnybodysIsQuarantinedAndKept() {
    jobs.put(job("a", "dispatcher", 7)).put(job("b", "dispatcher", ""));

    assertThat(states(Requests.planOf(run())))
        .containsExactly(
            "c scheduled unchanged", "a quarantined unchanged", "b quarantined unchanged");
    assertThat(entries())
        .containsExactlyInAnyOrderElementsOf(
            Requests.blockLines(installed).stream().skip(1).toList());
  }

  /** Read again, because their entries go; and still as bad as before. */
  @Test
  void droppedJobsStayQuarantined() {
    jobs.put(job("a", "schedule", 7)).put(job("b", "dispatcher", ""));
    request = Requests.onInvalid(request, OnInvalid.DROP);
    RebuildPlan plan = Requests.planOf(run());

    assertThat(states(plan))
        .containsExactly("a quarantined removed", "c scheduled unchanged", "b quarantined removed");
    assertThat(plan.problems())
        .extracting(p -> p.location().text() + " " + p.code().id())
        .containsExactly("job a: schedule wrong-type", "job b: dispatcher empty-value");
  }

  @Test
  void badRecordStopsARunThatShallFail() {
    jobs.put(job("a", "schedule", "0 24 * * *")).leaveOutOfIndex("a");
    request = Requests.onInvalid(request, OnInvalid.FAIL);
    Stopped stopped = (Stopped) run();

    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.INVALID_RECORDS);
    assertThat(stopped.problems())
        .extracting(p -> p.location().text() + " " + p.code().id())
        .containsExactly("job a: schedule:3 cron-out-of-range");
    assertThat(crontab.read()).contains(installed);
  }

  @Test
  void duplicatesAreOneAgain() {
    jobs.add(job("a", "schedule", "@hourly")).leaveOutOfIndex("a");
    RebuildPlan plan = Requests.planOf(run());

    assertThat(states(plan)).first().isEqualTo("a quarantined unchanged");
    assertThat(plan.problems())
        .extracting(p -> p.code().id())
        .containsExactly("duplicate-job", "index-behind");
  }

  @Test
  void failureOfIt() {
    for (int given : new int[] {0, 1}) {
      jobs.leaveOutOfIndex("a").remove("b").failAmongAfter(given);

      assertThatThrownBy(this::run).isInstanceOf(StoreException.class);
      assertThat(crontab.installed()).hasSize(1);
      assertThat(crontab.read()).contains(installed);
    }
  }

  @Test
  void itIsNotDoneTwiceForOneCrontabThatChanges() {
    jobs.leaveOutOfIndex("a").remove("b");
    FaultyCrontab edited =
        new FaultyCrontab(crontab)
            .beforeRead(2, () -> crontab.install(CrontabText.of("0 1 * * * x\n" + installed)));
    Requests.rebuild(jobs, edited).run(request, Requests.REPORTED);

    assertThat(jobs.askedAmong()).containsExactly(Set.of("a", "b"));
    assertThat(crontab.read().orElseThrow().toString())
        .startsWith("0 1 * * * x\n")
        .contains("w a\n")
        .doesNotContain("w b\n");
  }

  /** The edit brings a job into the block that was not there before. */
  @Test
  void jobsThatAnEditBringsAreReadAgainToo() {
    jobs.remove("b");
    String line = "@daily " + LAVA + "w x\n";
    CrontabText withMore =
        CrontabText.of(
            installed
                .toString()
                .replace("#### Lava Schedules End", line + "####" + " Lava Schedules End"));
    FaultyCrontab edited =
        new FaultyCrontab(crontab).beforeRead(2, () -> crontab.install(withMore));
    jobs.put(job("x")).leaveOutOfIndex("x");
    RebuildPlan plan =
        Requests.planOf(Requests.rebuild(jobs, edited).run(request, Requests.REPORTED));

    assertThat(jobs.askedAmong()).containsExactly(Set.of("b"), Set.of("x"));
    assertThat(entries()).contains("@daily " + LAVA + "w x");
    assertThat(Found.lines(plan.problems())).containsExactly("job x" + BEHIND);
  }

  /** That a job is disabled was read from the table, and need not be doubted. */
  @Test
  void disabledJobsAreNotReadAgain() {
    jobs.put(job("a", "enabled", false));
    request = Requests.skippingDisabled(request);

    assertThat(states(Requests.planOf(run()))).first().isEqualTo("a disabled removed");
    assertThat(jobs.askedAmong()).containsExactly(Set.of("a", "b", "c"));
  }

  @Test
  void jobThatIsFoundAgainMayBeDisabled() {
    jobs.put(job("a", "enabled", false)).leaveOutOfIndex("a");
    request = Requests.skippingDisabled(request);
    RebuildPlan plan = Requests.planOf(run());

    assertThat(states(plan)).first().isEqualTo("a disabled removed");
    assertThat(plan.problems()).isEmpty();
    assertThat(jobs.askedAmong()).containsExactly(Set.of("b", "c"), Set.of("a"), Set.of("a"));
  }
}
