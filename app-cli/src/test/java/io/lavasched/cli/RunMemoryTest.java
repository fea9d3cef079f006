// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one run remembers for the next: what it installed, and what it told. */
class RunMemoryTest {

  private static final String OF = " -r demo --jobs {dir}/jobs.json --job sys --crontab-file ";
  private static final String ABOVE = "HOME=/x\n";
  private static final String TOLD = "block should set its own HOME";

  @TempDir Path directory;
  private Cli cli;

  /** The block begins with line 2, and its entries with line 5. */
  @BeforeEach
  void installed() {
    cli = Cli.in(directory);
    cli.file("tab", ABOVE);
    records("1 1 * * *");
    assertThat(run().err()).contains(TOLD);
  }

  private void records(String scheduleOfA) {
    cli.file(
        "jobs.json",
        """
        [{"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "w", "payload": "--",
          "parameters": {"dispatcher": "d", "env": {"PATH": "/usr/bin:/bin"}}},
         {"job_id": "a", "type": "cmd", "enabled": true, "worker": "w", "dispatcher": "d",
          "schedule": "%s", "payload": "x"},
         {"job_id": "b", "type": "cmd", "enabled": true, "worker": "w", "dispatcher": "d",
          "schedule": "2 1 * * *", "payload": "x"},
         {"job_id": "c", "type": "cmd", "enabled": true, "worker": "w", "dispatcher": "d",
          "schedule": "3 1 * * *", "payload": "x"}]
        """
            .formatted(scheduleOfA));
  }

  private Ran run() {
    return cli.runLine("run" + OF + "{dir}/tab");
  }

  private Ran plan() {
    return cli.runLine("plan" + OF + "{dir}/tab");
  }

  private void edit(String from, String to) {
    cli.file("tab", cli.text("tab").replaceAll("(?m)" + from, to));
  }

