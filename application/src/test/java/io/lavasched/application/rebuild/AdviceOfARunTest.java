// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run warns of after it asked the table, or the cron, for more. */
class AdviceOfARunTest {

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private static Map<String, Object> job(String id, Object limit) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", "cmd");
    record.put("enabled", true);
    record.put("worker", "w");
    record.put("dispatcher", "d");
    record.put("schedule", "0 1 * * *");
    record.put("payload", "x");
    record.put("max_run_delay", limit);
    return record;
  }

  private List<Problem> problems(RebuildRequest request) {
    RebuildPlan plan =
        Requests.planOf(Requests.rebuild(jobs, new InMemoryCrontabStore()).plan(request));
    return plan.problems().stream().filter(p -> p.code() != ProblemCode.ENV_WITHOUT_PATH).toList();
  }

  private static RebuildRequest withArgs(String... args) {
    return Requests.of(Map.of("dispatcher", "d", "args", List.of(args)), OnInvalid.KEEP);
  }

  @Test
  void withoutADelayTheTableIsNotAsked() {
    jobs.put(job("a", "1s"));

    assertThat(problems(withArgs())).isEmpty();
    assertThat(jobs.askedAmong()).isEmpty();
  }

  @Test
  void aDelayInArgsLosesThoseThatItReaches() {
    jobs.put(job("above", "91s")).put(job("equal", "1.5m")).put(job("below", 89));
    Map<String, Object> disabled = job("disabled", "1s");
    disabled.put("enabled", false);
    jobs.put(disabled).put(job("none", 0)).put(job("bad", "soon"));

    assertThat(problems(withArgs("-d", "90")))
        .extracting(Problem::text)
        .containsExactly(
            "job below: max_run_delay: warning: max_run_delay should be longer than the delay of"
                + " the dispatch, found 89 and a delay of 90s by --delay in args"
                + " [delay-loses-job]",
            "job equal: max_run_delay: warning: max_run_delay should be longer than the delay of"
                + " the dispatch, found \"1.5m\" and a delay of 90s by --delay in args"
                + " [delay-loses-job]");
    assertThat(jobs.askedAmong()).as("all of them at once").hasSize(1);
  }

  /** The delay of a job is its own, so that a longer spread need not lose it. */
  @Test
  void aSpreadLosesEachJobByItsOwnDelay() {
    EntryLayout layout = new EntryLayout(1, 900);
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "job-" + (i + 10);
      jobs.put(job(id, "5m"));
      if (layout.delaySeconds(new JobId(id)) >= 300) {
        lost.add(id);
      }
    }

    List<Problem> found = problems(Requests.laidOut(withArgs(), 1, 900));

    assertThat(lost).hasSizeBetween(1, 39);
    assertThat(found).allMatch(p -> p.code() == ProblemCode.DELAY_LOSES_JOB);
    assertThat(found).extracting(p -> p.location().subject().orElseThrow().name()).isEqualTo(lost);
    assertThat(found).allMatch(p -> p.message().endsWith("s by the spread"));
  }

  @Test
  void whatSkipDisabledReadIsNotReadAgain() {
    jobs.put(job("a", "1s"));

    assertThat(problems(Requests.skippingDisabled(withArgs("--delay", "5m"))))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.DELAY_LOSES_JOB);
    assertThat(jobs.askedAmong()).containsExactly(Set.of("a"));
  }

  /** A role may lack BatchGetItem: the block is made all the same. */
  @Test
  void aTableThatDoesNotAnswerIsAWarning() {
    jobs.put(job("a", "1s")).failAmongAfter(0);

    assertThat(problems(withArgs("--delay", "5m")))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NOT_READ);
  }

  /** CRON.md, finding 23: where the cron is known to be older, nothing is refused. */
  @ParameterizedTest
  @CsvSource({"true, 0", "false, 1"})
  void mailIsToldUnlessTheCronIsSurelyTooOldToRefuseIt(boolean isOld, int expected) {
    InMemoryCrontabStore store =
        new InMemoryCrontabStore()
            .dialect(CronDialect.DEBIAN)
            .limits(isOld ? CronLimits.DEBIAN_BEFORE_160 : CronLimits.of(CronDialect.DEBIAN));
    RebuildRequest request =
        Requests.of(
            Map.of("dispatcher", "d", "env", Map.of("MAILTO", "a, b", "PATH", "/bin")),
            OnInvalid.KEEP);

    assertThat(Requests.planOf(Requests.rebuild(jobs, store).plan(request)).problems())
        .filteredOn(p -> p.code() == ProblemCode.ENV_MAIL)
        .hasSize(expected);
  }
}
