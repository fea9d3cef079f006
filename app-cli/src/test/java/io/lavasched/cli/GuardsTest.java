// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards: exit code 4, what would have gone, and the option that allows it. */
class GuardsTest {

  @TempDir private Path directory;

  private Cli cli;

  @BeforeEach
  void installTwelve() {
    cli = Cli.in(directory);
    jobs("Sydney", 12);
    assertThat(run("").exit()).isZero();
  }

  /** The lavasched job and others, all of one dispatcher. */
  private void jobs(String dispatcher, int count) {
    List<String> records = new ArrayList<>();
    records.add(lavasched(dispatcher, dispatcher));
    for (int i = 1; i < count; i++) {
      records.add(job("job-" + (10 + i), "Sydney"));
    }
    cli.file("jobs.json", "[" + String.join(",\n", records) + "]");
  }

  private static String lavasched(String dispatcher, String serves) {
    return """
    {"job_id": "sys", "type": "lavasched", "worker": "w", "dispatcher": "%s", "payload": "--",
     "schedule": "0 * * * *", "parameters": {"dispatcher": "%s", "env": {"PATH": "/bin"}}}
    """
        .formatted(dispatcher, serves);
  }

  /** Another job runs it. */
  private static String unscheduled(String dispatcher, String serves) {
    return lavasched(dispatcher, serves).replace("0 * * * *", "--");
  }

  private static String job(String id, String dispatcher) {
    return """
    {"job_id": "%s", "type": "cmd", "payload": "x", "worker": "w", "dispatcher": "%s",
     "schedule": "5 4 * * *"}
    """
        .formatted(id, dispatcher);
  }

  private Ran run(String options) {
    return cli.runLine(
        "run -r demo --jobs {dir}/jobs.json --job sys --crontab-file {dir}/ct " + options);
  }

  private Ran plan(String options) {
    return cli.runLine(
        "plan -r demo --jobs {dir}/jobs.json --job sys --crontab-file {dir}/ct " + options);
  }

  private void assertRefuses(String what, String option) {
    String before = cli.text("ct");
    Ran refused = run("");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains(what, option, "nothing was written: " + directory.resolve("ct"));
    assertThat(cli.text("ct")).isEqualTo(before);

    Ran planned = plan("");
    assertThat(planned.exit()).isEqualTo(4);
    assertThat(planned.out()).as("the diff").startsWith("--- crontab (installed)");
    assertThat(planned.err()).contains(what, option, "run would refuse");

    assertThat(plan(option).exit()).isZero();
    assertThat(run(option).exit()).isZero();
    assertThat(cli.text("ct")).isNotEqualTo(before);
  }

  @Test
  void massRemovalIsRefused() {
    jobs("Sydney", 5);

    assertRefuses(
        "error: block must keep half of its entries, found 7 of 12 going: job-15, job-16, job-17,"
            + " job-18, job-19, job-20, job-21 [guard-mass-removal]",
        "--allow-mass-removal");
    assertThat(cli.text("ct")).contains("job-14").doesNotContain("job-15");
  }

  @Test
  void halfMayGo() {
    jobs("Sydney", 6);

    assertThat(run("").exit()).isZero();
  }

  @Test
  void lockoutIsRefused() {
    cli.file(
        "jobs.json", "[" + lavasched("elsewhere", "Sydney") + "," + job("job-11", "Sydney") + "]");

    Ran refused = run("--allow-mass-removal");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err())
        .contains(
            "block must keep the entry that dispatches the rebuild itself, found it going: sys",
            "--allow-lockout");
    assertThat(run("--allow-mass-removal --allow-lockout").exit()).isZero();
  }

  @Test
  void jobThatRunsTheRebuildCountsAsItsOwn() {
    cli.with("LAVA_JOB_ID", "job-11");
    cli.file(
        "jobs.json",
        "[" + unscheduled("elsewhere", "Sydney") + "," + job("job-11", "Sydney") + "]");

    assertThat(run("--allow-mass-removal").exit()).isZero();

    cli.file(
        "jobs.json", "[" + unscheduled("elsewhere", "Sydney") + "," + job("b", "Sydney") + "]");
    Ran refused = run("");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("found it going: job-11 [guard-lockout]");
  }

  @Test
  void emptyBlockIsRefused() {
    cli.file("jobs.json", "[" + lavasched("elsewhere", "Sydney") + "]");

    Ran refused = run("--allow-lockout");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err())
        .contains(
            "block must keep an entry, found all 12 going: job-11, job-12, job-13, job-14, job-15,"
                + " job-16, job-17, job-18 and 4 more [guard-empty]",
            "--allow-empty");
    assertThat(run("--allow-lockout --allow-empty").exit()).isZero();
    assertThat(cli.text("ct")).doesNotContain("lava-dispatcher");
  }

  @Test
  void suspensionNeedsNoOverride() {
    jobs("suspended-Sydney", 12);

    Ran suspended = run("");
    assertThat(suspended.exit()).as(suspended.err()).isZero();
    assertThat(cli.text("ct")).contains("w sys\n").doesNotContain("job-");

    jobs("Sydney", 12);
    assertThat(run("").exit()).isZero();
    assertThat(cli.text("ct")).contains("job-21");
  }

  @Test
  void zoneThatTheCronDoesNotHeedIsAnErrorOfTheJob() {
    cli.file(
        "jobs.json",
        "["
            + lavasched("Sydney", "Sydney")
                .replace("\"PATH\"", "\"CRON_TZ\": \"Australia/Sydney\", \"PATH\"")
            + "]");
    String before = cli.text("ct");
    Ran refused = run("--zone UTC --cron debian --allow-mass-removal");

    assertThat(refused.err())
        .contains("sys: parameters.env.CRON_TZ: error: ", "[cron-tz-ignored]", "--allow-ignored-");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(cli.text("ct")).isEqualTo(before);

    Ran allowed = run("--zone UTC --cron debian --allow-mass-removal --allow-ignored-cron-tz");
    assertThat(allowed.exit()).as(allowed.err()).isZero();
    assertThat(cli.text("ct")).contains("\nCRON_TZ=Australia/Sydney\n");
  }

  @Test
  void refusalIsToldAsJson() {
    jobs("Sydney", 5);
    Ran refused = run("-o json");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.out())
        .contains(
            "\"outcome\" : \"guarded\"",
            "\"exit_code\" : 4",
            "\"code\" : \"guard-mass-removal\"",
            "\"crontab_now\" : \"old\"",
            "\"backup\" : null");
  }

  @ParameterizedTest
  @CsvSource({"render", "check", "restore"})
  void othersHaveNoGuards(String command) {
    assertThat(cli.runLine(command + " --allow-empty").exit()).isEqualTo(2);
  }
}
