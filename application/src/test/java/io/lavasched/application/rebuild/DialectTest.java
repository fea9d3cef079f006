// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.testkit.Found;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A block as each cron reads it: what is written, kept, refused and told. */
class DialectTest {

  private static final String ENV = "'/usr/bin/env' LAVA_REALM=demo 'PATH=/opt/my py:/bin' ";
  private static final String LAVA = "'/usr/local/bin/lava-dispatcher' --worker w ";
  private static final String PLAIN = "/usr/local/bin/lava-dispatcher --worker w ";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore();
  private RebuildRequest request =
      request(Map.of("dispatcher", "d", "env", Map.of("PATH", "/opt/my py:/bin")));

  private static RebuildRequest request(Map<String, Object> parameters) {
    LavaschedJob sys =
        new LavaschedJob(Optional.of(new JobId("sys")), Enabled.YES, Requests.read(parameters));
    return Requests.of(sys, OnInvalid.KEEP, false);
  }

  private void put(String id, Object schedule) {
    jobs.put(Map.of("job_id", id, "worker", "w", "dispatcher", "d", "schedule", schedule));
  }

  private RebuildOutcome run() {
    return Requests.rebuild(jobs, crontab).run(request, Requests.REPORTED);
  }

  private RebuildOutcome runFor(CronDialect dialect) {
    return Requests.rebuild(jobs, crontab)
        .run(Requests.forCron(request, dialect), Requests.REPORTED);
  }

  private List<String> lines() {
    return Requests.blockLines(crontab.read().orElseThrow());
  }

  private void install(String... lines) {
    crontab.install(
        CrontabText.of(
            "#### Lava Schedules Start ####\n"
                + String.join("\n", lines)
                + "\n#### Lava Schedules End ####\n"));
  }

  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void writesWhatTheCronOfTheCrontabReads(CronDialect dialect) {
    crontab.dialect(dialect);
    put("a", List.of("@daily", "*/15 6-7 * jan 7"));
    put("b#1", Map.of("crontab", "0  6 * * mon-fri"));

    RebuildPlan plan = Requests.planOf(run());

    assertThat(plan.cron()).isEqualTo(dialect);
    assertThat(plan.problems()).isEmpty();
    if (dialect.isStrict()) {
      assertThat(lines())
          .containsExactly(
              "0 0 * * * " + ENV + LAVA + "a",
              "*/15 6-7 * 1 0 " + ENV + LAVA + "a",
              "0 6 * * 1-5 " + ENV + LAVA + "'b'\"$(printf '\\043')\"'1'");
    } else {
      assertThat(lines())
          .containsExactly(
              "LAVA_REALM=demo",
              "PATH=/opt/my py:/bin",
              "@daily " + PLAIN + "a",
              "*/15 6-7 * jan 7 " + PLAIN + "a",
              "0  6 * * mon-fri " + PLAIN + "'b#1'");
    }
    assertThat(run()).isInstanceOf(RebuildOutcome.Unchanged.class);
  }

  @Test
  void jobThatTheCronCannotBeToldIsQuarantined() {
    put("a", "0 6 1 * 1");
    put("b", List.of("0 6 * * *", Map.of("crontab", "0 6 */2 * 1"), "@reboot"));
    put("c", Map.of("crontab", "@reboot", "to", "2020-01-01"));
    put("d", "0 6 * * *");

    RebuildPlan plan = Requests.planOf(runFor(CronDialect.BCRON));

    assertThat(lines()).containsExactly("0 6 * * * " + ENV + LAVA + "d");
    assertThat(plan.quarantined()).isEqualTo(3);
    assertThat(plan.problems().stream().map(p -> p.location().text() + " " + p.code().id()))
        .containsExactly(
            "job a: schedule:5 cron-both-days",
            "job b: schedule[1].crontab:5 cron-both-days",
            "job b: schedule[2] cron-reboot",
            "job c: schedule.crontab cron-reboot");
    request = Requests.onInvalid(request, OnInvalid.FAIL);
    assertThat(runFor(CronDialect.BCRON)).isInstanceOf(Stopped.class);
    assertThat(runFor(CronDialect.CRONIE)).isInstanceOf(RebuildOutcome.Written.class);
  }

  @Test
  void systemdCronHasReboot() {
    put("a", "@reboot");
    runFor(CronDialect.SYSTEMD_CRON);

    assertThat(lines()).containsExactly("@reboot " + ENV + LAVA + "a");
  }

