// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.testkit.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Did it go out, from ten o'clock to ten to twelve of 2026-12-01 in UTC, by files. */
class AuditTest {

  private static final String FILES =
      "audit -r demo --jobs {dir}/jobs.json --events {dir}/events.json ";

  private static final String AUDIT = FILES + "--unchanged-since 1d ";

  private static final String PROGRAM = "/usr/local/bin/lava-dispatcher";

  @TempDir Path directory;
  private Cli cli;
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void aRealm() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        [{"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "n", "payload": "",
          "parameters": {"dispatcher": "d", "args": ["--delay", "30s"]}},
         {"job_id": "etl/a", "enabled": true, "worker": "core", "dispatcher": "d", "schedule": "*/30 * * * *"},
         {"job_id": "it's 50%", "enabled": true, "worker": "core", "dispatcher": "d", "schedule": "0 11 * * *"},
         {"job_id": "web", "enabled": true, "worker": "web", "dispatcher": "d", "schedule": ["5 11 * * *", "5 10 * * *"]},
         {"job_id": "other", "enabled": true, "worker": "web", "dispatcher": "e", "schedule": "0 11 * * *"}]
        """);
    // The last event of all, so that the files are of now.
    run("none", "x", "11:59:58", "11:59:59", "complete");
  }

  private void run(String job, String id, String dispatched, String started, String status) {
    events.add(
        """
        {"job_id": "%s", "run_id": "%s", "ts_dispatch": "2026-12-01T%s+00:00", "status": "%s",
         "tu_event": "2026-12-01T%s", "worker": "core", "log": [{"tu_event": "2026-12-01T%s"}]}"""
            .formatted(job, id, dispatched, status, started, started));
    cli.file("events.json", "[" + String.join(",\n", events) + "]");
  }

  private void allRan() {
    run("etl/a", "a1", "10:00:01", "10:00:40", "complete");
    run("etl/a", "a2", "10:30:01", "10:30:40", "failed");
    run("etl/a", "a3", "11:00:01", "11:00:40", "skipped");
    run("etl/a", "a4", "11:30:01", "11:30:40", "complete");
    run("it's 50%", "i1", "11:00:02", "11:00:42", "complete");
    run("web", "w1", "10:05:01", "10:05:31", "complete");
    run("web", "w2", "11:05:01", "11:05:31", "complete");
  }

  @Test
  void whereAllWentOutNothingIsPrinted() {
    allRan();

    Ran ran = cli.runLine(AUDIT + "--dispatcher d");

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            "2026-12-01T10:00:00Z to 2026-12-01T11:50:00Z, by the job records: 7 dispatches of 3"
                + " jobs due: 7 ok\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void missingComesFirstWithItsEntryAndWhereToLook() {
    run("etl/a", "a1", "10:00:01", "10:00:40", "complete");
    run("etl/a", "a2", "10:30:01", "10:30:40", "rejected");
    run("etl/a", "a4", "11:30:01", "11:55:40", "complete");
    run("web", "w1", "10:05:01", "10:05:31", "running");
    run("web", "w2", "11:05:01", "11:05:31", "complete");
    run("web", "w3", "11:05:03", "11:05:33", "complete");
    run("web", "w4", "11:40:03", "11:40:33", "complete");

    Ran ran = cli.runLine(AUDIT);

    assertThat(ran.out().replaceAll("(?m)^  help: .*\n", ""))
        .isEqualTo(
            """
            missing: 2 dispatches of 2 jobs, without a run record: not sent, or refused by the worker
              etl/a  worker core  dispatcher d
                */30 * * * * /usr/local/bin/lava-dispatcher --worker core --delay 30s etl/a
                Tue 2026-12-01 11:00 +00:00  2026-12-01T11:00Z
              it's 50%  worker core  dispatcher d
                0 11 * * * /usr/local/bin/lava-dispatcher --worker core --delay 30s 'it'"'"'s 50'\\%
                Tue 2026-12-01 11:00 +00:00  2026-12-01T11:00Z

            rejected: 1 dispatch of 1 job, rejected by the worker: the job did not run
              etl/a  worker core  dispatcher d
                */30 * * * * /usr/local/bin/lava-dispatcher --worker core --delay 30s etl/a
                Tue 2026-12-01 10:30 +00:00  2026-12-01T10:30Z  started 40s after its time (run a2)

            late: 1 dispatch of 1 job, not started in time
              etl/a  worker core  dispatcher d
                */30 * * * * /usr/local/bin/lava-dispatcher --worker core --delay 30s etl/a
                Tue 2026-12-01 11:30 +00:00  2026-12-01T11:30Z  started 25m 40s after its time, complete (run a4)

