// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The linter: one line a finding, errors first, and an exit code for scripts. */
class CheckTest {

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "schedule": "0 4 * * *"      |  0 | job a: dispatcher: info: dispatcher should be one that a lavasched job serves, found "d" [dispatcher-unknown]; help: no enabled lavasched job is among the records
          "schedule": "--"             |  0 | job a: schedule: info: schedule is the filler "--": the job is not scheduled [schedule-filler]
          "schedule": ""               |  0 |
          "schedule": "0 24 * * *"     | 10 | job a: schedule:3: error: hour must be 0-23, found "24" [cron-out-of-range]; help: midnight is hour 0
          "schedule": "0 4 31 2 *"     | 10 | job a: schedule: warning: cron string must have a date that some year has, found "0 4 31 2 *" [cron-never-fires]; help: none of its months has such a day, so cron never runs it
          "descripton": ""             | 10 | job a: warning: job record should have only fields that lava knows, found "descripton" [unknown-field]; help: did you mean "description"? the next major version of lava refuses it
          "x-mine": "", "X-y": 1       |  0 |
          "type": null                 | 10 | job a: error: job record must have type, found none [missing-field]
          "payload": null              |  0 |
          "worker": "w\\n"             | 10 | job a: worker:2: error: worker must not have line breaks or other control characters, found "\\n" [bad-character]
          """)
  void eachFindingIsALine(String field, int exit, String line) {
    String record =
        "{\"job_id\": \"a\", \"type\": \"cmd\", \"worker\": \"w\", \"dispatcher\": \"d\","
            + " \"payload\": \"p\", \"enabled\": true, \"owner\": \"o\", \"description\": \"d\", ";
    cli.file("a.json", Cli.without(field, record) + field + "}");

    Ran ran = cli.runLine("check --jobs {dir}/a.json");

    // A scheduled job of a lone file always has the note about its dispatcher as well.
    assertThat(
            ran.out()
                .lines()
                .filter(l -> l.equals(line) || !l.contains("[dispatcher-unknown]"))
                .toList())
        .isEqualTo(line == null ? List.of() : List.of(line));
    assertThat(ran.exit()).isEqualTo(exit);
  }

  /** What YAML makes of words without quotes, each reported once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          schedule: 2026-12-24                     | schedule: error: must be a cron string or a scheduling object, found a date [wrong-type]; help: put it in quotes
          schedule: [.inf]                         | schedule[0]: error: must be a cron string or a scheduling object, found the number .inf [wrong-type]; help: put it in quotes
          schedule: 12:30                          | schedule: error: must be a cron string or a scheduling object, found a number [wrong-type]
          schedule: 08:00                          | schedule:6: error: cron string must have five fields, found 1 [cron-field-count]; help: write 0 8 * * *
          schedule: yes                            | schedule: error: must be a cron string or a scheduling object, found true [wrong-type]
          schedule: {crontab: 2026-12-24}          | schedule.crontab: error: must be a cron string, found a date [wrong-type]; help: put it in quotes
          schedule: {crontab: "@daily", from: 2026-12-24} | schedule.from: error: must be a string with a time, found a date [wrong-type]; help: put it in quotes
          schedule: {crontab: "@daily", to: 2026-12-24T00:00:00Z} | schedule.to: error: must be a string with a time, found a date [wrong-type]; help: put it in quotes
          schedule: {crontab: "@daily", to: 20261224} | schedule.to: error: must be a string with a time, found a number [wrong-type]
          worker: 2026-12-24                       | worker: error: worker must be a string, found a date [wrong-type]; help: put it in quotes
          worker: no                               | worker: error: worker must be a string, found false [wrong-type]
          type: 2026-12-24                         | type: error: value must be one that JSON has, found a date [wrong-type]; help: put it in quotes
          payload: {a: [2026-12-24]}               | payload.a[0]: error: value must be one that JSON has, found a date [wrong-type]; help: put it in quotes
          x-lavasched: {spread: 2026-12-24}        | x-lavasched.spread: error: value must be one that JSON has, found a date [wrong-type]; help: put it in quotes
          """)
  void eachUnquotedWordOfYamlIsOneError(String field, String line) {
    String record = "{job_id: a, type: cmd, worker: w, payload: p, enabled: true, ";
    String name = field.substring(0, field.indexOf(':') + 1);
    cli.file("a.yaml", record.replace(" " + name, " x-old:") + field + "}");

    Ran ran = cli.runLine("check --jobs {dir}/a.yaml");

    assertThat(ran.out().lines().filter(l -> l.contains(": error: ")).toList())
        .isEqualTo(List.of("job a: " + line));
    assertThat(ran.exit()).isEqualTo(10);
  }

  /** How many bad items a schedule has, the level, and how many errors are printed. */
  @ParameterizedTest
  @CsvSource({
    "20,    info,  20,    ",
    "21,    info,  20,    job b: and 1 more error; --level debug tells all",
    "20000, error, 20,    job b: and 19980 more errors; --level debug tells all",
    "21,    debug, 21,    ",
  })
  void ofOneRecordTheFirstErrorsArePrinted(int bad, String level, int printed, String others) {
    String record = "{\"job_id\": \"%s\", \"type\": \"cmd\", \"worker\": \"w\", \"payload\": 1, ";
    String items = String.join(", ", Collections.nCopies(bad, "\"@dayly\""));
    cli.file("realm/b.json", record.formatted("b") + "\"schedule\": [" + items + "]}");
    cli.file("realm/c.json", record.formatted("c") + "\"schedule\": \"99 * * * *\"}");

    Ran ran = cli.runLine("check --jobs {dir}/realm --level " + level);

    List<String> errors =
        ran.out().lines().filter(l -> l.contains(": error: ") || l.contains(" more ")).toList();
    assertThat(errors).hasSize(printed + (others == null ? 0 : 1) + 1);
    assertThat(errors.get(printed - 1))
        .startsWith("job b: schedule[" + (printed - 1) + "]:1: error: ");
    if (others != null) {
      assertThat(errors.get(printed)).isEqualTo(others);
    }
    assertThat(errors.get(errors.size() - 1)).startsWith("job c: schedule:1: error: ");
    JsonNode json = JsonShape.of(cli.runLine("check --jobs {dir}/realm -o json").out());
    assertThat(json.get("errors").intValue()).isEqualTo(bad + 1);
    assertThat(json.get("problems")).hasSizeGreaterThan(bad);
  }

  @Test
  void findingsAreErrorsFirstThenByRecordAndCounted() {
    cli.file(
        "realm/2.json",
        "{\"job_id\": \"b\", \"enabled\": true, \"owner\": \"o\", \"description\": \"d\", \"type\":"
            + " \"cmd\", \"payload\": 1, \"worker\": 5}");
    cli.file(
        "realm/1.json",
        "[{\"job_id\": \"c\", \"enabled\": true, \"owner\": \"o\", \"description\": \"d\"},"
            + " {\"type\": \"cmd\"}, 7]");
    cli.file(
        "realm/3.jsonl",
        "{\"job_id\": \"a\", \"enabled\": true, \"owner\": \"o\", \"description\": \"d\","
            + "\"worker\": \"w\", \"type\": \"cmd\", \"playload\": 1}\n");

    Ran ran = cli.runLine("check --jobs {dir}/realm");
    Path realm = directory.resolve("realm");

    assertThat(ran.out().lines().map(line -> line.replaceAll("(error|warning): .* \\[", "[")))
        .containsExactly(
            "job a: [missing-field]; help: write \"payload\": null where the type has no use for"
                + " one",
            "job b: worker: [wrong-type]",
            "job c: [missing-field]",
            "job c: [missing-field]",
            "job c: [missing-field]; help: write \"payload\": null where the type has no use for"
                + " one",
            "record " + realm + "/1.json, record 2: [missing-field]",
            "record " + realm + "/1.json, record 2: [missing-field]",
            "record "
                + realm
                + "/1.json, record 2: [missing-field]; help: write \"payload\": null where the type"
                + " has no use for one",
            "record " + realm + "/1.json, record 3: [wrong-type]",
            "job a: [unknown-field]; help: did you mean \"payload\"? the next major version of lava"
                + " refuses it");
    assertThat(ran.err())
        .isEqualTo("job records in " + realm + ": 5 records, 9 errors, 1 warning\n");
    assertThat(ran.exit()).isEqualTo(10);
  }

  @Test
  void whatJobsHaveInCommonIsOneLine() {
    StringBuilder jobs = new StringBuilder();
    for (int i = 1; i <= 7; i++) {
      jobs.append(
          "{\"job_id\": \"j/%d\", \"type\": \"cmd\", \"worker\": \"w\", \"dispatcher\": \"%s\", \"payload\": 1, \"enabled\": true, \"owner\": \"o\", \"description\": \"d\", \"schedule\": \"0 4 * * *\"}\n"
              .formatted(i, i == 7 ? "E" : "D"));
    }
    cli.file("a.jsonl", jobs.toString());

    Ran ran = cli.runLine("check --jobs {dir}/a.jsonl");

    assertThat(ran.out().lines().filter(line -> line.contains("[dispatcher-unknown]")))
        .hasSize(2)
        .anyMatch(
            line -> line.startsWith("6 jobs (j/1, j/2, j/3, j/4, j/5, ...): dispatcher: info: "))
        .anyMatch(line -> line.startsWith("job j/7: dispatcher: info: "));
    assertThat(cli.runLine("check -o json --jobs {dir}/a.jsonl").out().split("dispatcher-unknown"))
        .hasSize(8);
  }

  @Test
  void carets() {
    cli.file(
        "a.json",
        "{\"job_id\": \"a\", \"type\": \"cmd\", \"worker\": \"w\", \"payload\": 1, \"schedule\":"
            + " \"0 24 * * *\"}");

    String piped = cli.runLine("check --no-colour --jobs {dir}/a.json").out();
    String seen =
        cli.onTerminal(true, false).runLine("check --no-colour --jobs {dir}/a.json").out();

    assertThat(piped).doesNotContain("^");
    assertThat(seen).contains("\n    0 24 * * *\n      ^^\n  help: midnight is hour 0\n");
  }

  @Test
  void levelHidesFindingsAndTheyCountAllTheSame() {
    cli.file(
        "a.json",
        "{\"job_id\": \"a\", \"type\": \"cmd\", \"worker\": \"w\", \"payload\": 1, \"form\": 1}");

    Ran ran = cli.runLine("check -l error --jobs {dir}/a.json");

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isEqualTo(10);
  }

  @Test
  void nothingToFindIsSilentOnStandardOutput() {
    Path jobs =
        cli.file(
            "jobs.json",
            "{\"job_id\": \"a\", \"type\": \"cmd\", \"worker\": \"w\", \"payload\": \"p\","
                + " \"enabled\": true, \"owner\": \"o\", \"description\": \"d\"}");

    Ran ran = cli.runLine("check --jobs {dir}/jobs.json");

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo("job records in " + jobs + ": 1 record, 0 errors, 0 warnings\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void windowsThatAreOverDependOnNow() {
    cli.file(
        "a.json",
        "{\"job_id\": \"a\", \"type\": \"cmd\", \"worker\": \"w\", \"payload\": 1, \"schedule\":"
            + " {\"crontab\": \"@daily\", \"to\": \"2026-12-01T22:59:59\"}}");
    String check = "check --jobs {dir}/a.json --zone Australia/Sydney --now ";

    assertThat(cli.runLine(check + "2026-12-01T22:59:59").out()).doesNotContain("[window-over]");
    assertThat(cli.runLine(check + "2026-12-01T23:00:00").out()).contains("[window-over]");
    assertThat(cli.runLine(check + "2026-12-01T11:59:59Z").out()).doesNotContain("[window-over]");
    assertThat(cli.runLine(check + "2026-12-01T12:00Z").out()).contains("[window-over]");
  }

  @Test
  void valuesOfEnvAreNotFindings() {
    cli.file(
        "a.json",
        "{\"job_id\": \"a\", \"type\": \"lavasched\", \"worker\": \"w\", \"payload\": 1,"
            + " \"parameters\": {\"dispatcher\": \"d\", \"env\": {\"A\": \"hunter2 \", \"B\":"
            + " \"hunter2\\u0000\", \"C\": [\"hunter2\"]}}}");

    for (String output : new String[] {"text", "json"}) {
      Ran ran = cli.runLine("check -l debug --jobs {dir}/a.json -o " + output);

      assertThat(ran.out()).contains("env.A", "env.B", "env.C");
      assertThat(ran.out() + ran.err()).doesNotContain("hunter2");
    }
  }
}