  @Test
  void anotherDialectChangesEveryLineAndLosesNone() {
    IntStream.range(0, 30).forEach(i -> put("job" + i, List.of("0 6 * * *", "@hourly")));
    put("sys", "@hourly");
    CronDialect[] dialects = {
      CronDialect.VIXIE, CronDialect.BUSYBOX, CronDialect.DEBIAN, CronDialect.BCRON
    };
    for (int i = 0; i < dialects.length; i++) {
      RebuildOutcome outcome = runFor(dialects[i]);

      assertThat(outcome).isInstanceOf(RebuildOutcome.Written.class);
      JobPlan.Change change = i == 0 ? JobPlan.Change.ADDED : JobPlan.Change.CHANGED;
      assertThat(Requests.planOf(outcome).jobs())
          .hasSize(31)
          .allSatisfy(job -> assertThat(job.change()).isEqualTo(change));
      assertThat(Requests.planOf(outcome).problems()).isEmpty();
      assertThat(runFor(dialects[i])).isInstanceOf(RebuildOutcome.Unchanged.class);
    }
    // The strict ones are written alike.
    assertThat(runFor(CronDialect.PORTABLE)).isInstanceOf(RebuildOutcome.Unchanged.class);
  }

  @Test
  void keptEntriesFollowTheDialect() {
    put("a", List.of("@daily", "0 6 * * mon"));
    put("b", "0 6 * * *");
    run();
    put("a", "bad");

    assertThat(Requests.planOf(runFor(CronDialect.BUSYBOX)).quarantined()).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "0 0 * * * " + ENV + LAVA + "a",
            "0 6 * * 1 " + ENV + LAVA + "a",
            "0 6 * * * " + ENV + LAVA + "b");
    assertThat(runFor(CronDialect.BUSYBOX)).isInstanceOf(RebuildOutcome.Unchanged.class);

