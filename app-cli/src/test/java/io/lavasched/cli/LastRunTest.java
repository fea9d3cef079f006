// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.cli.process.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every run says how it ended, and {@code doctor} reads it. */
class LastRunTest {

  private static final String FROM = " -r demo --jobs {dir}/jobs.json --crontab-file {dir}/tab";
  private static final String RUN = "run" + FROM + " --job s ";
  private static final String DOCTOR =
      "doctor" + FROM + " --dispatcher-program {dir}/lava-dispatcher ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void realm() throws IOException {
    cli = Cli.in(directory);
    records(job("a", "1 4 * * *"));
    Files.setPosixFilePermissions(
        cli.file("lava-dispatcher", "#!/bin/sh\necho 8\n"), fromString("rwxr-xr-x"));
  }

  private void records(String... more) {
    cli.file(
        "jobs.json",
        "{\"job_id\": \"s\", \"type\": \"lavasched\", \"enabled\": true, \"worker\": \"w\","
            + " \"payload\": \"\", \"parameters\": {\"dispatcher\": \"d\"}}\n"
            + String.join("", more));
  }

  private static String job(String id, String schedule) {
    return """
    {"job_id": "%s", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "%s"}
    """
        .formatted(id, schedule);
  }

  private Ran runAfter(Duration time, String line) {
    return cli.withClock(Clock.fixed(Cli.NOW.plus(time), ZoneOffset.UTC)).runLine(line);
  }

  private List<Path> reports() throws IOException {
    Path state = directory.resolve(".local/state/lavasched");
    if (!Files.isDirectory(state)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(state)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private JsonNode report() throws IOException {
    assertThat(reports()).hasSize(1);
    return JsonShape.of(Files.readString(reports().get(0)));
  }

  @Test
  void tellsWhatTheRunDid() throws IOException {
    records(
        job("a", "1 4 * * *"),
        job("b", "99 4 * * *"),
        job("c", "1 4 31 2 *"),
        "{\"job_id\": \"none\", \"enabled\": true, \"worker\": \"w\", \"dispatcher\": \"d\"}\n");

    Ran ran = cli.runLine(RUN);

    assertThat(ran.exit()).isEqualTo(3);
    JsonNode report = report();
    assertThat(JsonShape.names(report))
        .containsExactly(
            "format",
            "run_id",
            "version",
            "target",
            "realm",
            "lavasched_job",
            "start",
            "end",
            "exit_code",
            "outcome",
            "message",
            "entries",
            "jobs",
            "quarantined",
            "warnings",
            "last_success",
            "crontab_changed");
    assertThat(report.get("format").textValue()).isEqualTo("lavasched.last-run/1");
    assertThat(report.get("run_id").textValue())
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(report.get("version").textValue()).isEqualTo(Version.get());
    assertThat(report.get("target").textValue()).isEqualTo(cli.path("tab").toString());
    assertThat(report.get("realm").textValue()).isEqualTo("demo");
    assertThat(report.get("lavasched_job").textValue()).isEqualTo("s");
    for (String time : List.of("start", "end", "last_success", "crontab_changed")) {
      assertThat(report.get(time).textValue()).as(time).isEqualTo("2026-12-01T12:00:00.000Z");
    }
    assertThat(report.get("exit_code").intValue()).isEqualTo(3);
    assertThat(report.get("outcome").textValue()).isEqualTo("installed");
    assertThat(report.get("message").isNull()).isTrue();
    assertThat(report.get("entries").intValue()).isEqualTo(2);
    assertThat(report.get("jobs").intValue()).isEqualTo(2);
    assertThat(report.get("quarantined").intValue()).isEqualTo(1);
    // 31 February never comes.
    assertThat(report.get("warnings").intValue()).isEqualTo(1);
  }

  @Test
  void eachRunHasTheIdOfItsLogLines() throws IOException {
    String first = idOfLines(cli.runLine("run --log-json" + FROM + " --job s"));
    assertThat(report().get("run_id").textValue()).isEqualTo(first);

    String second = idOfLines(cli.runLine("run --log-json" + FROM + " --job s"));
    assertThat(report().get("run_id").textValue()).isEqualTo(second).isNotEqualTo(first);

    cli.with("LAVA_RUN_ID", "2ce3ac8e-0fc2-41f1-b908-998608a0b24b").runLine(RUN);
    assertThat(report().get("run_id").textValue())
        .isEqualTo("2ce3ac8e-0fc2-41f1-b908-998608a0b24b");
  }

  private static String idOfLines(Ran ran) {
    List<String> ids =
        ran.err()
            .lines()
            .map(line -> JsonShape.of(line).get("run_id").textValue())
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  /** How it ends, by what options and records, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          --job s                            | 0 | unchanged          | null
          --job none                         | 1 | invalid_job        | command line: error: lavasched job must be in job records in ~/jobs.json, found no record "none" [job-not-found]
          --job a                            | 1 | invalid_job        | job a: type: error: type must be
          --job s --jobs {dir}/none.json     | 5 | failed             | there must be a file or folder ~/none.json, found nothing
          --job s --on-invalid fail --jobs {dir}/bad.json | 1 | invalid_records | job b: schedule:1: error: minute must be 0-59, found "99" [cron-out-of-range]
          --job s --jobs {dir}/off.json      | 0 | disabled           | job s: enabled: warning: enabled must be true
          --job s --jobs {dir}/gone.json     | 4 | guarded            | crontab: error:
          --job s --crontab-file {dir}/twice | 5 | broken_crontab     | crontab: line 1: error:
          --job s --dispatcher d             | 2 | usage              | one of --job, --job-file and --dispatcher must be given, found more than one
          --job s --lock-wait -1             | 2 | usage              | --lock-wait must be 0 to 86400 seconds (a day), found -1
          """)
  void tellsEachEnd(String options, int exit, String outcome, String message) throws IOException {
    cli.file("bad.json", cli.text("jobs.json") + job("b", "99 4 * * *"));
    cli.file("off.json", cli.text("jobs.json").replaceFirst("true", "false"));
    cli.file("gone.json", cli.text("jobs.json").lines().findFirst().orElseThrow());
    cli.file("twice", "#### Lava Schedules Start ####\n".repeat(2));
    cli.runLine(RUN);
    Path good = reports().get(0);
    String line = RUN.replace(" --job s ", " ") + options;
    for (String option : List.of("--jobs", "--crontab-file")) {
      if (options.contains(option)) {
        line = line.replaceFirst(" " + option + " \\S+", "");
      }
    }

    Ran ran = runAfter(Duration.ofMinutes(15), line);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    boolean isOther = options.contains("--crontab-file");
    JsonNode report =
        isOther
            ? JsonShape.of(
                Files.readString(
                    reports().stream().filter(p -> !p.equals(good)).findFirst().orElseThrow()))
            : report();
    assertThat(report.get("exit_code").intValue()).isEqualTo(exit);
    assertThat(report.get("outcome").textValue()).isEqualTo(outcome);
    assertThat(report.get("message").asText().replace(directory.toString(), "~"))
        .startsWith(message);
    assertThat(report.get("end").textValue()).isEqualTo("2026-12-01T12:15:00.000Z");
    if (!isOther) {
      assertThat(report.get("crontab_changed").textValue()).isEqualTo("2026-12-01T12:00:00.000Z");
    }
    boolean isSameJob =
        List.of("unchanged", "failed", "disabled", "guarded", "usage").contains(outcome)
            || outcome.equals("invalid_records");
    assertThat(report.get("last_success").asText())
        .isEqualTo(
            outcome.equals("unchanged")
                ? "2026-12-01T12:15:00.000Z"
                : isSameJob ? "2026-12-01T12:00:00.000Z" : "null");
  }

  @Test
  void aRunWithoutARealmIsReportedToo() throws IOException {
    Ran ran = cli.runLine("run --jobs {dir}/jobs.json --job s --crontab-file {dir}/tab");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(report().get("outcome").textValue()).isEqualTo("usage");
    assertThat(report().get("realm").isNull()).isTrue();
    assertThat(report().get("lavasched_job").textValue()).isEqualTo("s");
  }

  @Test
  void aRunThatCannotHaveTheLockIsReported() throws IOException {
    cli.runLine(RUN);
    Path state = directory.resolve(".local/state/lavasched");
    Files.createDirectories(state.resolve("lock/in-the-way"));

    Ran ran = cli.runLine(RUN);

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(report().get("outcome").textValue()).isEqualTo("failed");
    assertThat(report().get("message").textValue()).contains("must take the lock of this account");
  }

  /** The crontab is what the records say; that nobody could be told is another matter. */
  @Test
  void aFullStandardOutputMakesNoRebuildFail() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    Ran ran =
        cli.withOut(new PrintStream(full, false, StandardCharsets.UTF_8)).runLine(RUN + "-o json");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(report().get("exit_code").intValue()).isEqualTo(5);
    assertThat(report().get("outcome").textValue()).isEqualTo("installed");
    assertThat(report().get("last_success").isTextual()).isTrue();
  }

  @Test
  void aBugIsReported() throws IOException {
    Clock breaks =
        new Clock() {
          private int asked;

          @Override
          public Instant instant() {
            // When the run begins, and for the windows; then for the name of a backup.
            if (++asked == 3) {
              throw new IllegalStateException("oops");
            }
            return Cli.NOW;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };

    Ran ran = cli.withClock(breaks).runLine(RUN);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(70);
    assertThat(report().get("exit_code").intValue()).isEqualTo(70);
    assertThat(report().get("outcome").textValue()).isEqualTo("bug");
    assertThat(report().get("message").textValue())
        .isEqualTo("java.lang.IllegalStateException: oops");
  }

  @Test
  void nothingButARunWritesIt() throws IOException {
    for (String command : List.of("plan", "render")) {
      cli.runLine(RUN.replaceFirst("run", command));
    }
    cli.runLine(DOCTOR);
    cli.runLine("run --help");
    cli.runLine("run --no-such-option");
    cli.runLine(RUN + "--no-such-option");

    assertThat(reports()).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsAWarning() throws IOException {
    cli.runLine(RUN);
    Path report = reports().get(0);
    Files.delete(report);
    Files.createDirectories(report.resolve("in-the-way"));

    Ran ran = cli.runLine(RUN);

    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .startsWith("unchanged: ")
        .contains("warning: " + directory + "/.local/state/lavasched must take last-run-tab-")
        .contains(", which tells how the run ended, found: ")
        .hasLineCount(2);
    assertThat(cli.runLine(RUN + "--level error").err()).isEmpty();
    assertThat(cli.runLine(DOCTOR + "--job s").out())
        .containsPattern("(?m)^unknown  last-run .* must have a last-run-tab-.*");
  }

  /** Where that is why the run failed, once is enough. */
  @Test
  void aStateFolderThatIsNoneIsReportedOnce() {
    cli.file(".local/state/lavasched", "");

    Ran ran = cli.runLine(RUN);

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).startsWith("error: ").hasLineCount(2).contains("\n  help: ");
  }

  @Test
  void doctorSaysWhenItLastSucceededAndWhyNotSince() {
    assertThat(cli.runLine(DOCTOR + "--job s").out())
        .contains("unknown  last-run              no run on this crontab is recorded yet\n");
    Ran never = cli.runLine(DOCTOR + "--job s --max-age 1h");
    assertThat(never.out())
        .contains(
            "failure  last-run              a run must have succeeded within 1h; whether one has is"
                + " unknown: no run on this crontab is recorded yet\n  help: ");
    assertThat(never.exit()).isEqualTo(10);

    cli.runLine(RUN);
    Ran good = runAfter(Duration.ofMinutes(59), DOCTOR + "--job s --max-age 1h");
    assertThat(good.out())
        .contains(
            "ok       last-run              2026-12-01T12:00:00Z (59m ago): installed, 1 entry for"
                + " 1 job\n");
    assertThat(good.exit()).isZero();

    runAfter(Duration.ofMinutes(60), RUN.replace("jobs.json", "none.json"));
    Ran failing = runAfter(Duration.ofMinutes(60), DOCTOR + "--job s --max-age 1h");
    assertThat(failing.out())
        .contains(
            "warning  last-run              the last run should have succeeded, found the last"
                + " success 2026-12-01T12:00:00Z (1h ago); the last run, 2026-12-01T13:00:00Z (0s"
                + " ago), ended with failed (exit code 5): there must be a file or");
    assertThat(failing.exit()).isZero();

    Ran tooOld = runAfter(Duration.ofMinutes(61), DOCTOR + "--job s --max-age 1h");
    assertThat(tooOld.out())
        .contains("failure  last-run              a run must have succeeded within 1h, found the");
    assertThat(tooOld.exit()).isEqualTo(10);
    assertThat(runAfter(Duration.ofMinutes(61), DOCTOR + "--job s").exit()).isZero();
  }

  @Test
  void doctorKnowsAnotherLavaschedJobOnTheSameCrontab() {
    cli.runLine(RUN);

    Ran ran = cli.runLine(DOCTOR.replace("-r demo", "-r prod") + "--job s");

    assertThat(ran.out())
        .contains("warning  last-run              the last run on this crontab must be for this")
        .contains("found \"s\" of realm demo, 2026-12-01T12:00:00Z (0s ago)\n");
  }

  /**
   * A job that is given as a file may have a name; parameters that are given directly have none.
   */
  @Test
  void theJobIsThatOfTheFile() throws IOException {
    cli.file("job.json", cli.text("jobs.json").lines().findFirst().orElseThrow());
    cli.runLine("run" + FROM + " --job-file {dir}/job.json");
    assertThat(report().get("lavasched_job").textValue()).isEqualTo("s");

    cli.runLine("run" + FROM + " --dispatcher d");
    assertThat(report().get("lavasched_job").isNull()).isTrue();
    assertThat(report().get("outcome").textValue()).isEqualTo("unchanged");
  }
}
