// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every field that docs/json.md promises. */
class JsonOutputTest {

  private static final String REBUILD =
      " -o json -r demo --jobs {dir}/jobs.json --job s --crontab-file {dir}/tab ";

  private static final String START = "#### Lava Schedules Start ####\n";
  private static final String END = "#### Lava Schedules End ####\n";
  private static final String PROGRAM = "/usr/local/bin/lava-dispatcher --worker w ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void jobsOfEveryState() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        [{"job_id": "s", "type": "lavasched", "enabled": true, "worker": "w", "payload": "",
          "parameters": {"dispatcher": ["e", "d"]}},
         {"job_id": "scheduled", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": ["1 4 * * *", "2 4 * * *"]},
         {"job_id": "inactive", "enabled": true, "worker": "w", "dispatcher": "d",
          "schedule": {"crontab": "1 4 * * *", "to": "2020-01-01"}},
         {"job_id": "unscheduled", "enabled": true, "worker": "w", "dispatcher": "e"},
         {"job_id": "disabled", "worker": "w", "dispatcher": "e", "schedule": "@daily", "enabled": false},
         {"job_id": "bad", "enabled": true, "worker": "w", "dispatcher": "e", "schedule": ["1 4 * * *", {"crontab": "0 24 * * *"}]},
         {"worker": "w", "dispatcher": "e", "schedule": "--"}]
        """);
    cli.file(
        "tab",
        START
            + "5 5 * * * "
            + PROGRAM
            + "bad\n1 4 * * * "
            + PROGRAM
            + "gone\n1 4 * * * "
            + PROGRAM
            + "scheduled\n"
            + END);
  }

  @ParameterizedTest
  @CsvSource({"run, installed", "plan, planned"})
  void aRebuildTellsEverything(String command, String outcome) {
    Ran ran = cli.runLine(command + " --skip-disabled --zone Australia/Sydney" + REBUILD);

    JsonNode json = JsonShape.of(ran.out());
    assertThat(JsonShape.names(json))
        .containsExactlyElementsOf(
            command.equals("run")
                ? List.of(
                    "format",
                    "command",
                    "outcome",
                    "exit_code",
                    "realm",
                    "lavasched_job",
                    "now",
                    "zone",
                    "dispatchers",
                    "crontab",
                    "changed",
                    "cron",
                    "entries",
                    "quarantined",
                    "jobs",
                    "backup",
                    "found_backup",
                    "crontab_now",
                    "failures",
                    "problems")
                : List.of(
                    "format",
                    "command",
                    "outcome",
                    "exit_code",
                    "realm",
                    "lavasched_job",
                    "now",
                    "zone",
                    "dispatchers",
                    "crontab",
                    "changed",
                    "cron",
                    "entries",
                    "quarantined",
                    "jobs",
                    "diff",
                    "problems"));
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.rebuild/1");
    assertThat(json.get("command").textValue()).isEqualTo(command);
    assertThat(json.get("outcome").textValue()).isEqualTo(outcome);
    assertThat(json.get("exit_code").intValue()).isEqualTo(ran.exit()).isEqualTo(3);
    assertThat(json.get("realm").textValue()).isEqualTo("demo");
    assertThat(json.get("lavasched_job").textValue()).isEqualTo("s");
    assertThat(json.get("now").textValue()).isEqualTo("2026-12-01T12:00:00Z");
    assertThat(json.get("zone").textValue()).isEqualTo("Australia/Sydney");
    assertThat(JsonShape.texts(json.get("dispatchers"))).containsExactly("d", "e");
    assertThat(json.get("crontab").textValue()).isEqualTo(cli.path("tab").toString());
    assertThat(json.get("changed").booleanValue()).isTrue();
    assertThat(json.get("entries").intValue()).isEqualTo(3);
    assertThat(json.get("quarantined").intValue()).isEqualTo(2);
    assertJobs(json.get("jobs"));
    assertThat(json.get("problems"))
        .extracting(p -> p.get("code").textValue())
        .containsExactlyInAnyOrder("cron-out-of-range", "missing-field", "schedule-filler");
    if (command.equals("plan")) {
      assertThat(json.get("diff").textValue())
          .startsWith("--- crontab (installed)\n+++ crontab (planned)\n@@ ")
          .contains("\n-1 4 * * * " + PROGRAM + "gone\n")
          .endsWith("\n " + END);
    }
  }

  private void assertJobs(JsonNode jobs) {
    assertThat(jobs).hasSize(7);
    assertThat(jobs)
        .extracting(
            job ->
                job.get("job_id").textValue()
                    + " "
                    + job.get("dispatcher").textValue()
                    + " "
                    + job.get("state").textValue()
                    + " "
                    + job.get("change").textValue()
                    + " "
                    + job.get("installed").size()
                    + " "
                    + job.get("entries").size())
        .containsExactly(
            "inactive d inactive unchanged 0 0",
            "scheduled d scheduled changed 1 2",
            "bad e quarantined unchanged 1 1",
            "disabled e disabled unchanged 0 0",
            "unscheduled e unscheduled unchanged 0 0",
            cli.path("jobs.json") + ", record 7 e quarantined unchanged 0 0",
            "gone null gone removed 1 0");
    assertThat(JsonShape.texts(jobs.get(1).get("entries")))
        .containsExactly(
            "1 4 * * * " + PROGRAM + "scheduled", "2 4 * * * " + PROGRAM + "scheduled");
  }

  @Test
  void aProblemTellsItsPlace() {
    JsonNode json = JsonShape.of(cli.runLine("render" + REBUILD).out());

    JsonNode problem = json.get("problems").get(0);
    assertThat(problem.get("severity").textValue()).isEqualTo("error");
    assertThat(problem.get("code").textValue()).isEqualTo("cron-out-of-range");
    assertThat(problem.get("subject").textValue()).isEqualTo("job bad");
    assertThat(problem.get("job_id").textValue()).isEqualTo("bad");
    assertThat(problem.get("path").textValue()).isEqualTo("schedule[1].crontab");
    assertThat(problem.get("column").intValue()).isEqualTo(3);
    assertThat(problem.get("message").textValue()).isEqualTo("hour must be 0-23, found \"24\"");
    assertThat(problem.get("hint").textValue()).isEqualTo("midnight is hour 0");
    JsonNode ofRecord = json.get("problems").get(1);
    assertThat(ofRecord.get("subject").textValue())
        .isEqualTo("record " + cli.path("jobs.json") + ", record 7");
    assertThat(ofRecord.get("job_id").isNull()).isTrue();
    assertThat(ofRecord.get("path").isNull()).isTrue();
    assertThat(ofRecord.get("column").isNull()).isTrue();
    assertThat(ofRecord.get("hint").isNull()).isTrue();
  }

  @Test
  void renderHasTheBlockAndNothingOfTheCrontab() {
    Ran ran = cli.runLine("render" + REBUILD);

    JsonNode json = JsonShape.of(ran.out());
    assertThat(JsonShape.names(json))
        .containsExactly(
            "format",
            "command",
            "outcome",
            "exit_code",
            "realm",
            "lavasched_job",
            "now",
            "zone",
            "dispatchers",
            "cron",
            "entries",
            "quarantined",
            "jobs",
            "block",
            "problems");
    assertThat(JsonShape.names(json.get("jobs").get(0)))
        .containsExactly("job_id", "dispatcher", "state", "entries");
    assertThat(json.get("outcome").textValue()).isEqualTo("planned");
    assertThat(json.get("block").textValue())
        .isEqualTo(
            cli.runLine("render -r demo --jobs {dir}/jobs.json --job s --crontab-file {dir}/tab")
                .out());
  }

  @Test
  void unchangedIsAnOutcome() {
    cli.runLine("run" + REBUILD);

    JsonNode json = JsonShape.of(cli.runLine("run" + REBUILD).out());

    assertThat(json.get("outcome").textValue()).isEqualTo("unchanged");
    assertThat(json.get("changed").booleanValue()).isFalse();
    assertThat(JsonShape.of(cli.runLine("plan" + REBUILD).out()).get("diff").textValue()).isEmpty();
  }

  @Test
  void parametersGivenDirectlyHaveNoJob() {
    JsonNode json =
        JsonShape.of(
            cli.runLine("render -r demo -o json --jobs {dir}/jobs.json --dispatcher none").out());

    assertThat(json.get("lavasched_job").isNull()).isTrue();
    assertThat(json.get("exit_code").intValue()).isZero();
  }

  @Test
  void whatStopsARebuildIsAnOutcomeToo() {
    List<String> fields =
        List.of(
            "format",
            "command",
            "outcome",
            "exit_code",
            "realm",
            "lavasched_job",
            "now",
            "zone",
            "dispatchers",
            "crontab",
            "problems");

    Ran invalid = cli.runLine("run --on-invalid fail" + REBUILD);
    cli.file("tab", END);
    Ran broken = cli.runLine("run" + REBUILD);
    cli.file(
        "off.json",
        "{\"type\":\"lavasched\",\"enabled\":false,\"parameters\":{\"dispatcher\":\"d\"}}");
    Ran disabled =
        cli.runLine(
            "plan -o json -r demo --jobs {dir}/jobs.json --job-file {dir}/off.json --crontab-file"
                + " {dir}/tab");

    assertStopped(invalid, "invalid_records", 1, fields);
    assertStopped(broken, "broken_crontab", 5, fields);
    assertStopped(disabled, "disabled", 0, fields);
    assertThat(JsonShape.of(broken.out()).get("problems").get(0).get("path").textValue())
        .isEqualTo("line 1");
  }

  private static void assertStopped(Ran ran, String outcome, int exit, List<String> fields) {
    JsonNode json = JsonShape.of(ran.out());
    assertThat(JsonShape.names(json)).isEqualTo(fields);
    assertThat(json.get("outcome").textValue()).isEqualTo(outcome);
    assertThat(json.get("exit_code").intValue()).isEqualTo(ran.exit()).isEqualTo(exit);
    assertThat(json.get("problems")).isNotEmpty();
  }

  @Test
  void aCrontabThatIsPutBackTellsTheFailure() throws IOException {
    Path spool = cli.path("spool");
    Files.createDirectories(spool);
    // Installs something else the first time, and says that it failed.
    cli.withCrontabProgram(
        """
        cd '%s'
        case $1 in
          -l) cat tab ;;
          -V) echo cronie 1.6.1 ;;
          *) if [ -e once ]; then cp "$1" tab; else : >once; echo '# half' >tab; echo 'disk on fire' >&2; exit 1; fi ;;
        esac
        """
            .formatted(spool));
    cli.with("PATH", cli.path("bin") + ":/usr/bin:/bin");
    cli.file("spool/tab", "# mine\n");

    Ran ran = cli.runLine("run -o json -r demo --jobs {dir}/jobs.json --dispatcher d");

    JsonNode json = JsonShape.of(ran.out());
    assertThat(json.get("outcome").textValue()).isEqualTo("put_back");
    assertThat(json.get("found_backup").textValue()).endsWith("Z-crontab.found");
    assertThat(json.get("failures")).hasSize(1);
    JsonNode failure = json.get("failures").get(0);
    assertThat(failure.get("operation").textValue()).isEqualTo("install");
    assertThat(failure.get("resource").textValue()).contains("crontab of ");
    assertThat(failure.get("retryable").isBoolean()).isTrue();
    assertThat(failure.get("message").textValue()).contains("disk on fire");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(cli.text("spool/tab")).isEqualTo("# mine\n");
  }

  @Test
  void checkTellsEverything() {
    Ran ran = cli.runLine("check --jobs {dir}/jobs.json -o json --level error");

    JsonNode json = JsonShape.of(ran.out());
    assertThat(JsonShape.names(json))
        .containsExactly(
            "format",
            "command",
            "exit_code",
            "target",
            "records",
            "errors",
            "warnings",
            "problems");
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.check/1");
    assertThat(json.get("target").textValue()).isEqualTo("crontab");
    assertThat(json.get("command").textValue()).isEqualTo("check");
    assertThat(json.get("exit_code").intValue()).isEqualTo(ran.exit()).isEqualTo(10);
    assertThat(json.get("records").intValue()).isEqualTo(7);
    assertThat(json.get("errors").intValue()).isEqualTo(count(json, "error")).isPositive();
    assertThat(json.get("warnings").intValue()).isEqualTo(count(json, "warning")).isPositive();
    assertThat(count(json, "info")).isPositive();
  }

  private static int count(JsonNode json, String severity) {
    int count = 0;
    for (JsonNode problem : json.get("problems")) {
      count += problem.get("severity").textValue().equals(severity) ? 1 : 0;
    }
    return count;
  }

  @Test
  void aBadJobIsAnError() {
    for (String command : new String[] {"run", "plan", "render"}) {
      Ran ran = cli.runLine(command + " -o json -r demo --jobs {dir}/jobs.json --job none");

      JsonNode json = JsonShape.of(ran.out());
      assertThat(JsonShape.names(json))
          .containsExactly("format", "command", "exit_code", "failure", "problems");
      assertThat(json.get("format").textValue()).isEqualTo("lavasched.error/1");
      assertThat(json.get("command").textValue()).isEqualTo(command);
      assertThat(json.get("exit_code").intValue()).isEqualTo(ran.exit()).isEqualTo(1);
      assertThat(json.get("failure").isNull()).isTrue();
      assertThat(json.get("problems").get(0).get("code").textValue()).isEqualTo("job-not-found");
      assertThat(json.get("problems").get(0).get("subject").textValue()).isEqualTo("command line");
    }
  }

  @Test
  void aFailureOutsideIsAnError() {
    for (String command : new String[] {"run --job s -r x", "check"}) {
      Ran ran = cli.runLine(command + " -o json --jobs {dir}/none");

      JsonNode json = JsonShape.of(ran.out());
      assertThat(json.get("format").textValue()).isEqualTo("lavasched.error/1");
      assertThat(json.get("exit_code").intValue()).isEqualTo(ran.exit()).isEqualTo(5);
      assertThat(json.get("problems")).isEmpty();
      JsonNode failure = json.get("failure");
      assertThat(failure.get("operation").textValue()).isEqualTo("read");
      assertThat(failure.get("resource").textValue()).contains("none");
      assertThat(failure.get("retryable").booleanValue()).isFalse();
      assertThat(failure.get("message").textValue()).endsWith("found nothing");
      assertThat(failure.has("hint")).isTrue();
    }
  }

  @Test
  void halfASurrogatePairIsStillJson() {
    cli.file(
        "jobs.json",
        "{\"job_id\": \"x\\ud800\", \"worker\": \"\\udc00\", \"dispatcher\": \"d\","
            + " \"schedule\": \"\\ud83d\"}");

    for (String command :
        new String[] {"check", "plan -r demo --dispatcher d --crontab-file {dir}/none"}) {
      Ran ran = cli.runLine(command + " -o json --jobs {dir}/jobs.json");

      assertThat(JsonShape.of(ran.out()).get("problems")).isNotEmpty();
      assertThat(ran.exit()).isIn(3, 10);
    }
  }

  @Test
  void everyFieldIsDocumented() throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "json.md"));

    for (String line :
        List.of(
            "plan" + REBUILD,
            "render" + REBUILD,
            "check -o json --jobs {dir}/jobs.json",
            "run -o json -r x --jobs {dir}/none --job s")) {
      assertDocumented(JsonShape.of(cli.runLine(line).out()), docs);
    }
  }

  private static void assertDocumented(JsonNode node, String docs) {
    node.properties()
        .forEach(
            field ->
                assertThat(docs)
                    .containsPattern("\n\\| `" + Pattern.quote(field.getKey()) + "` \\|"));
    node.forEach(
        child -> {
          if (child.isContainerNode()) {
            assertDocumented(child, docs);
          }
        });
  }
}