    run();
    assertThat(lines())
        .containsExactly(
            "LAVA_REALM=demo",
            "PATH=/opt/my py:/bin",
            "0 0 * * * " + PLAIN + "a",
            "0 6 * * 1 " + PLAIN + "a",
            "0 6 * * * " + PLAIN + "b");
  }

  /** They would run at other times than they did. */
  @Test
  void keptEntriesThatTheCronCannotBeToldGo() {
    put("a", List.of("0 6 1 * 1", "0 7 * * *"));
    run();

    RebuildPlan plan = Requests.planOf(runFor(CronDialect.BCRON));

    assertThat(plan.quarantined()).isEqualTo(1);
    assertThat(lines()).containsExactly("0 7 * * * " + ENV + LAVA + "a");
  }

  /** Whatever variables stand in a line, the ones in use are written. */
  @Test
  void keptEntriesGetTheVariablesInUse() {
    install(
        "0 6 * * * '/usr/bin/env' LD_PRELOAD=/tmp/x '/usr/local/bin/lava-dispatcher' --worker w a",
        "0 6 * * * '/usr/bin/env' LAVA_REALM=demo '/tmp/lava-dispatcher' --worker w b");
    put("a", "bad");
    put("b", "bad");

    runFor(CronDialect.BUSYBOX);
    assertThat(lines())
        .containsExactly("0 6 * * * " + ENV + LAVA + "a", "0 6 * * * " + ENV + LAVA + "b");
    install(
        "0 6 * * * '/usr/bin/env' LD_PRELOAD=/tmp/x '/usr/local/bin/lava-dispatcher' --worker w a");
    run();
    assertThat(lines())
        .containsExactly("LAVA_REALM=demo", "PATH=/opt/my py:/bin", "0 6 * * * " + PLAIN + "a");
  }

  @Test
  void jobsShareLinesAndAreSpread() {
    IntStream.range(0, 6).forEach(i -> put("job10" + i, i < 3 ? "@daily" : "0 0 * * *"));
    request = Requests.laidOut(request, 25, 4);

    RebuildPlan plan = Requests.planOf(runFor(CronDialect.BUSYBOX));

    assertThat(plan.entries()).isEqualTo(6);
    assertThat(lines())
        .containsExactly(
            "0 0 * * * " + ENV + LAVA + "--delay 1s job100",
            "0 0 * * * " + ENV + LAVA + "job101",
            "0 0 * * * " + ENV + LAVA + "--delay 2s job102 job103 job104",
            "0 0 * * * " + ENV + LAVA + "--delay 4s job105");
    assertThat(runFor(CronDialect.BUSYBOX)).isInstanceOf(RebuildOutcome.Unchanged.class);
    put("job103", "bad");
    assertThat(runFor(CronDialect.BUSYBOX)).isInstanceOf(RebuildOutcome.Unchanged.class);

    request = Requests.laidOut(request, 1, 4);
    RebuildPlan apart = Requests.planOf(runFor(CronDialect.BUSYBOX));
    assertThat(lines()).hasSize(6);
    assertThat(apart.jobs())
        .allSatisfy(job -> assertThat(job.change()).isEqualTo(JobPlan.Change.UNCHANGED));
  }

  @Test
  void anotherVariableChangesEveryEntry() {
    IntStream.range(0, 12).forEach(i -> put("job" + i, "@daily"));
    runFor(CronDialect.BUSYBOX);
    request = request(Map.of("dispatcher", "d", "env", Map.of("PATH", "/bin")));
    request = Requests.laidOut(request, 25, 0);

    RebuildPlan plan = Requests.planOf(runFor(CronDialect.BUSYBOX));

    assertThat(lines()).hasSize(1);
    assertThat(plan.jobs())
        .hasSize(12)
        .allSatisfy(job -> assertThat(job.change()).isEqualTo(JobPlan.Change.CHANGED));
    assertThat(runFor(CronDialect.BUSYBOX)).isInstanceOf(RebuildOutcome.Unchanged.class);
  }

  @Test
  void lockoutIsGuarded() {
    put("a", "@daily");
    put("sys", "@daily");
    runFor(CronDialect.BUSYBOX);
    put("sys", "--");

    assertThat(Requests.planOf(runFor(CronDialect.BUSYBOX)).refusals())
        .extracting(p -> p.code().id())
        .containsExactly("guard-lockout");
  }

  @ParameterizedTest
  @CsvSource({"998, true", "999, false"})
  void portableCommandsHaveTheSmallestLimit(int bytes, boolean fits) {
    crontab.limits(CronLimits.unlimited("bcron"));
    String id = "x".repeat(bytes - (ENV + LAVA).length());
    put(id, "@daily");

    RebuildPlan plan = Requests.planOf(runFor(CronDialect.PORTABLE));
    assertThat(plan.quarantined()).isEqualTo(fits ? 0 : 1);
    assertThat(plan.problems())
        .extracting(p -> p.code().id())
        .isEqualTo(fits ? List.of() : List.of("line-too-long"));
    assertThat(Requests.planOf(runFor(CronDialect.BCRON)).problems()).isEmpty();
  }

  /** Of a file nobody can tell the cron, except for who says so. */
  @ParameterizedTest
  @CsvSource({
    "VIXIE, line-long",
    "DEBIAN, line-too-long",
    "CRONIE, ",
    "BUSYBOX, ",
    "BCRON, ",
    "SYSTEMD_CRON, ",
    "PORTABLE, line-too-long",
  })
  void limitsOfAFileAreThoseOfTheDialect(CronDialect dialect, String code) {
    put("x".repeat(2000), "@daily");
    List<String> codes = code == null ? List.of() : List.of(code);

    assertThat(Requests.planOf(runFor(dialect)).problems())
        .extracting(p -> p.code().id())
        .isEqualTo(codes);
    assertThat(
            Requests.planOf(
                    Requests.rebuild(jobs, crontab).render(Requests.forCron(request, dialect)))
                .problems())
        .extracting(p -> p.code().id())
        .isEqualTo(codes);
  }

  /** Those of the crontab, also where one is found that is no other. */
  @Test
  void limitsOfACrontabAreItsOwn() {
    crontab.dialect(CronDialect.CRONIE);
    crontab.limits(
        new CronLimits(
            "cronie 1.5.7",
            true,
            1500,
            1500,
            CronLimits.NONE,
            CronLimits.NONE,
            CronLimits.NONE,
            CronLimits.NONE,
            CronLimits.NONE));
    put("x".repeat(2000), "@daily");

    for (CronDialect dialect : List.of(CronDialect.CRONIE, CronDialect.VIXIE)) {
      assertThat(Found.lines(Requests.planOf(runFor(dialect)).problems()))
          .singleElement()
          .asString()
          .contains("command must be at most 1500 bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VIXIE, VIXIE, true",
    "VIXIE, DEBIAN, true",
    "VIXIE, CRONIE, true",
    "VIXIE, BUSYBOX, false",
    "DEBIAN, CRONIE, false",
    "BUSYBOX, VIXIE, true",
    "BUSYBOX, BUSYBOX, true",
    "BUSYBOX, DEBIAN, false",
    "BUSYBOX, BCRON, false",
    "PORTABLE, SYSTEMD_CRON, true",
    "PORTABLE, DEBIAN, true",
  })
  void tellsOfAnotherCron(CronDialect given, CronDialect found, boolean fits) {
    crontab.dialect(found);
    put("a", "@daily");

    RebuildPlan plan = Requests.planOf(runFor(given));

    assertThat(plan.cron()).isEqualTo(given);
    assertThat(Found.lines(plan.problems()))
        .isEqualTo(
            fits
                ? List.of()
                : List.of(
                    "crontab: warning: cron should be the one that reads this crontab, found "
                        + given.text()
                        + " asked for, and the crontab program of "
                        + found.text()
                        + " [cron-mismatch] -> leave out --cron, or write --cron "
                        + found.text()));
  }

  @Test
  void renderIsForTheCronAtHandToo() {
    put("a", "@daily");
    crontab.dialect(CronDialect.BUSYBOX);

    assertThat(Requests.planOf(Requests.rebuild(jobs, crontab).render(request)).block().text())
        .isEqualTo(
            "#### Lava Schedules Start ####\n0 0 * * * "
                + ENV
                + LAVA
                + "a\n#### Lava Schedules End ####\n");
  }

  @Test
  void variablesThatNoCommandCanHaveStopIt() {
    request = request(Map.of("dispatcher", "d", "env", Map.of("A-B", "secret", "MAILTO", "me")));
    put("a", "@daily");

    Stopped stopped = (Stopped) runFor(CronDialect.BUSYBOX);
    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.INVALID_PARAMETERS);
    assertThat(Found.lines(stopped.problems()))
        .containsExactly(
            "job sys: parameters.env.A-B: error: name of a variable must be letters, digits and"
                + " underscores, found \"A-B\" [env-name] -> the variables stand in the commands"
                + " for this cron, behind env");
    request = request(Map.of("dispatcher", "d", "env", Map.of("MAILTO", "me")));
    assertThat(Found.lines(Requests.planOf(runFor(CronDialect.BUSYBOX)).problems()))
        .containsExactly(
            "job sys: parameters.env.MAILTO: warning: variable should be one for lava-dispatcher,"
                + " found \"MAILTO\", which is for cron [env-unheeded] -> the variables stand in"
                + " the commands for this cron, where it does not see them; where it supports this"
                + " one, set it in a line of your own above the block");
    assertThat(Requests.planOf(runFor(CronDialect.DEBIAN)).problems()).isEmpty();
  }

  /** No line carries such a value; a word of a command carries any. */
  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void valueThatNoLineCarriesStopsOnlyWhereItNeedsALine(CronDialect dialect) {
    Map<String, Object> parameters = Map.of("dispatcher", "d", "env", Map.of("A", "secret "));
    request = request(parameters);
    put("a", "@daily");
    jobs.put(
        Map.of(
            "job_id",
            "sys",
            "type",
            "lavasched",
            "worker",
            "w",
            "dispatcher",
            "d",
            "schedule",
            "@daily",
            "parameters",
            parameters));
    RebuildOutcome outcome = runFor(dialect);
    CheckJobs.Report report = CheckJobs.check(jobs, Instant.EPOCH, ZoneOffset.UTC, true, dialect);

    if (dialect.isStrict()) {
      assertThat(Requests.planOf(outcome).problems()).isEmpty();
      assertThat(lines()).allMatch(line -> line.contains(" '/usr/bin/env' 'A=secret ' LAVA"));
      assertThat(report.problems())
          .extracting(p -> p.code().id())
          .doesNotContain("env-value")
          .contains("env-without-path");
    } else {
      assertThat(((Stopped) outcome).reason()).isEqualTo(Stopped.Reason.INVALID_PARAMETERS);
      String message =
          "job sys: parameters.env.A: error: value of \"A\" must be one that every cron reads back"
              + " unchanged [env-value] -> no quoting carries it: take off blanks at the end,"
              + " quotes around all of it, or one of the two kinds of quotes in it";
      assertThat(Found.lines(((Stopped) outcome).problems())).containsExactly(message);
      assertThat(Found.lines(report.problems())).contains(message);
    }
  }

  /** A line of the crontab would be too long for it; a command is not. */
  @Test
  void longVariableIsACommandsMatter() {
    request = request(Map.of("dispatcher", "d", "env", Map.of("A", "x".repeat(1200))));
    put("a", "@daily");

    assertThat(Requests.planOf(runFor(CronDialect.BUSYBOX)).problems()).isEmpty();
    assertThat(runFor(CronDialect.DEBIAN)).isInstanceOf(Stopped.class);
    assertThat(Requests.planOf(runFor(CronDialect.PORTABLE)).quarantined()).isEqualTo(1);
  }

  @Test
  void programThatLooksLikeAVariableStopsIt() {
    request = Requests.using(request, "/opt/a=b/lava-dispatcher");
    put("a", "@daily");

    assertThat(((Stopped) runFor(CronDialect.BUSYBOX)).problems())
        .extracting(p -> p.code().id())
        .containsExactly("program-equals");
    assertThat(runFor(CronDialect.DEBIAN)).isInstanceOf(RebuildOutcome.Written.class);
  }
}
