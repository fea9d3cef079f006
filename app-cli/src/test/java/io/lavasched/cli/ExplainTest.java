// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One job explained, at noon of 2026-12-01 in UTC. */
class ExplainTest {

  private static final String EXPLAIN =
      "explain --jobs {dir}/jobs.json --zone Australia/Sydney --crontab-file {dir}/tab ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void aRealm() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        [{"job_id": "sys", "type": "lavasched", "enabled": true, "owner": "o", "description": "d", "worker": "n", "payload": "", "dispatcher": "d",
          "schedule": "*/30 * * * *", "parameters": {"dispatcher": "d", "args": ["-c"],
          "env": {"PATH": "/bin"}}},
         {"job_id": "a", "type": "cmd", "payload": "", "enabled": true, "owner": "o", "description": "d", "worker": "w", "dispatcher": "d",
          "schedule": ["0 2 13 * 5", {"crontab": "0 2 * * *", "from": "2027-04-04", "to": "2027-04-05"}]},
         {"job_id": "off", "type": "cmd", "payload": "", "owner": "o", "description": "d", "worker": "w", "dispatcher": "d",
          "schedule": "@daily", "enabled": false},
         {"job_id": "bad", "type": "cmd", "payload": "", "enabled": true, "owner": "o", "description": "d", "worker": "w", "dispatcher": "d",
          "schedule": "0 24 * * *"},
         {"job_id": "lost", "type": "cmd", "payload": "", "enabled": true, "owner": "o", "description": "d", "worker": "w", "dispatcher": "e",
          "schedule": "@daily"}]
        """);
    cli.runLine(
        "run -r demo --jobs {dir}/jobs.json --job sys --crontab-file {dir}/tab --zone"
            + " Australia/Sydney");
  }

  @Test
  void aJobThatRuns() {
    Ran ran = cli.runLine(EXPLAIN + "a");

    assertThat(ran.out())
        .isEqualTo(
            """
            job a: dispatcher d, worker w

            schedule 0 2 13 * 5
              at 02:00, on day 13 of the month, and also every Friday
              note: both day fields are given: cron fires on a day that matches either, not only on one that matches both
              next: Fri 2026-12-04 02:00 +11:00  2026-12-03T15:00Z
                    Fri 2026-12-11 02:00 +11:00  2026-12-10T15:00Z
                    Sun 2026-12-13 02:00 +11:00  2026-12-12T15:00Z
                    Fri 2026-12-18 02:00 +11:00  2026-12-17T15:00Z
                    Fri 2026-12-25 02:00 +11:00  2026-12-24T15:00Z

            schedule 0 2 * * *
              at 02:00 every day
              window: not active, begins at Sun 2027-04-04 00:00 +11:00 (2027-04-03T13:00Z)
              next: Sun 2027-04-04 02:00 +11:00  2027-04-03T15:00Z  (the clocks go back that day: 03:00 becomes 02:00; the first 02:00 of that day)

            lavasched job sys: worker n, dispatched by dispatcher d at */30 * * * *
              installed in %s:
                0 2 13 * 5 /usr/local/bin/lava-dispatcher --worker w -c a

            job a: schedule[0]:5: warning: cron string should restrict one of its two day fields, found both: cron runs it on the days of either [cron-either-day]
                0 2 13 * 5
                    ^^
              help: for days that are in both, restrict the day of month and test the weekday in the job
            job a: schedule[1].to: info: to should name the last moment, found the date 2027-04-05 alone:\
             that is its first moment, and the rest of the day is left out [date-only-to]
              help: write 2027-04-05T23:59:59 or 2027-04-06 if that day is meant too
            """
                .formatted(cli.path("tab")));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void theReasonComesFirst() {
    assertThat(cli.runLine(EXPLAIN + "off").out())
        .startsWith(
            """
            nothing will run: the job is disabled
              help: it is dispatched all the same, and the worker skips it; set enabled to true in its record

            job off: dispatcher d, worker w, disabled
            """);
    assertThat(cli.runLine(EXPLAIN + "lost").out())
        .startsWith("nothing will run: nobody rebuilds the crontab of dispatcher \"e\"\n")
        .contains(
            "\nno lavasched job serves it\n  not installed in ",
            "; one would add:\n  + @daily /usr/local/bin/lava-dispatcher --worker w lost\n",
            "[dispatcher-unserved]");
    Ran bad = cli.runLine(EXPLAIN + "bad");
    assertThat(bad.out())
        .startsWith("nothing new will run: the record is bad, and the job quarantined\n")
        .endsWith(
            """

            job bad: schedule:3: error: hour must be 0-23, found "24" [cron-out-of-range]
                0 24 * * *
                  ^^
              help: midnight is hour 0
            """);
    assertThat(bad.exit()).isEqualTo(3);
  }

  @Test
  void aLavaschedJobThatAnotherJobRunsIsNotReportedAsDispatchedByNobody() {
    cli.file(
        "jobs.json",
        """
        [{"job_id": "sys", "type": "lavasched", "worker": "n", "payload": "", "dispatcher": "d",
          "enabled": true,
          "parameters": {"dispatcher": "d", "env": {"PATH": "/bin"}}},
         {"job_id": "call", "type": "cmd", "payload": "lavasched run --job sys", "worker": "w",
          "dispatcher": "d", "enabled": true, "schedule": "@hourly"},
         {"job_id": "a", "type": "cmd", "payload": "", "worker": "w", "dispatcher": "d",
          "enabled": true, "schedule": "@daily"}]
        """);

    assertThat(cli.runLine(EXPLAIN + "a").out())
        .contains(
            "\nlavasched job sys: worker n, no schedule of its own\n",
            "lavasched job is run by job call [lavasched-served-elsewhere]")
        .doesNotContain("not sent");
    assertThat(cli.runLine(EXPLAIN + "sys").out())
        .startsWith(
            """
            the lavasched job is run by job call, not by a schedule of its own
              help: explain that job to see when
            """)
        .doesNotContain("nothing will run");
  }

  @Test
  void whatStopsARebuildIsToldOnce() {
    String out = cli.runLine(EXPLAIN + "bad --on-invalid fail").out();

    assertThat(out)
        .contains("a rebuild here would stop: job bad: schedule:3: error: hour must be 0-23")
        .containsOnlyOnce("[cron-out-of-range]");
  }

  @Test
  void windowsAreToldInEachState() {
    assertThat(cli.runLine(EXPLAIN + "a --now 2027-04-04T12:00").out())
        .contains(
            """

              window: active since Sun 2027-04-04 00:00 +11:00 (2027-04-03T13:00Z), ends at Mon\
             2027-04-05 00:00 +10:00 (2027-04-04T14:00Z)
            """,
            """
            ; a rebuild there changes:
                0 2 13 * 5 /usr/local/bin/lava-dispatcher --worker w -c a
              + 0 2 * * * /usr/local/bin/lava-dispatcher --worker w -c a
            """);
    assertThat(cli.runLine(EXPLAIN + "a --now 2027-05-01").out())
        .contains("\n  window: over since Mon 2027-04-05 00:00 +10:00 (2027-04-04T14:00Z)\n");
  }

  @Test
  void whatIsInstalledIsHeldAgainstTheOptionsOfTheBlock() {
    assertThat(cli.runLine(EXPLAIN + "off --skip-disabled").out())
        .contains("; a rebuild there removes:\n  - @daily ");
    assertThat(cli.runLine(EXPLAIN + "off --dispatcher-program /opt/x").out())
        .contains("\n  + @daily /opt/x --worker w -c off\n");
    assertThat(cli.runLine(EXPLAIN + "off --cron busybox -r demo").out())
        .contains("\n  + 0 0 * * * '/usr/bin/env' ");
    assertThat(cli.runLine(EXPLAIN.replace("/tab", "/none") + "off").out())
        .contains("  not installed in " + cli.path("none") + "; a rebuild there adds:\n");
  }

  @Test
  void aMachineWithoutACrontabProgramExplainsAllTheSame() {
    Ran ran = cli.runLine("explain --jobs {dir}/jobs.json off");

    assertThat(ran.out())
        .contains(
            """
              crontab lines (not known whether installed here):
                @daily /usr/local/bin/lava-dispatcher --worker w -c off
            """,
            "\ncrontab: warning: crontab must be read to tell whether the job is in it, found: ",
            "a test must not come here");
    assertThat(ran.exit()).isZero();
    assertThat(
            JsonShape.of(cli.runLine("explain --jobs {dir}/jobs.json off -o json").out())
                .get("services")
                .get(0)
                .get("installed")
                .isNull())
        .isTrue();
  }

  @Test
  void aBrokenCrontabIsAReason() {
    cli.file("tab", "#### Lava Schedules End ####\n");

    Ran ran = cli.runLine(EXPLAIN + "a");

    assertThat(ran.out())
        .startsWith("a rebuild here would stop: crontab: line 1: error: ")
        .contains(
            """
              crontab lines (not known whether installed here):
                0 2 13 * 5\
            """);
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "off", "bad", "lost", "sys"})
  void writesNothingAndTakesNoLock(String job) throws IOException {
    String before = cli.text("tab");
    Path state = cli.path(".local");
    long files = count(state);

    cli.runLine(EXPLAIN + job);

    assertThat(cli.text("tab")).isEqualTo(before);
    assertThat(count(state)).isEqualTo(files);
  }

  private static long count(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (var all = Files.walk(folder)) {
      return all.count();
    }
  }

  @Test
  void aJobThatIsNotThere() {
    Ran ran = cli.runLine(EXPLAIN + "of");

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            """
            command line: error: job must be the job_id of a record, found "of" [job-not-found]
              help: did you mean "off"?
            """);
    assertThat(ran.exit()).isEqualTo(1);
    JsonNode json = JsonShape.of(cli.runLine(EXPLAIN + "of -o json").out());
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(json.get("command").textValue()).isEqualTo("explain");
  }

  /** In the strict form they stand in the lines, and those in the crontab may be older ones. */
  @ParameterizedTest
  @ValueSource(strings = {"vixie", "portable"})
  void valuesOfEnvAreNotTold(String cron) {
    cli.file(
        "jobs.json",
        cli.text("jobs.json")
            .replace("\"PATH\": \"/bin\"", "\"PATH\": \"/bin\", \"PW\": \"hunter2\""));

    String block = "--cron " + cron + " -r demo";
    cli.runLine("run --jobs {dir}/jobs.json --job sys --crontab-file {dir}/tab " + block);
    assertThat(cli.text("tab")).contains("PW=hunter2");
    for (String value : new String[] {"hunter2", "hunter23"}) {
      cli.file("jobs.json", cli.text("jobs.json").replace("hunter2", value));
      for (String form : new String[] {"text", "json"}) {
        Ran ran = cli.runLine(EXPLAIN + "off -l debug -o " + form + " " + block);

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains(" --worker w -c off");
        assertThat(ran.out() + ran.err()).doesNotContain("hunter2");
      }
    }
  }

  @Test
  void linesWithTheRealmNeedOne() {
    assertThat(cli.runLine(EXPLAIN + "off").exit()).isZero();
    Ran ran = cli.runLine(EXPLAIN + "off --cron portable");

    assertThat(ran.err()).contains("a realm must be given with --realm or LAVA_REALM, found none");
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void jsonTellsEverything() {
    JsonNode json = JsonShape.of(cli.runLine(EXPLAIN + "a -o json").out());

    assertThat(JsonShape.names(json))
        .containsExactly(
            "format",
            "command",
            "exit_code",
            "target",
            "now",
            "zone",
            "cron",
            "job_id",
            "dispatcher",
            "worker",
            "disabled",
            "decided_at_run_time",
            "will_run",
            "reasons",
            "schedules",
            "crontab",
            "services",
            "problems");
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.explain/1");
    assertThat(json.get("command").textValue()).isEqualTo("explain");
    assertThat(json.get("now").textValue()).isEqualTo("2026-12-01T12:00:00Z");
    assertThat(json.get("zone").textValue()).isEqualTo("Australia/Sydney");
    assertThat(json.get("cron").textValue()).isEqualTo("vixie");
    assertThat(json.get("job_id").textValue()).isEqualTo("a");
    assertThat(json.get("dispatcher").textValue()).isEqualTo("d");
    assertThat(json.get("worker").textValue()).isEqualTo("w");
    assertThat(json.get("disabled").booleanValue()).isFalse();
    assertThat(json.get("will_run").booleanValue()).isTrue();
    assertThat(json.get("reasons")).isEmpty();
    assertThat(json.get("crontab").textValue()).isEqualTo(cli.path("tab").toString());
    assertThat(json.get("schedules").get(1).toString())
        .isEqualTo(
            "{\"crontab\":\"0 2 * * *\",\"words\":\"at 02:00 every day\",\"notes\":[],"
                + "\"zone\":\"Australia/Sydney\",\"window\":\"not_begun\",\"window_since\":null,"
                + "\"window_until\":\"2027-04-03T13:00:00Z\",\"next\":["
                + "{\"time\":\"2027-04-03T15:00:00Z\",\"local\":\"2027-04-04T02:00:00+11:00\",\"times\":1,\"late\":false,\"notes\":[\"the"
                + " clocks go back that day: 03:00 becomes 02:00\",\"the first 02:00 of that"
                + " day\"]}]}");
    assertThat(json.get("services").toString())
        .isEqualTo(
            "[{\"lavasched_job\":\"sys\",\"worker\":\"n\",\"enabled\":true,\"cron_tz\":null,"
                + "\"state\":\"scheduled\",\"entries\":[\"0 2 13 * 5 /usr/local/bin/lava-dispatcher"
                + " --worker w -c a\"],\"installed\":[\"0 2 13 * 5 /usr/local/bin/lava-dispatcher"
                + " --worker w -c a\"],\"group\":null,\"delay\":null,\"kept\":null}]");
  }

  @Test
  void jsonTellsTheReasons() {
    JsonNode lost = JsonShape.of(cli.runLine(EXPLAIN + "lost -o json").out());
    assertThat(lost.get("will_run").booleanValue()).isFalse();
    assertThat(lost.get("reasons").toString())
        .isEqualTo(
            "[{\"reason\":\"unserved\",\"final\":true,"
                + "\"message\":\"nothing will run: nobody rebuilds the crontab of dispatcher"
                + " \\\"e\\\"\","
                + "\"hint\":\"no lavasched job has it in its parameters; an entry that is installed"
                + " stays\"}]");
    assertThat(lost.get("services").get(0).get("lavasched_job").isNull()).isTrue();
    assertThat(lost.get("problems")).isNotEmpty();
    Ran ran = cli.runLine(EXPLAIN + "bad -o json");
    JsonNode bad = JsonShape.of(ran.out());
    assertThat(bad.get("exit_code").intValue()).isEqualTo(ran.exit()).isEqualTo(3);
    assertThat(bad.get("worker").isNull()).isTrue();
    assertThat(bad.get("services").get(0).get("state").textValue()).isEqualTo("quarantined");
  }

  @Test
  void theDocumentShowsWhatItPrints() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "load.md"));
    Ran ran = cli.runLine("explain --jobs {examples} mail/perth --crontab-file {dir}/none");

    assertThat(document)
        .contains(
            "$ lavasched explain --jobs examples/realm mail/perth\n"
                + ran.out().substring(0, ran.out().indexOf("\n\n") + 1)
                + "```\n");
  }
}
