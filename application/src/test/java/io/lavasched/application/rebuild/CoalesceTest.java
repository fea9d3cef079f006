// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.testkit.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entries that share lines, and jobs that are spread: what is written, kept and refused. */
class CoalesceTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --worker ";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore();
  private RebuildRequest request =
      request(Map.of("dispatcher", List.of("d", "e"), "args", List.of("-v")));

  private static RebuildRequest request(Map<String, Object> parameters) {
    LavaschedJob sys =
        new LavaschedJob(Optional.of(new JobId("sys")), Enabled.YES, Requests.read(parameters));
    return Requests.of(sys, OnInvalid.KEEP, false);
  }

  private void put(String dispatcher, String id, Object schedule) {
    jobs.put(Map.of("job_id", id, "worker", "w", "dispatcher", dispatcher, "schedule", schedule));
  }

  private void putMany(int count, Object schedule) {
    IntStream.range(0, count).forEach(i -> put("d", "job" + (100 + i), schedule));
  }

  private RebuildOutcome run(int jobsPerLine, int spreadSeconds) {
    return Requests.rebuild(jobs, crontab)
        .run(Requests.laidOut(request, jobsPerLine, spreadSeconds), Requests.REPORTED);
  }

  private List<String> lines() {
    List<String> lines = Requests.blockLines(crontab.read().orElseThrow());
    assertThat(lines.get(0)).isEqualTo("LAVA_REALM=demo");
    return lines.subList(1, lines.size());
  }

  @Test
  void jobsOfOneDispatcherScheduleAndWorkerShareALine() {
    put("d", "b", List.of("0 6 * * *", "0 5 * * *", "0 4 * * *"));
    put("d", "a", List.of("@daily", "0 6 * * *"));
    put("d", "c", List.of("0  6 * * *", "0 6 * * *", "0 6 * * *"));
    put("d", "it's", "@daily");
    put("d", "-x", "0 6 * * *");
    put("d", "z", Map.of("crontab", "0 6 * * *"));
    put("e", "aa", "0 6 * * *");
    put("e", "bb", "0 6 * * *");
    jobs.put(Map.of("job_id", "aw", "worker", "v", "dispatcher", "d", "schedule", "0 6 * * *"));

    RebuildPlan plan = Requests.planOf(run(25, 0));

    assertThat(lines())
        .containsExactly(
            "0 6 * * * " + LAVA + "w -v -- -x a b c z",
            "@daily " + LAVA + "w -v a 'it'\"'\"'s'",
            "0 6 * * * " + LAVA + "v -v aw",
            "0 4 * * * " + LAVA + "w -v b",
            "0 5 * * * " + LAVA + "w -v b",
            "0  6 * * * " + LAVA + "w -v c",
            "0 6 * * * " + LAVA + "w -v c",
            "0 6 * * * " + LAVA + "w -v aa bb");
    assertThat(plan.entries()).isEqualTo(14);
    assertThat(plan.jobs().stream().filter(j -> j.name().equals("a")).findFirst().orElseThrow())
        .satisfies(
            a ->
                assertThat(a.lines())
                    .containsExactly("@daily " + LAVA + "w -v a", "0 6 * * * " + LAVA + "w -v a"));
    assertThat(run(25, 0)).isInstanceOf(RebuildOutcome.Unchanged.class);
  }

  @Test
  void chunksHaveAtMostSoManyJobs() {
    putMany(8, List.of("@daily", "@hourly"));
    run(3, 0);

    assertThat(lines())
        .containsExactly(
            "@daily " + LAVA + "w -v job100 job101 job102",
            "@hourly " + LAVA + "w -v job100 job101 job102",
            "@daily " + LAVA + "w -v job103 job104 job105",
            "@hourly " + LAVA + "w -v job103 job104 job105",
            "@daily " + LAVA + "w -v job106 job107",
            "@hourly " + LAVA + "w -v job106 job107");
  }

  /** A job_id that names the option would make the line one of nobody. */
  @Test
  void hostileNamesStayAlone() {
    putMany(2, "@daily");
    put("d", "--worker", "@daily");
    put("d", "x/ --worker y", "@daily");
    put("d", "+/", "@daily");
    run(25, 0);

    assertThat(lines())
        .containsExactly(
            "@daily " + LAVA + "w -v +/ job100 job101",
            "@daily " + LAVA + "w -v -- --worker",
            "@daily " + LAVA + "w -v 'x/ --worker y'");
  }

  @Test
  void chunksFitTheCronAtHand() {
    String x = "x".repeat(200);
    for (int i = 0; i < 8; i++) {
      put("d", i + x, "@daily");
    }
    put("d", "9" + "y".repeat(1500), "@daily");
    run(25, 0);
    assertThat(lines()).extracting(String::length).containsExactly(859, 859, 1553);

    crontab.limits(limits(2000));
    run(25, 0);
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).endsWith(" 7" + x);

    crontab.limits(limits(CronLimits.NONE));
    run(25, 0);
    assertThat(lines()).hasSize(1);
  }

  /** To the byte: the guard of a hyphen counts, and so do quotes. */
  @Test
  void chunksFitToTheByte() {
    String plus = "+" + "a".repeat(500);
    String minus = "-\u00e9" + "b".repeat(500);
    put("d", plus, "@daily");
    put("d", minus, "@daily");
    String command = LAVA + "w -v -- " + plus + " '" + minus + "'";
    int bytes = command.length() + 1;

    crontab.limits(limits(bytes));
    run(25, 0);
    assertThat(lines()).containsExactly("@daily " + command);
    crontab.limits(limits(bytes - 1));
    run(25, 0);
    assertThat(lines()).hasSize(2);
  }

  private static CronLimits limits(int bytes) {
    int none = CronLimits.NONE;
    return new CronLimits("x", true, bytes, bytes, none, none, none, none, none);
  }

  @Test
  void jobsAreSpreadAndShareLinesByTheirDelay() {
    putMany(6, "@daily");
    run(1, 4);
    assertThat(lines())
        .containsExactly(
            "@daily " + LAVA + "w --delay 1s -v job100",
            "@daily " + LAVA + "w -v job101",
            "@daily " + LAVA + "w --delay 2s -v job102",
            "@daily " + LAVA + "w --delay 2s -v job103",
            "@daily " + LAVA + "w --delay 2s -v job104",
            "@daily " + LAVA + "w --delay 4s -v job105");
    List<String> plain = lines();

    RebuildPlan shared = Requests.planOf(run(25, 4));
    assertThat(shared.jobs())
        .allSatisfy(job -> assertThat(job.change()).isEqualTo(JobPlan.Change.UNCHANGED));
    assertThat(lines()).hasSize(4);
    assertThat(shared.jobs().stream().flatMap(job -> job.lines().stream()).toList())
        .isEqualTo(plain);
    assertThat(run(25, 4)).isInstanceOf(RebuildOutcome.Unchanged.class);
  }

  @Test
  void delayOfTheArgsIsRefusedWithASpread() {
    request = request(Map.of("dispatcher", "d", "args", List.of("-v", "--delay=5m")));
    putMany(2, "@daily");

    Stopped stopped = (Stopped) run(1, 60);
    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.INVALID_PARAMETERS);
    assertThat(Found.lines(stopped.problems()))
        .containsExactly(
            "job sys: parameters.args[1]: error: args must leave the delay to --spread, found"
                + " --delay [delay-twice] -> leave out --spread, or take the delay out of args");
    assertThat(crontab.read()).isEmpty();
    assertThat(run(25, 0)).isInstanceOf(RebuildOutcome.Written.class);
    assertThat(lines()).containsExactly("@daily " + LAVA + "w -v --delay=5m job100 job101");
  }

  /** Its entry is what it was, in the same line, in a line of its own, or nowhere. */
  @Test
  void entriesOfABadRecordAreKept() {
    putMany(3, "@daily");
    run(25, 0);
    String all = "@daily " + LAVA + "w -v job100 job101 job102";
    assertThat(lines()).containsExactly(all);

    put("d", "job101", "bad");
    assertThat(run(25, 0)).isInstanceOf(RebuildOutcome.Unchanged.class);

    put("d", "job100", "@hourly");
    put("d", "job102", "@hourly");
    run(25, 0);
    assertThat(lines())
        .containsExactly(
            "@hourly " + LAVA + "w -v job100 job102", "@daily " + LAVA + "w -v job101");

    put("d", "job100", "@daily");
    run(25, 0);
    assertThat(lines())
        .containsExactly(
            "@daily " + LAVA + "w -v job100 job101", "@hourly " + LAVA + "w -v job102");

    run(1, 0);
    assertThat(lines())
        .containsExactly(
            "@daily " + LAVA + "w -v job100",
            "@daily " + LAVA + "w -v job101",
            "@hourly " + LAVA + "w -v job102");

    run(25, 0);
    request = Requests.onInvalid(request, OnInvalid.DROP);
    run(25, 0);
    assertThat(lines())
        .containsExactly("@daily " + LAVA + "w -v job100", "@hourly " + LAVA + "w -v job102");
  }

  /** Its arguments and its delay stay, whatever is in use now. */
  @Test
  void entriesOfABadRecordKeepTheirWords() {
    put("d", "b", "@daily");
    install(
        "@daily " + LAVA + "w --delay 7s --level info a b",
        "@hourly  '/opt/x/lava-dispatcher' --worker w b c");
    put("d", "a", "bad");
    put("d", "c", "bad");
    put("d", "b", "bad");
    run(1, 0);

    assertThat(lines())
        .containsExactly(
            "@daily " + LAVA + "w --delay 7s --level info a",
            "@daily " + LAVA + "w --delay 7s --level info b",
            "@hourly " + LAVA + "w b",
            "@hourly " + LAVA + "w c");
  }

  /** A line of its own is kept as it was found, also while others are shared. */
  @Test
  void lineOfABadRecordIsKeptAsFound() {
    String found = "0 6 * * *\t" + LAVA + "w  -v 'job101'";
    install(found);
    put("d", "job101", "bad");
    run(25, 0);
    assertThat(lines()).containsExactly(found);

    putMany(1, "0 6 * * *");
    run(25, 0);
    assertThat(lines()).containsExactly("0 6 * * * " + LAVA + "w -v job100 job101");
  }

  private void install(String... lines) {
    crontab.install(
        CrontabText.of(
            "#### Lava Schedules Start ####\n"
                + String.join("\n", lines)
                + "\n#### Lava Schedules End ####\n"));
  }

  @Test
  void guardsCountJobsAndNotLines() {
    putMany(30, "@daily");
    run(15, 0);
    assertThat(lines()).hasSize(2);
    IntStream.range(0, 15).forEach(i -> put("x", "job" + (100 + i), "@daily"));
    assertThat(Requests.planOf(plan(15)).refusals()).isEmpty();

    put("x", "job115", "@daily");
    assertThat(Found.lines(Requests.planOf(plan(15)).refusals()))
        .singleElement()
        .asString()
        .startsWith(
            "crontab: error: block must keep half of its entries, found 16 of 30 going: job");
    assertThat(run(1, 0)).isInstanceOf(RebuildOutcome.Guarded.class);

    IntStream.range(0, 30).forEach(i -> put("x", "job" + (100 + i), "@daily"));
    assertThat(Found.lines(Requests.planOf(plan(15)).refusals()))
        .singleElement()
        .asString()
        .startsWith("crontab: error: block must keep an entry, found all 30 going: job");
  }

  private PlanOutcome plan(int jobsPerLine) {
    return Requests.rebuild(jobs, crontab).plan(Requests.laidOut(request, jobsPerLine, 0));
  }

  @Test
  void ownEntryInASharedLineIsGuarded() {
    putMany(3, "@daily");
    put("d", "sys", "@daily");
    run(25, 0);
    assertThat(lines()).containsExactly("@daily " + LAVA + "w -v job100 job101 job102 sys");
    put("x", "sys", "@daily");

    assertThat(Found.lines(Requests.planOf(run(25, 0)).refusals()))
        .singleElement()
        .asString()
        .contains("found it going: sys [guard-lockout]");
  }

  /** Also where the line is of nobody, because another program is used now. */
  @Test
  void jobsOfUnknownLinesAreGuessedOneByOne() {
    putMany(12, "@daily");
    put("d", "a", "@daily");
    put("d", "sys", "@daily");
    request = Requests.using(request, "/opt/send");
    run(25, 0);
    assertThat(lines()).hasSize(1);
    request = Requests.using(request, "/opt/other");
    assertThat(Requests.planOf(plan(25)).refusals()).isEmpty();

    put("x", "sys", "@daily");
    IntStream.range(0, 8).forEach(i -> put("x", "job" + (100 + i), "@daily"));
    assertThat(Requests.planOf(plan(25)).refusals())
        .extracting(p -> p.code().id())
        .containsExactly("guard-lockout", "guard-mass-removal");
  }

  @Test
  void switchingIsNoChangeOfAJob() {
    putMany(30, "@daily");
    run(1, 0);
    for (int jobsPerLine : List.of(25, 1, 2, 1000, 1)) {
      RebuildOutcome outcome = run(jobsPerLine, 0);

      assertThat(outcome).isInstanceOf(RebuildOutcome.Written.class);
      assertThat(Requests.planOf(outcome).jobs())
          .hasSize(30)
          .allSatisfy(job -> assertThat(job.change()).isEqualTo(JobPlan.Change.UNCHANGED));
    }
  }

  /** The number of lines counts for the cron; the number of entries for the crowd of one job. */
  @Test
  void limitsCountLines() {
    int none = CronLimits.NONE;
    crontab.limits(new CronLimits("x", true, none, none, 300, none, none, none, none));
    putMany(400, "@daily");

    assertThat(Requests.planOf(run(1, 0)).quarantined()).as("403 lines").isEqualTo(103);
    assertThat(Requests.planOf(run(25, 0)).quarantined()).isZero();
    assertThat(lines()).hasSize(16);
  }
}
