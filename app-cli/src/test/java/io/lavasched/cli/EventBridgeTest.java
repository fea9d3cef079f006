// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules that are kept in EventBridge Scheduler, at the command line. */
class EventBridgeTest {

  private static final String RECORD =
      """
      {"job_id": "%s", "type": "%s", "worker": "w", "payload": "p", "dispatcher": "d",
       "enabled": true, "owner": "o", "description": "d", "schedule": "%s", "parameters": %s}
      """;

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
    lavasched("{\"CRON_TZ\": \"Europe/Berlin\"}");
    cli.file("realm/a.json", RECORD.formatted("a", "cmd", "30 2 * * *", "{}"));
  }

  private void lavasched(String env) {
    cli.file(
        "realm/sys.json",
        RECORD.formatted(
            "sys", "lavasched", "*/15 * * * *", "{\"dispatcher\": \"d\", \"env\": " + env + "}"));
  }

  private Ran check(String options) {
    return cli.runLine("check --jobs {dir}/realm --now 2026-12-01 " + options);
  }

  @Test
  void whatWouldDifferIsAFinding() {
    Ran ran = check("--target eventbridge --cron cronie");

    assertThat(ran.out())
        .isEqualTo(
            "job a: schedule: warning: schedule should keep off the hours in which the clock is"
                + " changed, found \"30 2 * * *\": EventBridge Scheduler leaves out a dispatch that"
                + " cronie makes on 2027-10-31 at 02:30, as the clock of Europe/Berlin goes from"
                + " 03:00 to 02:00 [eventbridge-once]; help: choose another hour\n");
    assertThat(ran.err()).endsWith(": 2 records, 0 errors, 1 warning\n");
    assertThat(ran.exit()).isEqualTo(10);
  }

  /** The zone of the machine that checks has no say. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "Australia/Lord_Howe"})
  void theZoneOfTheMachineDoesNotMatter(String zone) {
    String out = check("--target eventbridge").out();
    cli.withZone(zone);

    assertThat(check("--target eventbridge").out()).isEqualTo(out).contains("[eventbridge-once]");
    lavasched("{}");
    assertThat(check("--target eventbridge").out()).contains("[zone-missing]");
  }

  @Test
  void informationAloneIsNoFinding() {
    lavasched("{\"CRON_TZ\": \"UTC\", \"PATH\": \"/bin\"}");

    Ran ran = check("--target eventbridge");

    assertThat(ran.out()).contains("[env-dropped]").hasLineCount(1);
    assertThat(ran.exit()).isZero();
    assertThat(check("--target eventbridge --level warning").out()).isEmpty();
  }

  @Test
  void theVariableSaysItToo() {
    assertThat(check("").out()).doesNotContain("[eventbridge-");
    cli.with("LAVASCHED_TARGET", "eventbridge");
    assertThat(check("").out()).contains("[eventbridge-once]");
    assertThat(check("--target crontab").out()).doesNotContain("[eventbridge-");
    cli.with("LAVASCHED_TARGET", "crontab");
    assertThat(check("").out()).doesNotContain("[eventbridge-");
    assertThat(check("--target eventbridge").out()).contains("[eventbridge-once]");
    cli.with("LAVASCHED_TARGET", "");
    assertThat(check("").out()).doesNotContain("[eventbridge-");
  }

  @Test
  void anotherTargetIsAnError() {
    assertThat(check("--target aws").exit()).isEqualTo(2);
    assertThat(check("--target aws").err()).contains("crontab").contains("eventbridge");
    cli.with("LAVASCHED_TARGET", "event\nbridge");

    Ran ran = check("");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("LAVASCHED_TARGET must be crontab or eventbridge, found \"event\\nbridge\"");
  }

  @ParameterizedTest
  @CsvSource({"+05:30, 2", "UTC+02:00, 10", "+00:00, 10", "Asia/Kolkata, 10", "Nowhere, 2"})
  void theZoneMustBeOneThatTheServiceKnows(String zone, int exit) {
    Ran ran = check("--target eventbridge --zone " + zone);

    assertThat(ran.exit()).isEqualTo(exit);
    if (zone.equals("+05:30")) {
      assertThat(ran.err())
          .contains(
              "--zone: must be one of the tz database for EventBridge Scheduler, such as"
                  + " Asia/Kolkata, found \"+05:30\"");
    }
    assertThat(check("--zone " + zone).exit()).isEqualTo(zone.equals("Nowhere") ? 2 : 10);
  }

  @Test
  void theJsonSaysForWhat() {
    JsonNode json = JsonShape.of(check("--target eventbridge -o json").out());

    assertThat(json.get("target").textValue()).isEqualTo("eventbridge");
    assertThat(json.get("problems")).hasSize(1);
    JsonNode problem = json.get("problems").get(0);
    assertThat(problem.get("code").textValue()).isEqualTo("eventbridge-once");
    assertThat(problem.get("severity").textValue()).isEqualTo("warning");
    assertThat(problem.get("job_id").textValue()).isEqualTo("a");
    assertThat(problem.get("path").textValue()).isEqualTo("schedule");
    assertThat(json.get("exit_code").intValue()).isEqualTo(10);
  }

  @Test
  void theRealmOfTheArgsIsThatOfTheCommandLine() {
    cli.file(
        "realm/sys.json",
        RECORD.formatted(
            "sys",
            "lavasched",
            "*/15 * * * *",
            "{\"dispatcher\": \"d\", \"args\": [\"--realm\", \"demo\"], \"env\": {\"CRON_TZ\":"
                + " \"UTC\"}}"));

    assertThat(check("--target eventbridge").out()).doesNotContain("[args-helper]");
    assertThat(check("--target eventbridge -r demo").out()).doesNotContain("[args-helper]");
    assertThat(check("--target eventbridge -r other").out()).contains("[args-helper]");
  }

  @Test
  void theDocumentShowsWhatCheckPrints() throws IOException {
    String command = " --target eventbridge --zone Australia/Sydney --now 2026-12-01";
    Ran ran = cli.runLine("check --jobs {examples}" + command);
    String first = ran.out().substring(0, ran.out().indexOf('\n') + 1);

    assertThat(first).contains("[eventbridge-skips]");
    assertThat(Files.readString(Path.of("..", "docs", "eventbridge.md"), UTF_8))
        .contains(
            "```\n$ lavasched check --jobs examples/realm" + command + "\n" + first + "...\n```\n");
  }
}