  private List<Path> state(String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(".local/state/lavasched"))) {
      return files.filter(file -> file.getFileName().toString().contains(ending)).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ^1 1             | 9 9             | line 5 was edited by hand
          ^2 1             | #2 1            | line 6 was edited by hand
          ^PATH=.*         | PATH=/evil      | line 4 was edited by hand
          ^[13] 1          | 9 9             | lines 5, 7 were edited by hand
          (?s)^2 1.*?\\n   | ''              | a line was deleted by hand after line 5
          (?s)^[12] 1.*?\\n | ''             | 2 lines were deleted by hand after line 4
          ^3 1             | 7 7 * * * x\\n3 1 | line 7 was added by hand
          (?s)^(1 1.*?\\n) | $1$1            | line 6 was added by hand
          (?s)^(1 1.*?\\n)(2 1.*?\\n) | $2$1 | lines of the block were moved by hand, and go back
          (?s)^####.*      | ''              | block was taken out by hand
          """)
  void anEditOfTheBlockIsToldWhenItGoes(String from, String to, String told) throws IOException {
    String good = cli.text("tab");
    edit(from, to.replace("\\n", "\n"));
    String edited = cli.text("tab");
    assertThat(edited).isNotEqualTo(good);

    assertThat(plan().err()).contains(told).doesNotContain(" kept as ");
    Ran ran = run();

    assertThat(ran.err()).contains(told).doesNotContain("  added ");
    String name = ran.err().replaceAll("(?s).*the old crontab is kept as (\\S+) .*", "$1");
    assertThat(Files.readString(Path.of(name), UTF_8)).isEqualTo(edited);
    assertThat(cli.text("tab")).isEqualTo(good);
    assertThat(run().err()).doesNotContain("by hand");
  }

  @Test
  void doctorTellsAnEditThatKeepsTheFormOfTheLine() {
    edit("^1 1", "9 9");

    Ran ran = cli.runLine("doctor" + OF + "{dir}/tab");

    assertThat(ran.out())
        .contains(
            "would change 1 job (1 changed): line 5 was edited by hand\n",
            "block-edits           every line has a form that lavasched writes\n")
        .doesNotContain("surroundings    crontab: line 5");
  }

  @Test
  void whatTheRecordsSayTooIsNoEditThatGoes() {
    edit("^1 1", "9 9");
    records("9 9 * * *");

    assertThat(plan().err()).doesNotContain("by hand");
    assertThat(run().err()).contains("unchanged").doesNotContain("by hand");
  }

  @Test
  void aChangeOfTheRecordsIsNoEdit() {
    records("9 9 * * *");

    assertThat(plan().err()).contains("changed   a").doesNotContain("by hand");
    assertThat(run().err()).contains("changed   a").doesNotContain("by hand");
  }

  @Test
  void whatARestorePutBackIsNoEdit() {
    records("9 9 * * *");
    run();
    assertThat(cli.runLine("restore latest --crontab-file {dir}/tab").exit()).isZero();
    assertThat(cli.text("tab")).contains("1 1 * * *");

    assertThat(run().err()).contains("changed   a").doesNotContain("by hand");
  }

  @Test
  void aBlockThatRemoveTookOutIsNoEdit() {
    assertThat(cli.runLine("remove --crontab-file {dir}/tab").exit()).isZero();

    assertThat(run().err()).contains("installed").doesNotContain("by hand");
  }

  @Test
  void withoutWhatIsRememberedNothingWrongIsSaid() throws IOException {
    edit("^1 1", "9 9");
    Path memory = state("last-run-tab").get(0);
    String text = Files.readString(memory);
    for (String damaged :
        List.of("", "x", text.substring(0, text.length() - 1), text.replace("last-run 1", "2"))) {
      Files.writeString(memory, damaged);
      assertThat(plan().err()).as(damaged).contains(TOLD).doesNotContain("by hand");
    }
    Files.writeString(memory, text);
    assertThat(plan().err()).contains("by hand");
    for (Path backup : state("Z-tab")) {
      Files.delete(backup);
    }
    assertThat(plan().err()).doesNotContain("by hand");
    Files.delete(memory);
    Ran ran = run();
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains(TOLD).doesNotContain("by hand");
  }

  @Test
  void aFileThatCannotBeWrittenFailsNoRun() throws IOException {
    Path memory = state("last-run-tab").get(0);
    Files.delete(memory);
    Files.createDirectories(memory.resolve("in the way"));
    edit("^1 1", "9 9");

    for (int i = 0; i < 2; i++) {
      Ran ran = run();
      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(ran.err()).contains(TOLD);
    }
    assertThat(cli.text("tab")).contains("1 1 * * *");
    assertThat(state(".new")).isEmpty();
  }

  @Test
  void aWarningAboutWhatIsAroundTheBlockIsToldOnce() {
    assertThat(run().err()).doesNotContain(TOLD);
    assertThat(cli.runLine("run -o json" + OF + "{dir}/tab").out())
        .contains("\"told_before\" : 1,", "\"problems\" : [ ]")
        .doesNotContain("\"quiet\"");
    assertThat(plan().err()).contains(TOLD);
    assertThat(cli.runLine("plan -o json" + OF + "{dir}/tab").out())
        .contains(TOLD)
        .doesNotContain("told_before");
  }

  @Test
  void aWarningIsNewWithOtherWordsAndForAnotherCrontab() throws IOException {
    cli.file("tab", "# one more line\n" + cli.text("tab"));
    assertThat(run().err()).contains("line 2: warning: " + TOLD);
    assertThat(run().err()).doesNotContain(TOLD);
    cli.file("tab", "LD_PRELOAD=x\n" + cli.text("tab"));
    assertThat(run().err()).contains("LD_PRELOAD", TOLD);
    Files.copy(directory.resolve("tab"), directory.resolve("other"));
    assertThat(cli.runLine("run" + OF + "{dir}/other").err()).contains(TOLD);
    cli.file("tab", cli.text("tab").replace("HOME=/x\n", ""));
    run();
    cli.file("tab", cli.text("tab").replace("LD_PRELOAD=x\n", "LD_PRELOAD=x\nHOME=/x\n"));
    assertThat(run().err()).as("it came back").contains(TOLD);
  }

  @Test
  void aWarningThatNobodyReadIsNew() {
    edit("^HOME", "# a line\nHOME");
    assertThat(cli.runLine("run --level error" + OF + "{dir}/tab").err()).doesNotContain(TOLD);
    assertThat(run().err()).contains(TOLD);
    assertThat(run().err()).doesNotContain(TOLD);
  }

  @Test
  void anotherVersionTellsAllOnceMore() throws IOException {
    Path memory = state("last-run-tab").get(0);
    Files.writeString(
        memory, Files.readString(memory).replaceAll("(?m)^version .*", "version 0.0.0"));

    assertThat(run().err()).contains(TOLD);
    assertThat(run().err()).doesNotContain(TOLD);
  }

  @Test
  void theFileIsOfTheAccountAloneAndHoldsNoWords() throws IOException {
    Path memory = state("last-run-tab").get(0);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(memory))
        .matches(
            """
            lavasched last-run 1
            version .*
            installed \\S+-tab-\\S+
            told environment-above-[0-9a-f]{16}
            """);
  }
}
