// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is foreseen, explained and audited of EventBridge Scheduler, at the command line. */
class EventBridgeForecastTest {

  private static final String RECORD =
      """
      {"job_id": "%s", "type": "%s", "worker": "w", "payload": "p", "dispatcher": "d",
       "enabled": true, "owner": "o", "description": "d", "schedule": %s, "parameters": %s}
      """;

  private static final String SERVICE = " --jobs {dir}/realm --target eventbridge ";

  /** The night in which 02:00 to 02:59 comes twice. */
  private static final String AUTUMN = " --now 2027-10-30T23:30:00Z ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
    lavasched("{\"CRON_TZ\": \"Europe/Berlin\"}");
    job("a", "\"30 2 * * *\"");
  }

  private void job(String id, String schedule) {
    cli.file("realm/" + id + ".json", RECORD.formatted(id, "cmd", schedule, "{}"));
  }

  private void lavasched(String env) {
    cli.file(
        "realm/sys.json",
        RECORD.formatted(
            "sys",
            "lavasched",
            "\"0 0 1 1 *\"",
            "{\"dispatcher\": \"d\", \"args\": [\"--delay\", \"37s\"], \"env\": " + env + "}"));
  }

  @Test
  void nextIsOncePerNight() {
    String night = " --until 2027-10-31T03:00:00Z ";
    Ran ran = cli.runLine("next" + SERVICE + AUTUMN + night);

    assertThat(ran.out())
        .isEqualTo("Sun 2027-10-31 02:30 +02:00  2027-10-31T00:30Z  a    d  w  30 2 * * *\n");
    assertThat(ran.exit()).isZero();
    String crontab = "next --jobs {dir}/realm --cron cronie --zone UTC" + AUTUMN + night;
    assertThat(cli.runLine(crontab).out()).hasLineCount(2);
  }

  /** The zone of the machine that looks has no say, where times have an offset. */
  @ParameterizedTest
  @CsvSource({
    "next, --until 2027-11-02T00:00:00Z",
    "next, -o json",
    "next, -o ical --until 2027-11-02T00:00:00Z",
    "timeline, --days 2",
    "timeline, --days 2 -o json",
    "explain a, -o text",
    "explain a, -o json",
  })
  void theZoneOfTheMachineDoesNotMatter(String command, String options) {
    cli.withZone("UTC");
    String line = command + SERVICE + "-r demo" + AUTUMN + options;
    Ran ran = cli.runLine(line);

    assertThat(ran.exit()).as(ran.err()).isZero();
    for (String zone : new String[] {"Europe/Berlin", "Australia/Lord_Howe"}) {
      cli.withZone(zone);
      assertThat(cli.runLine(line).out()).isEqualTo(ran.out());
    }
  }

  @Test
  void theVariableSaysItToo() {
    String forecast = "next --jobs {dir}/realm" + AUTUMN + "-o json ";
    cli.with("LAVASCHED_TARGET", "eventbridge");

    JsonNode json = JsonShape.of(cli.runLine(forecast).out());
    assertThat(json.get("target").textValue()).isEqualTo("eventbridge");
    assertThat(json.get("cron").isNull()).isTrue();
    assertThat(json.get("zone").isNull()).isTrue();
    assertThat(json.get("dispatchers").get(0).get("zone").textValue()).isEqualTo("Europe/Berlin");
    json = JsonShape.of(cli.runLine(forecast + "--target crontab").out());
    assertThat(json.get("target").textValue()).isEqualTo("crontab");
    assertThat(json.get("cron").textValue()).isEqualTo("vixie");
    Ran ran = cli.runLine(forecast + "--cron vixie");
    assertThat(ran.err())
        .contains("--cron must not come with the target eventbridge: it is for a crontab alone");
    assertThat(ran.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "next --cron cronie",
        "timeline --cron cronie",
        "explain a --cron cronie",
        "explain a --crontab-file tab",
        "explain a --dispatcher-program /x",
        "explain a --coalesce 2",
        "audit -r demo --events realm --cron cronie",
        "audit -r demo --events realm --crontab-file tab",
        "audit -r demo --events realm --by crontab",
        "next --zone +05:30",
        "timeline --zone +05:30",
        "explain a --zone +05:30",
        "audit -r demo --events realm --zone +05:30",
      })
  void whatIsForACrontabIsAnError(String line) {
    Ran ran = cli.runLine(line + SERVICE);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).containsAnyOf("with the target eventbridge: ", "one of the tz database");
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"\"@reboot\", cron-reboot", "\"0 6 13 * 5\", cron-both-days"})
  void whatCannotBeSaidIsNamedByAll(String schedule, String code) {
    job("bad", "[\"0 6 * * *\", \"" + schedule.replace("\"", "") + "\"]");

    for (String command :
        List.of("next --count 1", "timeline --days 1", "explain bad", "check --level error")) {
      Ran ran = cli.runLine(command + SERVICE + AUTUMN);

      assertThat(ran.out() + ran.err()).as(command).contains("job bad: schedule[1]", "[" + code);
      assertThat(ran.exit()).isEqualTo(command.startsWith("check") ? 10 : 3);
    }
  }

  @Test
  void withoutAZoneAllCommandsSaySo() {
    lavasched("{}");

    for (String command : List.of("next", "timeline", "explain a", "check --level error")) {
      Ran ran = cli.runLine(command + SERVICE + AUTUMN);

      assertThat(ran.out() + ran.err()).as(command).contains("[zone-missing]");
      assertThat(ran.exit()).as(command).isEqualTo(command.startsWith("check") ? 10 : 3);
    }
    assertThat(cli.runLine("next" + SERVICE + AUTUMN).out()).isEmpty();
    assertThat(cli.runLine("next --zone UTC" + SERVICE + AUTUMN).exit()).isZero();
  }

  @Test
  void aJobThatNobodyServesIsMarked() {
    cli.file(
        "realm/b.json",
        RECORD
            .formatted("b", "cmd", "\"@daily\"", "{}")
            .replace("\"dispatcher\": \"d\"", "\"dispatcher\": \"e\""));

    for (String form : List.of("", "-o ical --until 2027-11-02T00:00:00Z ")) {
      Ran ran = cli.runLine("next b --count 2 --zone UTC " + form + SERVICE + AUTUMN);

      assertThat(ran.out().replace("\r\n ", "")).contains("(no lavasched job keeps its schedules)");
    }
  }

  @Test
  void explainsWhatIsKept() {
    job("a", "[\"30 2 * * *\", {\"crontab\": \"*/5 * * * *\", \"to\": \"2027-12-24T12:00:00\"}]");

    Ran ran = cli.runLine("explain a -r demo" + SERVICE + "--now 2027-10-30T23:30:00Z");

    assertThat(ran.out())
        .startsWith("job a: dispatcher d, worker w\n")
        .contains(
            """
            lavasched job sys: worker w, dispatched by dispatcher d at 0 0 1 1 *, CRON_TZ Europe/Berlin
              EventBridge Scheduler, group lava.demo.sys_""")
        .contains(
            """
            , dispatches delayed by 37 s:
                a_sabr24pa3eywnyp2_0  cron(30 2 * * ? *) Europe/Berlin
                a_sabr24pa3eywnyp2_1  cron(0,5,10,15,20,25,30,35,40,45,50,55 * * * ? *) UTC  until 2027-12-24T11:00:01Z
            """)
        .doesNotContain("crontab");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void theJsonHasWhatIsKept() {
    JsonNode json = JsonShape.of(cli.runLine("explain a -r demo -o json" + SERVICE + AUTUMN).out());

    assertThat(json.get("target").textValue()).isEqualTo("eventbridge");
    assertThat(json.get("crontab").isNull()).isTrue();
    JsonNode service = json.get("services").get(0);
    assertThat(JsonShape.names(service))
        .containsExactly(
            "lavasched_job",
            "worker",
            "enabled",
            "cron_tz",
            "state",
            "entries",
            "installed",
            "group",
            "delay",
            "kept");
    assertThat(service.get("group").textValue()).startsWith("lava.demo.sys_");
    assertThat(service.get("delay").intValue()).isEqualTo(37);
    assertThat(service.get("kept")).hasSize(1);
    JsonNode kept = service.get("kept").get(0);
    assertThat(JsonShape.names(kept))
        .containsExactly("schedule", "name", "expression", "zone", "start", "end");
    assertThat(kept.get("expression").textValue()).isEqualTo("cron(30 2 * * ? *)");
    assertThat(kept.get("zone").textValue()).isEqualTo("Europe/Berlin");
    assertThat(kept.get("start").isNull()).isTrue();
    JsonNode crontab =
        JsonShape.of(
            cli.runLine("explain a --jobs {dir}/realm --crontab-file {dir}/tab -o json").out());
    assertThat(JsonShape.names(crontab.get("services").get(0))).isEqualTo(JsonShape.names(service));
    assertThat(crontab.get("services").get(0).get("kept").isNull()).isTrue();
  }

  @Test
  void whyNothingIsKept() {
    job("bad", "\"@reboot\"");

    Ran ran = cli.runLine("explain bad" + SERVICE + AUTUMN);

    assertThat(ran.out())
        .startsWith(
            """
            nothing new will run: the record is bad, and the job quarantined
              help: the schedules that it has already stay as they are; mend the record
            """)
        .contains("\n  no schedule in EventBridge Scheduler\n", "[cron-reboot]");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(cli.runLine("explain none" + SERVICE).exit()).isEqualTo(1);
  }

  @Test
  void aTimelineSaysByWhat() {
    Ran ran = cli.runLine("timeline --days 1" + SERVICE + AUTUMN);

    assertThat(ran.out())
        .startsWith("Sun 31 Oct 2027, Europe/Berlin, EventBridge Scheduler\n1 dispatch of 1 job")
        .contains("the clock goes back to 02:00");
    JsonNode json = JsonShape.of(cli.runLine("timeline --days 1 -o json" + SERVICE + AUTUMN).out());
    assertThat(json.get("target").textValue()).isEqualTo("eventbridge");
    assertThat(json.get("cron").isNull()).isTrue();
    assertThat(json.get("zone").textValue()).isEqualTo("Europe/Berlin");
    assertThat(json.get("minutes").intValue()).isEqualTo(1500);
    assertThat(json.get("total").get("dispatches").intValue()).isEqualTo(1);
    assertThat(json.get("clock_changes")).hasSize(1);
  }

  @Test
  void aPageSaysByWhat() {
    String page = cli.runLine("timeline --days 1 --html -" + SERVICE + AUTUMN).out();

    assertThat(page)
        .contains("Europe/Berlin \u00b7 by EventBridge Scheduler")
        .contains("Windows open and close at their own times.")
        .doesNotContain("rebuilds of the crontab");
    assertThat(cli.runLine("timeline --days 1 --html - --jobs {dir}/realm" + AUTUMN).out())
        .contains("Windows open and close at the rebuilds of the crontab, where a record tells");
  }

  @Test
  void whatWasDueThereCanBeMissing() {
    job("a", "\"0 * * * *\"");
    cli.file(
        "events.json",
        """
        [{"job_id": "none", "run_id": "x", "ts_dispatch": "2027-10-30T23:29:58+00:00",
          "status": "complete", "tu_event": "2027-10-30T23:29:59", "worker": "core",
          "log": [{"tu_event": "2027-10-30T23:29:59"}]}]
        """);
    String audit =
        "audit -r demo --events {dir}/events.json --unchanged-since 2027-10-01T00:00:00Z"
            + " --since 2027-10-30T21:30:00Z --until 2027-10-30T22:30:00Z"
            + SERVICE
            + AUTUMN;
    Ran ran = cli.runLine(audit);

    assertThat(ran.out())
        .contains("missing: 1 dispatch of 1 job", "    cron(0 * * * ? *) UTC\n")
        .contains("help: in EventBridge Scheduler: is the schedule there and enabled;")
        .doesNotContain("is cron running");
    assertThat(ran.err()).contains("within a minute, and at least once", ", by the job records: ");
    assertThat(ran.exit()).isEqualTo(10);
    JsonNode json = JsonShape.of(cli.runLine(audit + "-o json").out());
    assertThat(json.get("target").textValue()).isEqualTo("eventbridge");
    assertThat(json.get("by").textValue()).isEqualTo("records");
    assertThat(json.get("cron").isNull()).isTrue();
    JsonNode finding = json.get("findings").get(0);
    assertThat(finding.get("entry").isNull()).isTrue();
    assertThat(finding.get("expression").textValue()).isEqualTo("cron(0 * * * ? *)");
    assertThat(finding.get("expression_zone").textValue()).isEqualTo("UTC");
    assertThat(cli.runLine(audit + "-o commands").out()).contains(" --worker w ").contains(" a\n");
  }
}