            twice: 1 dispatch of 1 job, with more than one run
              web  worker web  dispatcher d
                5 11 * * * /usr/local/bin/lava-dispatcher --worker web --delay 30s web
                Tue 2026-12-01 11:05 +00:00  2026-12-01T11:05Z  sent 1s after its time, complete (run w2); sent 3s after its time, complete (run w3)

            never-ended: 1 dispatch of 1 job, started, and without an end yet
              web  worker web  dispatcher d
                5 10 * * * /usr/local/bin/lava-dispatcher --worker web --delay 30s web
                Tue 2026-12-01 10:05 +00:00  2026-12-01T10:05Z  running at 2026-12-01T10:05:31Z (run w1)

            unknown: 1 dispatch of 1 job, without a run record, and nobody can tell whether there should be one
              no lavasched job serves its dispatcher: 1 dispatch of other
            """);
    assertThat(ran.err())
        .contains(
            "queues were not asked: what is missing may wait in one\n",
            "1 other run of these jobs: by hand, or by another job\n",
            "8 dispatches of 4 jobs due: 2 missing, 1 rejected, 1 late, 1 twice, 1 never-ended, 1"
                + " unknown, 1 ok\n");
    assertThat(ran.exit()).isEqualTo(10);
  }

  /** So that cron has nothing to mail on a good day. */
  @Test
  void levelKeepsWhatIsNoAlarmFromStandardOutput() {
    run("etl/a", "a1", "10:00:01", "10:00:40", "running");
    run("etl/a", "a2", "10:30:01", "10:30:40", "rejected");
    run("web", "w1", "10:05:01", "10:05:31", "complete");

    Ran warning = cli.runLine(AUDIT + "--level warning");
    Ran error = cli.runLine(AUDIT + "--level error");

    assertThat(warning.out())
        .contains("missing: ", "rejected: ")
        .doesNotContain("never", "unknown");
    assertThat(error.out()).contains("missing: ").doesNotContain("rejected: ");
    assertThat(error.err()).isEmpty();
    assertThat(cli.runLine(FILES + "--dispatcher d --level warning").out())
        .startsWith("rejected: ");
    allRan();
    assertThat(cli.runLine(AUDIT + "--dispatcher d web it's* --level warning"))
        .satisfies(
            ran -> {
              assertThat(ran.out()).isEmpty();
              assertThat(ran.err()).isEmpty();
            });
  }

  @Test
  void firstAuditSaysWhyItCannotTell() {
    Ran ran = cli.runLine(FILES + "etl/a");

    assertThat(ran.out())
        .isEqualTo(
            """
            unknown: 4 dispatches of 1 job, without a run record, and nobody can tell whether there should be one
              its record may have changed meanwhile, or no rebuild has put it into a crontab yet: 4 dispatches of etl/a
              help: each audit remembers the records, for the next one; if you know that they have not changed, give --unchanged-since
            """);
    assertThat(ran.exit()).isZero();
    assertThat(cli.runLine(FILES + "etl/a --level debug").out())
        .contains("  etl/a  worker core  dispatcher d  (its record may have changed");
  }

  @Test
  void commandsThatWouldSendWhatIsMissingAreForAShell() throws Exception {
    run("web", "w1", "10:05:01", "10:05:31", "complete");
    run("etl/a", "a2", "10:30:01", "10:30:40", "complete");

    Ran ran = cli.runLine(AUDIT + "-o commands");

    assertThat(ran.out())
        .isEqualTo(
            """
            /usr/local/bin/lava-dispatcher --realm demo --worker core --delay 30s etl/a
            /usr/local/bin/lava-dispatcher --realm demo --worker core --delay 30s 'it'"'"'s 50'\\%
            /usr/local/bin/lava-dispatcher --realm demo --worker web --delay 30s web
            """);
    assertThat(ran.exit()).isEqualTo(10);
    assertThat(ran.err()).contains("5 missing");
    String second = ran.out().lines().toList().get(1);
    assertThat(Shell.run("/bin/sh", "printf '%s\\0' " + second))
        .containsExactly(
            PROGRAM, "--realm", "demo", "--worker", "core", "--delay", "30s", "it's 50%");
    assertThat(cli.runLine(AUDIT + "-o commands --only etl/* --only web").out().lines())
        .hasSize(2)
        .allMatch(line -> line.matches(".* (etl/a|web)"));
  }

  /** What waits in no queue, or is in doubt, is not to be sent. */
  @Test
  void nothingIsSentThatIsNotMissing() {
    allRan();

    assertThat(cli.runLine(AUDIT + "-o commands").out()).isEmpty();
    assertThat(cli.runLine(FILES + "-o commands").out()).isEmpty();
  }

  @Test
  void jsonTellsEverything() {
    run("etl/a", "a1", "10:00:01.5", "10:00:40", "complete");
    run("etl/a", "a4", "11:30:01", "11:55:40", "complete");

    Ran ran = cli.runLine(AUDIT + "--dispatcher d -o json etl/a");

    JsonNode json = JsonShape.of(ran.out());
    assertThat(JsonShape.names(json))
        .containsExactly(
            "format",
            "command",
            "exit_code",
            "target",
            "realm",
            "now",
            "since",
            "until",
            "grace",
            "late",
            "zone",
            "cron",
            "by",
            "records_kept_since",
            "jobs_read",
            "counts",
            "queues_asked",
            "queues",
            "findings",
            "problems");
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.audit/1");
    assertThat(json.get("exit_code").intValue()).isEqualTo(10).isEqualTo(ran.exit());
    assertThat(json.get("by").textValue()).isEqualTo("records");
    assertThat(json.get("records_kept_since").textValue()).isEqualTo("2026-11-29T12:00:00Z");
    assertThat(json.get("grace").intValue()).isEqualTo(120);
    assertThat(json.get("late").intValue()).isEqualTo(600);
    assertThat(json.get("counts").toString())
        .isEqualTo(
            "{\"jobs\":1,\"jobs_due\":1,\"expected\":4,\"missing\":2,\"waiting\":0,\"rejected\":0,"
                + "\"late\":1,\"twice\":0,\"never_ended\":0,\"unknown\":0,\"ok\":1,\"overdue\":1,"
                + "\"extra_runs\":0}");
    JsonNode missing = json.get("findings").get(0);
    assertThat(JsonShape.names(missing))
        .containsExactly(
            "verdict",
            "reason",
            "job_id",
            "dispatcher",
            "worker",
            "crontab",
            "entry",
            "expression",
            "expression_zone",
            "count",
            "first",
            "last",
            "dispatches",
            "more");
    assertThat(missing.get("verdict").textValue()).isEqualTo("missing");
    assertThat(missing.get("reason").isNull()).isTrue();
    assertThat(missing.get("last").textValue()).isEqualTo("2026-12-01T11:00:00Z");
    JsonNode late = json.get("findings").get(1).get("dispatches").get(0);
    assertThat(JsonShape.names(late)).containsExactly("time", "local", "runs");
    assertThat(late.get("runs").toString())
        .isEqualTo(
            "[{\"run_id\":\"a4\",\"dispatched\":\"2026-12-01T11:30:01Z\","
                + "\"started\":\"2026-12-01T11:55:40Z\",\"last_event\":\"2026-12-01T11:55:40Z\","
                + "\"status\":\"complete\"}]");
  }

  @Test
  void unknownHasAReason() {
    JsonNode json = JsonShape.of(cli.runLine(FILES + "-o json etl/a").out());

    assertThat(json.get("findings").get(0).get("verdict").textValue()).isEqualTo("unknown");
    assertThat(json.get("findings").get(0).get("reason").textValue())
        .isEqualTo("record-may-have-changed");
    assertThat(json.get("exit_code").intValue()).isZero();
  }

  /** On the node the crontab counts, and nothing else has to be read: there is no AWS here. */
  @Test
  void crontabOfTheNodeIsJudgedByItsBackups() {
    String tab = " --crontab-file {dir}/tab ";
    at("2026-12-01T08:00:00Z");
    assertThat(cli.runLine("run -r demo --jobs {dir}/jobs.json --job sys" + tab).exit()).isZero();
    at("2026-12-01T12:00:00Z");
    run("web", "w1", "10:05:01", "10:05:31", "complete");

    Ran ran = cli.runLine("audit -r demo --events {dir}/events.json -o json" + tab);

    JsonNode json = JsonShape.of(ran.out());
    assertThat(json.get("by").textValue()).isEqualTo("crontab");
    assertThat(json.get("counts").get("missing").intValue()).isEqualTo(6);
    assertThat(json.get("findings").get(0).get("dispatcher").isNull()).isTrue();
    assertThat(ran.exit()).isEqualTo(10);
    assertThat(cli.runLine("audit -r demo --events {dir}/events.json" + tab).err())
        .contains("by the kept crontabs of this account: 7 dispatches of 3 jobs due: 6 missing");
    Ran other = cli.runLine("audit -r other --by crontab --events {dir}/events.json" + tab);
    assertThat(other.err()).contains("must have a block of realm other, found none");
    assertThat(other.exit()).as("nothing is due there, and nobody would notice").isEqualTo(5);
  }

  private void at(String time) {
    cli.withClock(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  @Test
  void eventsMayComeFromStandardInput() throws IOException {
    allRan();
    String text = Files.readString(directory.resolve("events.json"));

    assertThat(
            cli.withInput(text)
                .runLine(
                    "audit -r demo --jobs {dir}/jobs.json --events - --unchanged-since 1d"
                        + " --dispatcher d")
                .exit())
        .isZero();
    assertThat(cli.runLine("audit -r demo --jobs - --events -").err())
        .contains("only one of --jobs and --events can be standard input, found both");
  }

  @Test
  void windowOfTimeAndTolerancesAreOptions() {
    allRan();

    assertThat(cli.runLine(AUDIT + "--since 75m --until 2026-12-01T11:00 etl/a").err())
        .contains(
            "2026-12-01T10:45:00Z to 2026-12-01T11:00:00Z, by the job records: 1 dispatch of 1 job"
                + " due: 1 ok\n");
    assertThat(cli.runLine(AUDIT + "--late 5s etl/a").err()).contains("4 late");
    assertThat(cli.runLine(AUDIT + "--late 10s etl/a").err()).contains("4 ok");
    assertThat(cli.runLine(AUDIT + "--grace 0s web").err()).contains("2 missing");
  }

  @Test
  void whatRunRecordsCannotTellIsSaid() {
    allRan();

    Ran ran = cli.runLine(FILES + "--unchanged-since 9d --since 4d --until 3d web");

    assertThat(ran.err())
        .contains(
            "warning: run records are kept since 2026-11-29T12:00:00Z (EVENT_TTL of the realm):"
                + " nothing before is called missing\n");
    assertThat(ran.out()).contains("its run record may have expired: 2 dispatches of web\n");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --since 1h --until 2h      | --since must be before --until, found 2026-12-01T11:00:00Z and 2026-12-01T10:00:00Z
          --until 2026-12-01T12:01   | --until must not be after 2026-12-01T12:00:00Z, found 2026-12-01T12:01:00Z
          --since 32d                | --since must be at most 31 days ago, found 2026-10-30T12:00:00Z
          --since yesterday          | --since must be a time or a length of time before now, found "yesterday"
          --grace 2h                 | --grace must be a length of time such as 90s, 2m or 1h, at most 1 hours, found "2h"
          --late soon                | --late must be a length of time such as 90s, 2m or 1h, at most 336 hours, found "soon"
          --time-limit 0s            | --time-limit must be more than 0
          --rate 0                   | --rate must be more than 0 and at most 1000000 read units a second, found 0.0
          --only etl/a               | --only must come with -o commands
          --by table                 | --by
          --spread 901               | --spread must be 0 to 900 seconds (15 minutes), found 901
          """)
  void optionsAreChecked(String options, String message) {
    Ran ran = cli.runLine(AUDIT + options);

    assertThat(ran.err()).contains(message);
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Ran ran = cli.runLine(AUDIT + "-o json etl/b --worker v");

    assertThat(ran.err()).contains("job must be the job_id of a record, found \"etl/b\"");
    assertThat(JsonShape.of(ran.out()).get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void sourceThatFailsIsNoVerdict() {
    cli.file("events.json", "[{\"job_id\": ");

    Ran ran = cli.runLine(AUDIT + "-o json");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(JsonShape.of(ran.out()).get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(ran.out()).doesNotContain("missing\"");
  }

  @Test
  void timeLimitEndsTheReading() {
    cli.withClock(ticking()).onTerminal(false, true);

    Ran ran = cli.runLine(AUDIT + "--now 2026-12-01T12:00 --time-limit 1m");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err())
        .contains(
            ": an audit must read the run records within 60 s, found those of",
            "help: audit fewer jobs, or give it a higher --rate or a longer --time-limit");
  }

  @Test
  void progressIsShownToSomebodyWhoWatches() {
    allRan();

    assertThat(watched("--dispatcher d", true))
        .contains("\r\u001b[Krun records: 1 of 3 jobs read\r\u001b[K");
    assertThat(watched("--dispatcher d", false)).doesNotContain("\r");
    assertThat(watched("--dispatcher d --log-json", true)).doesNotContain("\r");
    assertThat(watched("--dispatcher d --level error", true)).doesNotContain("\r");
  }

  private String watched(String options, boolean isTerminal) {
    cli.onTerminal(false, isTerminal).withClock(ticking());
    return cli.runLine(AUDIT + "--now 2026-12-01T12:00 " + options).err();
  }

  /** A clock that goes on whenever somebody looks at it. */
  private static Clock ticking() {
    return new Clock() {
      private Instant now = Cli.NOW;

      @Override
      public Instant instant() {
        now = now.plusSeconds(40);
        return now;
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
