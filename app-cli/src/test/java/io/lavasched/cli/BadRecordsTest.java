// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that are bad: told each, and never in the way of the others. */
class BadRecordsTest {

  private static final String GOOD =
      "0 4 * * * /usr/local/bin/lava-dispatcher --worker w good/job\n";

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
          "schedule": "0 24 * * *" | schedule:3: error: hour must be 0-23, found "24" [cron-out-of-range];    0 24 * * *;      ^^;  help: midnight is hour 0
          "schedule": ["@daily", "0 24 * * *"] | schedule[1]:3: error: hour must be 0-23, found "24" [cron-out-of-range];    0 24 * * *;      ^^;  help: midnight is hour 0
          "schedule": [{"crontab": "61 * * * *"}] | schedule[0].crontab:1: error: minute must be 0-59, found "61" [cron-out-of-range];    61 * * * *;    ^^
          "schedule": "* * * *" | schedule:8: error: cron string must have five fields, found 4 [cron-field-count];    * * * *;           ^;  help: the fields are minute, hour, day of month, month, day of week
          "schedule": "0 4 * * * rm -rf /" | schedule:11: error: cron string must have five fields, found 8 [cron-field-count];    0 4 * * * rm -rf /;              ^^^^^^^^
          "schedule": "@dayly" | schedule:1: error: nickname must be one that cron knows, found "@dayly" [cron-name];    @dayly;    ^^^^^^;  help: did you mean "@daily"?
          "schedule": "0 22-2 * * *" | schedule:3: error: hour must
          "schedule": "0 0 * * sat-mon" | schedule:9: error: day of week must
          "schedule": "*/0 * * * *" | schedule:3: error: minute must have a step of 1-59, found "0" [cron-step];    */0 * * * *;      ^
          "schedule": "0 0 1 jna *" | schedule:7: error: month must be a number or a name of three letters, found "jna" [cron-name];    0 0 1 jna *;          ^^^;  help: did you mean "jan"
          "schedule": "0 0 ? * *" | schedule:5: error: day of month must be *, numbers, ranges and steps such as 1-5/2, found "?" [cron-syntax];    0 0 ? * *;        ^;  help: cron has no "?"¶ write *
          "schedule": "é 0 * * *" | schedule:1: error: minute must be *, numbers, ranges and steps such as 1-5/2, found "é" [cron-syntax];    é 0 * * *;    ^
          "schedule": "0 0 * * \\u0007" | schedule:9: error: cron string must not have line breaks or other control characters, found "\\u{7}" [bad-character];    0 0 * * \\u{7};            ^^^^^
          "schedule": "0 4 * * *\\n* * * * * sh" | schedule:10: error: cron string must not have line breaks or other control characters, found "\\n" [bad-character]
          "schedule": "0 4 * * *\\u2028x" | schedule:10: error: cron string must not have line breaks or other control characters, found "\\u{2028}" [bad-character]
          "schedule": 5 | schedule: error: must be a cron string or a scheduling object, found a number [wrong-type]
          "schedule": true | schedule: error: must be a cron string or a scheduling object, found true [wrong-type]
          "schedule": [["0 4 * * *"]] | schedule[0]: error: must be a cron string or a scheduling object, found a list [wrong-type]
          "schedule": ["0 4 * * *", ""] | schedule[1]: error: cron string must not be empty [cron-empty];  help: write five fields, such as 0 6 * * *
          "schedule": {} | schedule.crontab: error: scheduling object must have crontab, found none [missing-field]
          "schedule": {"crontab": 5} | schedule.crontab: error: must be a cron string, found a number [wrong-type]
          "schedule": {"crontab": "0 4 * * *", "form": "2026-01-01"} | schedule: error: scheduling object must have no other fields than crontab, from and to, found "form" [unknown-schedule-field];  help: did you mean "from"?
          "schedule": {"crontab": "0 4 * * *", "from": "01/02/2026"} | schedule.from: error: must be an ISO 8601 date or date and time, found "01/02/2026" [time-syntax];  help: write 2026-11-23, 2026-11-23T10:15:00, 2026-11-23T10:15Z or 2026-11-23T10:15:00+10:00
          "schedule": {"crontab": "0 4 * * *", "to": "2026-02-30"} | schedule.to: error: must be a date and time that exist, found "2026-02-30" [time-syntax]
          "schedule": {"crontab": "0 4 * * *", "to": "2026-02-03T25:00"} | schedule.to: error: must be a date and time that exist, found "2026-02-03T25:00" [time-syntax]
          "schedule": {"crontab": "0 4 * * *", "to": 2026} | schedule.to: error: must be a string with a time, found a number [wrong-type]
          "worker": null | error: job record must have worker, found none [missing-field]
          "worker": "" | worker: error: worker must not be empty [empty-value]
          "worker": 5 | worker: error: worker must be a string, found a number [wrong-type]
          "worker": ["w"] | worker: error: worker must be a string, found a list [wrong-type]
          "worker": "-x" | worker: error: worker must not start with "-", found "-x" [option-like];  help: lava-dispatcher would take it for one of its options
          "worker": "w\\nx" | worker:2: error: worker must not have line breaks or other control characters, found "\\n" [bad-character];    w\\nx;     ^^
          "worker": "w\\u0085" | worker:2: error: worker must not have line breaks or other control characters, found "\\u{85}" [bad-character]
          "worker": "w\\ud800" | worker:2: error: worker must not have line breaks or other control characters, found "\\u{d800}" [bad-character]
          """)
  void isToldWithItsPlaceAndQuarantined(String field, String expected) {
    String record = "\"job_id\": \"bad/job\", \"worker\": \"w\", \"schedule\": \"0 4 * * *\", ";
    jobs("{" + Cli.without(field, record) + field + ", \"dispatcher\": \"d\"}");

    Ran ran = render("");

    assertThat(ran.err())
        .startsWith("job bad/job: " + expected.replace(';', '\n').replace('¶', ';'))
        .endsWith(
            "error: 1 job left out (bad/job): its record is bad, and it had no entries to keep\n");
    assertThat(ran.out()).contains(GOOD).doesNotContain("bad/job").hasLineCount(4);
    assertThat(ran.exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "job_id": null | error: job record must have job_id, found none [missing-field]
          "job_id": ""   | job_id: error: job_id must not be empty [empty-value]
          "job_id": 5    | job_id: error: job_id must be a string, found a number [wrong-type]
          """)
  void aRecordWithoutAnIdIsNamedByItsPlace(String field, String expected) {
    String record = "\"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"0 4 * * *\", ";
    jobs("{" + Cli.without(field, record) + field + "}");

    Ran ran = render("");

    assertThat(ran.err())
        .startsWith("record " + directory.resolve("jobs.json") + ", record 2: " + expected);
    assertThat(ran.out()).contains(GOOD).hasLineCount(4);
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void aJobIdWithALineBreakAddsNoLine() {
    jobs(
        "{\"job_id\": \"x\\n* * * * * touch /tmp/owned\\n\", \"worker\": \"w\","
            + " \"dispatcher\": \"d\", \"schedule\": \"0 4 * * *\"}");

    Ran ran = render("");

    assertThat(ran.err())
        .startsWith(
            "job x\\n* * * * * touch /tmp/owned\\n: job_id:2: error: job_id must not have line"
                + " breaks or other control characters, found \"\\n\" [bad-character]\n");
    assertThat(ran.out()).contains(GOOD).hasLineCount(4);
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void everyProblemOfEveryRecordIsToldInOneRun() {
    cli.file(
        "jobs.json",
        """
        {"job_id": "a", "worker": 1, "dispatcher": "d",
         "schedule": ["60 24 0 13 8", {"from": "x", "to": "y"}]}
        {"job_id": "b", "dispatcher": "d", "schedule": "* * * * x"}
        {"job_id": "b", "worker": "w", "dispatcher": "d", "schedule": "* * * * *"}
        """);

    Ran ran = render("");

    assertThat(ran.err().lines().filter(line -> line.contains(": error: ")))
        .extracting(line -> line.replaceAll("(?:error: ).* \\[", "["))
        .containsExactly(
            "job a: worker: [wrong-type]",
            "job a: schedule[0]:1: [cron-out-of-range]",
            "job a: schedule[0]:4: [cron-out-of-range]",
            "job a: schedule[0]:7: [cron-out-of-range]",
            "job a: schedule[0]:9: [cron-out-of-range]",
            "job a: schedule[0]:12: [cron-out-of-range]",
            "job a: schedule[1].crontab: [missing-field]",
            "job a: schedule[1].from: [time-syntax]",
            "job a: schedule[1].to: [time-syntax]",
            "job b: [missing-field]",
            "job b: job_id: [duplicate-job]",
            "job b: schedule:9: [cron-syntax]");
    assertThat(ran.err())
        .endsWith(
            "error: 2 jobs left out (a, b): their records are bad, and they had no entries to"
                + " keep\n");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void theCaretStandsUnderWhatIsMeantHoweverTheTextIsWritten(Caret caret) {
    jobs(
        "{\"job_id\": \"bad\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \""
            + caret.json
            + "\"}");

    assertThat(render("").err()).contains("\n    " + caret.text + "\n    " + caret.line + "\n");
  }

  /** Cron strings with something wrong in them, and where the caret belongs. */
  enum Caret {
    EDGES("  99 * * * * ", "  99 * * * * ", "  ^^"),
    TAB("0\\t99 * * *", "0\\t99 * * *", "   ^^"),
    ASTRAL("0 😀 * * *", "0 😀 * * *", "  ^"),
    CUT_BEHIND_A_PAIR(
        "0 x" + "𝔘".repeat(101) + " * * *",
        "0 x" + "𝔘".repeat(99) + "...",
        "  " + "^".repeat(103)),
    LONG("0 " + "9".repeat(200) + " * * *", "0 " + "9".repeat(100) + "...", "  " + "^".repeat(103));

    final String json;
    final String text;
    final String line;

    Caret(String json, String text, String line) {
      this.json = json;
      this.text = text;
      this.line = line;
    }
  }

  @Test
  void failWritesNothingAndTellsAllTheSame() {
    jobs("{\"job_id\": \"bad\", \"dispatcher\": \"d\", \"schedule\": \"x\"}");
    Path tab = cli.file("tab", "# mine\n");

    for (String command : new String[] {"run", "plan", "render"}) {
      Ran ran =
          cli.runLine(
              command
                  + " -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/tab"
                  + " --on-invalid fail");

      assertThat(ran.err())
          .contains("found none [missing-field]\n", "found 1 [cron-field-count]\n")
          .endsWith("error: nothing was written\n");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(tab).hasContent("# mine\n");
    }
  }

  @Test
  void failIsContentWithSoundRecords() {
    jobs("{\"job_id\": \"x\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"--\"}");

    assertThat(render("--on-invalid fail").exit()).isZero();
  }

  private void jobs(String bad) {
    cli.file(
        "jobs.json",
        "[{\"job_id\": \"good/job\", \"worker\": \"w\", \"dispatcher\": \"d\","
            + " \"schedule\": \"0 4 * * *\"},\n"
            + bad
            + "]");
  }

  private Ran render(String options) {
    return cli.runLine(
        "render -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/none "
            + options);
  }

  @Test
  void ofOneRecordTwentyProblemsAreToldAndPlanTellsAll() {
    cli.file(
        "jobs.json",
        "{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": [%s]}"
            .formatted("\"99 4 * * *\", ".repeat(29) + "\"99 4 * * *\""));
    String line = " -r demo --dispatcher d --jobs {dir}/jobs.json --crontab-file {dir}/many";

    Ran run = cli.runLine("run" + line);
    assertThat(run.err().lines().filter(l -> l.contains("[cron-out-of-range]"))).hasSize(20);
    assertThat(run.err()).contains("job a: and 10 more problems; plan tells all\n");
    assertThat(cli.runLine("plan" + line).err().lines().filter(l -> l.contains("[cron-out")))
        .hasSize(30);
  }

  @Test
  void entriesOfAProgramThatMovedAreToldApart() {
    cli.file(
        "jobs.json",
        "{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"99 4 * *"
            + " *\"}");
    cli.file(
        "moved",
        """
        #### Lava Schedules Start ####
        @daily /opt/lava/bin/lava-dispatcher --worker w a
        @hourly /usr/local/bin/lava-dispatcher --worker w a
        #### Lava Schedules End ####
        """);

    Ran run =
        cli.runLine("run -r demo --dispatcher d --jobs {dir}/jobs.json --crontab-file {dir}/moved");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            "error: 1 job quarantined (a): its record is bad; 1 installed entry kept as found, 1"
                + " entry kept, for today's program and cron\n");
    assertThat(cli.text("moved")).contains("@daily /usr/local/bin/lava-dispatcher --worker w a\n");
  }

  @Test
  void longLineIsToldByRunAsWell() {
    cli.file(
        "jobs.json",
        "{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"@daily\"}");

    Ran run =
        cli.runLine(
            "run -r demo --dispatcher d --jobs {dir}/jobs.json --crontab-file {dir}/long --arg "
                + "x".repeat(1000));

    assertThat(run.exit()).isZero();
    assertThat(run.err())
        .startsWith("job a: warning: command should be at most 998 bytes in the crontab, found ");
  }
}
