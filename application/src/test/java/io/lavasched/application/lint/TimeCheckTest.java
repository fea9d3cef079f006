// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Records;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of cron strings, the changes of the clock, and the windows that no rebuild sees. */
class TimeCheckTest {

  private static final Instant NOW = Requests.NOW;
  private static final String BERLIN = "Europe/Berlin";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private void lavasched(String schedule, Map<String, Object> env) {
    Map<String, Object> variables = new LinkedHashMap<>(env);
    variables.put("PATH", "/bin");
    put(
        Map.of(
            "job_id",
            "sys",
            "type",
            "lavasched",
            "worker",
            "w",
            "payload",
            "--",
            "dispatcher",
            "d",
            "schedule",
            schedule,
            "parameters",
            Map.of("dispatcher", "d", "env", variables)));
  }

  private void put(Map<String, Object> record) {
    jobs.put(Records.with(record, Map.of("enabled", true, "owner", "o", "description", "d")));
  }

  private void job(Object schedule) {
    put(
        Map.of(
            "job_id",
            "a",
            "type",
            "cmd",
            "worker",
            "w",
            "payload",
            "x",
            "dispatcher",
            "d",
            "schedule",
            schedule));
  }

  private List<String> found(String zone, CronDialect dialect) {
    return Found.lines(
        OwnChecks.withoutSchema(jobs, NOW, ZoneId.of(zone), true, dialect).problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/7 * * * *    | minute should have a step that divides 60, found \"*/7\", whose last one"
            + " is 4 | the field starts anew at 0",
        "0-59/25 * * * * | minute should have a step that divides 60, found \"0-59/25\", whose last"
            + " one is 10 | the field starts anew at 0",
        "0 */5 * * *    | hour should have a step that divides 24, found \"*/5\", whose last one is"
            + " 4 | the field starts anew at 0",
        "0 0 */2 * *    | day of month should have no step, for months differ in length, found"
            + " \"*/2\" | each month it starts anew with day 1",
        "0 0 1 */5 *    | month should have a step that divides 12, found \"*/5\", whose last one"
            + " is 2 | the field starts anew at 1",
        "0 0 * * 0-6/2  | day of week should have a step that divides 7, found \"0-6/2\", whose"
            + " last one is 1 | the field starts anew at 0",
      })
  void unevenSteps(String cron, String message, String hint) {
    lavasched("*/15 * * * *", Map.of());
    job(cron);

    assertThat(found("UTC", CronDialect.DEBIAN))
        .singleElement()
        .asString()
        .startsWith("job a: schedule:")
        .endsWith(": info: " + message + " [cron-uneven-step] -> " + hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/15 */6 * */3 *",
        "5-59/7 * * * *",
        "*/59 * * * *",
        "0 0 1,15 * *",
        "0 0 */31 * *",
        "0 0 * * 1-5/2",
        "0 0 */1 * 5",
        "0 0 * * 5",
        "@weekly",
      })
  void evenSteps(String cron) {
    lavasched("*/15 * * * *", Map.of());
    job(cron);

    assertThat(found("UTC", CronDialect.DEBIAN))
        .noneMatch(line -> line.contains("[cron-either-day]"))
        .filteredOn(line -> !cron.startsWith("*/59") && !cron.contains("*/31"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  */7 * * * *'  | :3: info: minute",
        "'\t0 0  13 * 5' | :7: warning: cron string should restrict",
        "'0 0 13 * 5 '    | :5: warning: cron string should restrict",
      })
  void columnsCountInTheGivenText(String cron, String found) {
    lavasched("*/15 * * * *", Map.of());
    for (Object schedule : List.of(cron, List.of(cron), Map.of("crontab", cron))) {
      job(schedule);

      assertThat(found("UTC", CronDialect.DEBIAN)).singleElement().asString().contains(found);
    }
    job("  " + "0 0 13 * 5");
    assertThat(found("UTC", CronDialect.BCRON)).singleElement().asString().contains(":7: error: ");
  }

  /** What windows mean otherwise than they look. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a date alone leaves its day out, where the schedule has a time on it
        "0 9 * * *   | 2026-12-24       | 2026-12-26          | UTC | [date-only-to]",
        "0 9 * * *   |                  | 2026-12-26          | UTC | [date-only-to]",
        "0 9 * * *   | 2026-12-30       | 2026-12-26          | UTC | [date-only-to]",
        "0 9 * * *   | 2026-12-24       | ' 20261226 '        | UTC | [date-only-to]",
        "0 23 * * *  | 2026-12-24       | 2026-12-26          | Asia/Tokyo | [date-only-to]",
        "0 0 * * *   | 2026-12-24       | 2026-12-26          | UTC |",
        "0 9 * * 1-5 | 2026-12-24       | 2026-12-26          | UTC |",
        "0 9 * * *   | 2026-12-24       | 2026-12-26T23:59:59 | UTC |",
        "0 9 * * *   | 2026-12-24       | 2026-12-26T00:00    | UTC |",
        "0 9 * * *   | 2026-12-24       |                     | UTC |",
        "@reboot     | 2026-12-24       | 2026-12-26          | UTC |",
        // turned round by offset and zone
        "0 * * * *   | 2026-12-24T00:00 | 2026-12-24T03:00Z   | America/New_York |"
            + " [window-inverted]",
        "0 * * * *   | 2026-12-24T00:00 | 2026-12-24T03:00Z   | Europe/Berlin |",
        "0 * * * *   | 2026-12-24T00:00Z | 2026-12-24T05:00+10:00 | UTC | [window-inverted]",
        // meant so
        "0 * * * *   | 2026-12-26T00:00 | 2026-12-24T03:00    | UTC |",
        // a gap turns nothing round: 02:30 was 03:30, and behind 03:20
        "*/10 * * * * | 2027-10-03T02:30:00 | 2027-10-03T03:20:00 | Australia/Sydney |",
        // no time in it
        "0 9 * * *   | 2026-12-24T10:00 | 2026-12-24T11:00    | UTC | [window-without-times]",
        "0 9 * * *   | 2026-12-24T09:00:01 | 2026-12-25T08:59 | UTC | [window-without-times]",
        "0 9 * * *   | 2026-12-24T09:00 | 2026-12-24T09:00    | UTC |",
        "0 9 * * *   | 2026-12-24T09:00:00.2 | 2026-12-24T09:00:00.5 | UTC |"
            + " [window-without-times]",
        "30 2 * * *  | 2027-03-28T00:00 | 2027-03-28T12:00    | Europe/Berlin |",
        "*/30 2 * * * | 2027-03-28T00:00 | 2027-03-28T12:00   | Europe/Berlin |"
            + " [window-without-times]",
      })
  void windowsThatAreNotWhatTheyLookLike(
      String cron, String from, String to, String zone, String code) {
    Map<String, Object> schedule = new LinkedHashMap<>();
    schedule.put("crontab", cron);
    schedule.put("from", from);
    schedule.put("to", to);
    job(schedule);

    assertThat(found(zone, CronDialect.DEBIAN))
        .filteredOn(line -> line.contains("[window-") || line.contains("[date-only"))
        .allSatisfy(line -> assertThat(line).contains(code))
        .hasSize(code == null ? 0 : 1);
  }

  @Test
  void windowsAreToldInFull() {
    job(
        List.of(
            Map.of("crontab", "0 9 * * *", "from", "2026-12-24", "to", "2026-12-26"),
            Map.of("crontab", "0 9 * * *", "from", "2026-12-24T10:00", "to", "2026-12-24T11:00"),
            Map.of("crontab", "0 9 * * *", "from", "2026-12-24T09:00", "to", "2026-12-24T08:00Z")));

    assertThat(found("UTC+2", CronDialect.DEBIAN))
        .filteredOn(line -> line.contains("schedule["))
        .containsExactly(
            "job a: schedule[0].to: info: to should name the last moment, found the date 2026-12-26"
                + " alone: that is its first moment, and the rest of the day is left out"
                + " [date-only-to] -> write 2026-12-26T23:59:59 or 2026-12-27 if that day is meant"
                + " too",
            "job a: schedule[1]: warning: window should have a time of its schedule in it, found"
                + " none from 2026-12-24T08:00:00Z to 2026-12-24T09:00:00Z [window-without-times]"
                + " -> it never runs; both ends are part of the window");
  }

  @Test
  void bothDayFieldsMeanEither() {
    lavasched("*/15 * * * *", Map.of());
    job(List.of("0 0 * * *", Map.of("crontab", "0 0 13 * 5")));

    assertThat(found("UTC", CronDialect.CRONIE))
        .containsExactly(
            "job a: schedule[1].crontab:5: warning: cron string should restrict one of its two day"
                + " fields, found both: cron runs it on the days of either [cron-either-day]"
                + " -> for days that are in both, restrict the day of month and test the weekday in"
                + " the job");
    assertThat(found("UTC", CronDialect.BCRON))
        .singleElement()
        .asString()
        .contains("[cron-both-days]");
  }

  /**
   * Sunday is the one weekday with a form that starts with a star, whatever its author calls it.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 6 1-7 * 0      | 0 6 1-7 * */7",
        "0 6 1-7 * 7      | 0 6 1-7 * */7",
        "0 6 1-7 * 00     | 0 6 1-7 * */7",
        "0 6 1-7 * SUN    | 0 6 1-7 * */7",
        "0 6 8-14 * 0,7   | 0 6 8-14 * */7",
        "0 6 8-14 * 7-7   | 0 6 8-14 * */7",
        "0 6 1-7 jan 0    | 0 6 1-7 jan */7",
        "0 6 1-7 * 1      |",
        "0 6 1-7 * 0,1    |",
        "0 6 1-7 * 6-7    |",
        "0 6 1-7 * 1-5    |",
      })
  void sundaysAmongSomeDaysHaveAForm(String given, String written) {
    lavasched("*/15 * * * *", Map.of());
    job(given);

    assertThat(found("UTC", CronDialect.CRONIE))
        .singleElement()
        .asString()
        .contains(" [cron-either-day] -> ")
        .endsWith(
            written == null
                ? "test the weekday in the job"
                : "write " + written + ": */7 is Sunday, and its star asks for both fields");
  }

  private static final String KEEP_OFF =
      "schedule should keep off the hours in which the clock is changed, found ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vixie  | 30 2 * * *   | info  | cron sends it at 03:00 on 2027-03-28 | moves |",
        "debian | 0,30 2 * * * | info  | debian sends it 2 times at 03:00 on 2027-03-28 | moves |",
        "bcron  | 30 2 * * *   | info  | bcron sends it at 03:30 on 2027-03-28 | moves |",
        "systemd-cron | 30 2 * * * | warning | systemd-cron does not send it on 2027-03-28 | skips"
            + " | choose another hour",
      })
  void oneChangeOfTheClock(
      String dialect, String cron, String severity, String what, String code, String hint) {
    lavasched("*/15 * * * *", Map.of());
    job(cron);

    assertThat(found(BERLIN, CronDialect.named(dialect).orElseThrow()))
        .containsExactly(
            "job a: schedule: "
                + severity
                + ": "
                + KEEP_OFF
                + "\""
                + cron
                + "\": "
                + what
                + ", as the clock of Europe/Berlin goes from 02:00 to 03:00 [clock-"
                + code
                + "]"
                + (hint == null ? "" : " -> " + hint));
  }

  @Test
  void bothChangesOfTheClock() {
    lavasched("*/15 * * * *", Map.of());
    job("*/20 2 * * *");

    assertThat(found(BERLIN, CronDialect.DEBIAN))
        .containsExactly(
            "job a: schedule: warning: "
                + KEEP_OFF
                + "\"*/20 2 * * *\": debian leaves out 3 of its times on 2027-03-28, as the clock"
                + " of Europe/Berlin goes from 02:00 to 03:00 [clock-skips] -> write minute and"
                + " hour without a star at their start, and it is sent right after",
            "job a: schedule: warning: "
                + KEEP_OFF
                + "\"*/20 2 * * *\": debian sends 3 of its times twice on 2027-10-31, as the clock"
                + " of Europe/Berlin goes from 03:00 to 02:00 [clock-doubles] -> write minute and"
                + " hour without a star at their start, and it is sent once");
    assertThat(found("UTC", CronDialect.DEBIAN)).isEmpty();
  }

  /** One time among many is not worth a word. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0 * * * *", "*/5 * * * *", "30 0-23 * * *", "@hourly", "0 3 * * *", "@daily"})
  void silentAboutTheClock(String cron) {
    lavasched("*/15 * * * *", Map.of());
    job(cron);

    for (CronDialect dialect : CronDialect.values()) {
      assertThat(found(BERLIN, dialect)).as(dialect.text()).isEmpty();
    }
  }

  @Test
  void onlyWhereTheWindowIsOpenAndOnceForAJob() {
    lavasched("*/15 * * * *", Map.of());
    job(
        List.of(
            Map.of("crontab", "30 2 * * *", "to", "2027-01-01T12:00"), "10 2 * * *", "20 2 * * *"));

    assertThat(found(BERLIN, CronDialect.DEBIAN))
        .singleElement()
        .asString()
        .startsWith("job a: schedule[1]: info: ")
        .endsWith("[clock-moves]");
  }

  @Test
  void cronieGoesByTheZoneOfTheBlock() {
    lavasched("*/15 * * * *", Map.of("CRON_TZ", "America/New_York"));
    job("30 2 * * *");

    assertThat(found("UTC", CronDialect.CRONIE))
        .containsExactly(
            "job a: schedule: warning: "
                + KEEP_OFF
                + "\"30 2 * * *\": cronie does not send it on 2027-03-14, as the clock of"
                + " America/New_York goes from 02:00 to 03:00 [clock-skips] -> below a CRON_TZ,"
                + " cronie makes up for nothing");
  }

  /** As for next, explain and timeline: that of the first by its name, whatever comes first. */
  @Test
  void ofSeveralThatServeADispatcherOneCounts() {
    put(
        Map.of(
            "job_id",
            "z",
            "type",
            "lavasched",
            "worker",
            "w",
            "payload",
            "--",
            "dispatcher",
            "d",
            "schedule",
            "@hourly",
            "parameters",
            Map.of("dispatcher", "d", "env", Map.of("PATH", "/bin", "CRON_TZ", "Europe/Berlin"))));
    lavasched("*/15 * * * *", Map.of("CRON_TZ", "America/New_York"));
    job("30 2 * * *");

    assertThat(found("UTC", CronDialect.CRONIE))
        .singleElement()
        .asString()
        .contains("as the clock of America/New_York goes from ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "cronie | UTC | Europe/Berlin | none",
        "debian | Europe/Berlin | Europe/Berlin | none",
        "debian | Europe/Berlin | '' | none",
        "debian | UTC | Europe/Berlin | error: env must have no CRON_TZ for a cron that does not"
            + " support it, found one for debian: each job would go out at another hour"
            + " [cron-tz-ignored] -> write the schedules in the node's own zone, or set the node to"
            + " that zone; if another hour is meant, allow it with --allow-ignored-cron-tz",
        "vixie  | UTC | Europe/Berlin | warning: env should have no CRON_TZ for a cron that does"
            + " not support it, found one for an unknown cron: only with cronie jobs go out at the"
            + " hours meant [cron-tz-unsure] -> write the schedules in the node's own zone, or set"
            + " the node to that zone",
      })
  void cronTz(String dialect, String zone, String cronTz, String expected) {
    lavasched("*/15 * * * *", Map.of("CRON_TZ", cronTz));

    assertThat(found(zone, CronDialect.named(dialect).orElseThrow()))
        .isEqualTo(
            expected == null ? List.of() : List.of("job sys: parameters.env.CRON_TZ: " + expected));
  }

  @Test
  void unknownZoneIsAnErrorEverywhere() {
    lavasched("*/15 * * * *", Map.of("CRON_TZ", "Europe/Berln"));

    for (CronDialect dialect : CronDialect.values()) {
      assertThat(found("UTC", dialect))
          .as(dialect.text())
          .contains(
              "job sys: parameters.env.CRON_TZ: error: CRON_TZ must name a zone of the tz database,"
                  + " found another text [cron-tz-unknown-zone] -> did you mean"
                  + " \"Europe/Berlin\"?");
    }
  }

  /** The rebuild is at each full hour; now is 10:15. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // no rebuild, or none before its last time
        "*/5 * * * *  | 2026-12-01T10:05Z | 2026-12-01T10:55Z | missed 2026-12-01T11:00:00Z",
        "30 10 * * *  | 2026-12-01T10:05Z | 2026-12-01T12:00Z | missed 2026-12-01T11:00:00Z",
        "0 11 * * *   | 2026-12-01T10:05Z | 2026-12-01T12:00Z | missed 2026-12-01T11:00:00Z",
        "30 11 * * *  | 2026-12-01T10:05Z | 2026-12-01T12:00Z | none",
        // fires on after the end
        // that of 10:00 works a moment later, when the window is over
        "*/5 * * * *  | 2026-12-01T10:00Z | 2026-12-02T10:00Z | none",
        "*/5 * * * *  | 2026-12-01T10:00Z | 2026-12-02T10:00:01Z | lags 2026-12-02T11:00:00Z 12"
            + " times",
        "*/5 * * * *  | 2026-11-01T10:00Z | 2026-12-02T10:50Z | lags 2026-12-02T11:00:00Z 2 times",
        "0 * * * *    | 2026-11-01T10:00Z | 2026-12-02T10:50Z | lags 2026-12-02T11:00:00Z once",
        "30 2 * * *   | 2026-11-01T10:00Z | 2026-12-02T10:50Z | none",
        "30 2 * * *   | 2026-11-01T10:00Z | 2026-12-02T02:15Z | lags 2026-12-02T03:00:00Z once",
        // outside: it ends, and begins again
        "*/5 * * * *  | 2026-12-03T10:00Z | 2026-12-02T10:50Z | lags 2026-12-02T11:00:00Z 2 times",
        // it begins again before a rebuild has seen the end
        "*/5 * * * *  | 2026-12-02T10:56Z | 2026-12-02T10:46Z | lags 2026-12-02T11:00:00Z 2 times",
        // open now, but since the last rebuild, and over before the next one
        "*/5 * * * *  | 2026-11-23T10:05Z | 2026-11-23T10:55Z | missed 2026-11-23T11:00:00Z",
        "*/5 * * * *  | 2026-11-23T10:05Z | 2026-11-23T10:16Z | none",
        "*/5 * * * *  | 2026-11-23T09:55Z | 2026-11-23T10:55Z | lags 2026-11-23T11:00:00Z once",
        "12 * * * *   | 2026-11-23T09:55Z | 2026-11-23T10:20Z | none",
        "@reboot      | 2026-12-01T10:05Z | 2026-12-01T10:55Z | none",
      })
  void windowsAndRebuilds(String cron, String from, String to, String expected) {
    lavasched("0 * * * *", Map.of());
    job(Map.of("crontab", cron, "from", from, "to", to));
    List<String> shown = new ArrayList<>();
    for (String line : found("UTC", CronDialect.DEBIAN)) {
      shown.add(
          line.replaceFirst(
                  ".*found the first one at (\\S+) for a window.*window-missed.*", "missed $1")
              .replaceFirst(
                  ".*next rebuild at (\\S+): the job is sent (.*) more .window-lags.*",
                  "lags $1 $2"));
    }

    assertThat(shown).isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void windowsInFull() {
    lavasched("0 * * * *", Map.of());
    job(Map.of("crontab", "*/5 * * * *", "from", "2026-12-01T10:05Z", "to", "2026-12-01T10:55Z"));
    assertThat(found("UTC", CronDialect.DEBIAN))
        .containsExactly(
            "job a: schedule: warning: window should have a rebuild before the last time in it,"
                + " found the first one at 2026-12-01T11:00:00Z for a window of"
                + " 2026-12-01T10:05:00Z to 2026-12-01T10:55:00Z [window-missed] -> begin the"
                + " window earlier: it counts from the next rebuild of the crontab on");

    job(Map.of("crontab", "*/5 * * * *", "to", "2026-12-01T10:55Z"));
    assertThat(found("UTC", CronDialect.DEBIAN))
        .containsExactly(
            "job a: schedule.to: info: window should end with a rebuild, found the end at"
                + " 2026-12-01T10:55:00Z and the next rebuild at 2026-12-01T11:00:00Z: the job is"
                + " sent once more [window-lags] -> schedule the lavasched job more often, or end"
                + " the window earlier");
  }

  @Test
  void withoutARebuildNothingIsKnown() {
    put(
        Map.of(
            "job_id",
            "sys",
            "type",
            "lavasched",
            "worker",
            "w",
            "payload",
            "--",
            "dispatcher",
            "d",
            "parameters",
            Map.of("dispatcher", "d", "env", Map.of("PATH", "/bin"))));
    job(Map.of("crontab", "*/5 * * * *", "from", "2026-12-01T10:05Z", "to", "2026-12-01T10:55Z"));

    assertThat(found("UTC", CronDialect.DEBIAN))
        .singleElement()
        .asString()
        .contains("[lavasched-unscheduled]");
  }
}
