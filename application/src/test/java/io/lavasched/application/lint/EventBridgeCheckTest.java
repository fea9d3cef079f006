// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.RealmName;
import io.lavasched.testkit.Found;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What EventBridge Scheduler has against records. */
class EventBridgeCheckTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final String BERLIN = "Europe/Berlin";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private void put(String id, String type, Map<String, Object> more) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", type);
    record.putAll(
        Map.of(
            "worker",
            "w",
            "payload",
            "p",
            "dispatcher",
            "d",
            "enabled",
            true,
            "owner",
            "o",
            "description",
            "d"));
    record.putAll(more);
    jobs.put(record);
  }

  private void lavasched(Map<String, Object> env, List<String> args) {
    put(
        "sys",
        "lavasched",
        Map.of(
            "schedule",
            "*/15 * * * *",
            "parameters",
            Map.of("dispatcher", "d", "args", args, "env", env)));
  }

  private void job(Object schedule) {
    put("a", "cmd", Map.of("schedule", schedule));
  }

  private List<String> found(String zone, CronDialect cron) {
    return Found.lines(
        CheckJobs.checkForEventBridge(
                jobs,
                NOW,
                true,
                new EventBridgeMove(
                    Optional.ofNullable(zone).map(ZoneId::of),
                    cron,
                    Optional.of(new RealmName("demo"))))
            .problems()
            .stream()
            .filter(problem -> !problem.code().id().equals("lava-schema"))
            .toList());
  }

  /** The cron, the zone of the node, CRON_TZ, the schedule; what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vixie        | Europe/Berlin |               | 30 2 * * *      | EventBridge Scheduler leaves out a dispatch that cron makes on 2027-03-28 at 03:00, as the clock of Europe/Berlin goes from 02:00 to 03:00 [eventbridge-skips] -> choose another hour
          debian       | Europe/Berlin |               | 0,20,40 2 * * * | EventBridge Scheduler leaves out 3 dispatches that debian makes on 2027-03-28, the first at 03:00, as the clock of Europe/Berlin goes from 02:00 to 03:00 [eventbridge-skips] -> choose another hour
          debian       | Europe/Berlin |               | */20 2 * * *    | EventBridge Scheduler leaves out 3 dispatches that debian makes on 2027-10-31, the first at 02:00, as the clock of Europe/Berlin goes from 03:00 to 02:00 [eventbridge-once] -> choose another hour
          debian       | Europe/Berlin |               | 30 0-23 * * *   | EventBridge Scheduler leaves out a dispatch that debian makes on 2027-03-28 at 03:00, as the clock of Europe/Berlin goes from 02:00 to 03:00 [eventbridge-skips] -> write "30 * * * *": every hour of every day with a star goes by real time
          debian       | Europe/Berlin |               | 30 0-23 * * 0   | EventBridge Scheduler leaves out a dispatch that debian makes on 2027-03-28 at 03:00, as the clock of Europe/Berlin goes from 02:00 to 03:00 [eventbridge-skips] -> choose another hour
          systemd-cron | Europe/Berlin |               | */30 * * * *    | EventBridge Scheduler makes 2 dispatches that systemd-cron leaves out on 2027-10-31, the first at 02:00, as the clock of Europe/Berlin goes from 03:00 to 02:00 [eventbridge-adds] -> choose another hour
          vixie        | UTC           | Europe/Berlin | 30 2 * * *      | EventBridge Scheduler leaves out a dispatch that cronie makes on 2027-10-31 at 02:30, as the clock of Europe/Berlin goes from 03:00 to 02:00 [eventbridge-once] -> choose another hour
          vixie        |               | Europe/Berlin | 30 2 * * *      | EventBridge Scheduler leaves out a dispatch that cronie makes on 2027-10-31 at 02:30, as the clock of Europe/Berlin goes from 03:00 to 02:00 [eventbridge-once] -> choose another hour
          vixie        | Europe/Berlin | Europe/Berlin | 30 2 * * *      | EventBridge Scheduler leaves out a dispatch that cron makes on 2027-03-28 at 03:00, as the clock of Europe/Berlin goes from 02:00 to 03:00 [eventbridge-skips] -> choose another hour
          cronie       | America/New_York | Europe/Berlin | 30 7 * * *   | EventBridge Scheduler makes a dispatch that cronie leaves out on 2027-11-07 at 07:30, as the clock of America/New_York goes from 02:00 to 01:00 [eventbridge-adds] -> choose another hour
          debian       |               | Europe/Berlin | 30 2 * * *      | EventBridge Scheduler leaves out a dispatch that debian makes on 2027-03-28 at 03:00, as the clock of Europe/Berlin goes from 02:00 to 03:00 [eventbridge-skips] -> choose another hour
          debian       | Europe/Berlin |               | 30 * * * *      |
          debian       | Europe/Berlin |               | 30 6 * * *      |
          debian       | Asia/Kolkata  |               | 30 2 * * *      |
          cronie       | Europe/Berlin | UTC           | 30 2 * * 0      |
          busybox      | Europe/Berlin |               | 30 2 1-7 * */7  |
          """)
  void whatIsDispatchedAtOtherTimes(
      String cron, String zone, String cronTz, String schedule, String line) {
    lavasched(cronTz == null ? Map.of() : Map.of("CRON_TZ", cronTz), List.of());
    job(List.of("15 12 * * *", schedule));

    assertThat(found(zone, CronDialect.named(cron).orElseThrow()))
        .filteredOn(found -> found.startsWith("job a:"))
        .isEqualTo(
            line == null
                ? List.of()
                : List.of(
                    "job a: schedule[1]: "
                        + (line.contains("-adds]") ? "info" : "warning")
                        + ": schedule should keep off the hours in which the clock is changed, found \""
                        + schedule
                        + "\": "
                        + line));
  }

  /** Each element on its own, and of each the first of each kind within a year. */
  @Test
  void eachElementIsReported() {
    lavasched(Map.of(), List.of());
    job(List.of("30 2 * * *", "45 2 * * *", "*/30 2 * * *"));

    assertThat(found("Europe/Berlin", CronDialect.BCRON))
        .filteredOn(line -> line.contains("[eventbridge-"))
        .extracting(line -> line.replaceAll(": warning: .* on (2027-..-..).*\\[", " $1 ["))
        .containsExactly(
            "job a: schedule[0] 2027-03-28 [eventbridge-skips] -> choose another hour",
            "job a: schedule[1] 2027-03-28 [eventbridge-skips] -> choose another hour",
            "job a: schedule[2] 2027-03-28 [eventbridge-skips] -> choose another hour");
  }

  @Test
  void onlyInTheWindow() {
    lavasched(Map.of(), List.of());
    job(
        List.of(
            Map.of("crontab", "30 2 * * *", "to", "2027-03-01T00:00:00Z"),
            Map.of("crontab", "40 2 * * *", "from", "2027-03-01T00:00:00Z")));

    assertThat(found("Europe/Berlin", CronDialect.DEBIAN))
        .filteredOn(line -> line.contains("[eventbridge-"))
        .singleElement()
        .asString()
        .startsWith("job a: schedule[1].crontab: warning: ");
  }

  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void whatCannotBeToldIsAnErrorForEachCron(CronDialect cron) {
    lavasched(Map.of(), List.of());
    job(List.of("0 6 13 * 5", Map.of("crontab", "@reboot")));

    assertThat(found("UTC", cron))
        .filteredOn(line -> line.startsWith("job a"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "job a: schedule[0]:5: error: day of month or day of week must be *")
                    .contains("[cron-both-days]"),
            line ->
                assertThat(line)
                    .startsWith("job a: schedule[1].crontab: error: cron string must have five")
                    .contains("[cron-reboot]"));
  }

  /** What is for a crontab alone is not asked of a service. */
  @Test
  void aSoundRecordIsSoundWithoutACrontab() {
    lavasched(Map.of("CRON_TZ", BERLIN), List.of("--param", "a=1", "--delay", "5s"));
    put("a", "cmd", Map.of("schedule", "0 6 * * *"));
    put("x".repeat(1500), "cmd", Map.of("schedule", "0 6 * * *"));
    put(
        "b",
        "cmd",
        Map.of(
            "schedule",
            Map.of(
                "crontab",
                "0 6 * * *",
                "from",
                "2026-12-24T00:00:00Z",
                "to",
                "2026-12-24T06:00:00Z")));

    assertThat(found(null, CronDialect.DEBIAN)).isEmpty();
    assertThat(
            Found.lines(
                OwnChecks.withoutSchema(jobs, NOW, ZoneId.of("UTC"), true, CronDialect.DEBIAN)
                    .problems()))
        .anyMatch(line -> line.contains("[line-too-long]"))
        .anyMatch(line -> line.contains("[cron-tz-ignored]"))
        .anyMatch(line -> line.contains("[env-without-path]"));
  }

  /** What is wrong with any record is wrong here too. */
  @Test
  void theOtherChecksStay() {
    lavasched(Map.of("CRON_TZ", BERLIN), List.of());
    job(List.of("*/7 * * * *", Map.of("crontab", "0 6 * * *", "to", "2026-11-30"), "0 0 31 2 *"));
    put("b", "cmd", Map.of("schedule", "0 24 * * *"));
    put(
        "c",
        "cmd",
        Map.of(
            "schedule",
            Map.of(
                "crontab", "0 0 1 1 *", "from", "2027-02-01T00:00Z", "to", "2027-03-01T00:00Z")));

    assertThat(found(null, CronDialect.DEBIAN))
        .extracting(line -> line.replaceAll(": (error|warning|info): .*\\[(.*)\\].*", " $2"))
        .containsExactlyInAnyOrder(
            "job a: schedule[0]:1 cron-uneven-step",
            "job a: schedule[1].to window-over",
            "job a: schedule[1].to time-without-zone",
            "job a: schedule[2] cron-never-fires",
            "job b: schedule:3 cron-out-of-range",
            "job c: schedule window-without-times");
  }

  @Test
  void noZoneIsAnErrorOfTheLavaschedJob() {
    lavasched(Map.of(), List.of());
    job("30 2 * * *");

    assertThat(found(null, CronDialect.VIXIE))
        .containsExactly(
            "job sys: parameters.env: error: env must have CRON_TZ for EventBridge Scheduler, found"
                + " none [zone-missing] -> no node says in which zone the schedules are meant: set"
                + " CRON_TZ, such as Europe/Berlin or UTC, or give --zone");
    assertThat(found("Europe/Berlin", CronDialect.VIXIE))
        .singleElement()
        .asString()
        .contains("[eventbridge-skips]");
  }

  /** An empty one is the node's own, and no node is there. */
  @ParameterizedTest
  @CsvSource({"'', zone-missing", "Nowhere/Land, cron-tz-unknown-zone"})
  void aCronTzWithoutAZone(String cronTz, String code) {
    lavasched(Map.of("CRON_TZ", cronTz), List.of());
    job("30 2 * * *");

    assertThat(found(null, CronDialect.VIXIE))
        .filteredOn(line -> line.contains(": error: "))
        .singleElement()
        .asString()
        .startsWith("job sys: parameters.env")
        .contains("[" + code + "]");
  }

  @Test
  void aJobWhoseDispatcherNobodyServesNeedsTheZoneToo() {
    job("30 2 * * *");

    assertThat(found(null, CronDialect.VIXIE))
        .filteredOn(line -> line.contains(": error: "))
        .containsExactly(
            "job a: dispatcher: error: zone of a job must be known for EventBridge Scheduler, found"
                + " no lavasched job for its dispatcher, and no --zone [zone-missing] -> give"
                + " --zone, such as Europe/Berlin or UTC");
    assertThat(found("Europe/Berlin", CronDialect.VIXIE))
        .anyMatch(line -> line.contains("[eventbridge-skips]"));
  }

  @ParameterizedTest
  @CsvSource({"debian, true", "busybox, true", "cronie, false", "vixie, false"})
  void aZoneThatTheCronAtHandIgnores(String cron, boolean isReported) {
    lavasched(Map.of("CRON_TZ", BERLIN), List.of());
    job("30 6 * * *");
    List<String> lines =
        isReported
            ? List.of(
                "job sys: parameters.env.CRON_TZ: warning: CRON_TZ should be the zone by which jobs are"
                    + " dispatched already, found Europe/Berlin for EventBridge Scheduler, while "
                    + cron
                    + " ignores it and goes by UTC [eventbridge-zone] -> each job would be dispatched at"
                    + " another hour: which one is meant?")
            : List.of();

    assertThat(found("UTC", CronDialect.named(cron).orElseThrow())).isEqualTo(lines);
    assertThat(found("Europe/Paris", CronDialect.named(cron).orElseThrow()))
        .hasSize(isReported ? 1 : 0);
    assertThat(found(BERLIN, CronDialect.named(cron).orElseThrow())).isEmpty();
  }

  @Test
  void whatIsLeftOutOfEnvIsNamed() {
    Map<String, Object> env = new LinkedHashMap<>(Map.of("CRON_TZ", BERLIN, "LAVA_REALM", "demo"));
    // In this order: Map.of has one of its own in each JVM.
    env.put("MAILTO", "a b");
    env.put("PATH", "bin");
    env.put("TZ", "UTC");
    lavasched(env, List.of());

    assertThat(found(null, CronDialect.DEBIAN))
        .containsExactly(
            "job sys: parameters.env: info: env is for the commands of a crontab, found MAILTO,"
                + " PATH, TZ [env-dropped] -> EventBridge Scheduler invokes lava's dispatch helper:"
                + " of env, only CRON_TZ has an effect");
    for (int i = 0; i < 20; i++) {
      env.put("V" + (char) ('A' + i), "x");
    }
    jobs.remove("sys");
    lavasched(env, List.of());
    assertThat(found(null, CronDialect.DEBIAN))
        .singleElement()
        .asString()
        .contains("found MAILTO, PATH, TZ, VA, VB, VC, VD, VE, ... [");
  }

  @Test
  void argsAreThoseOfTheHelper() {
    lavasched(
        Map.of("CRON_TZ", BERLIN),
        List.of("--level", "info", "--queue", "q", "--check-dispatch", "--realm", "demo"));

    assertThat(found(null, CronDialect.DEBIAN))
        .extracting(line -> line.replaceAll("(: [a-z]+): .*\\[(.*)\\].*", "$1 $2"))
        .containsExactlyInAnyOrder(
            "job sys: parameters.args: info args-dropped",
            "job sys: parameters.args[2]: error args-helper",
            "job sys: parameters.args[4]: warning args-check-dispatch",
            "job sys: parameters.args[5]: warning args-unsure");
  }

  @Test
  void anInputThatIsTooLargeIsReportedOnce() {
    lavasched(Map.of("CRON_TZ", BERLIN), List.of("-p", "x=" + "y".repeat(300_000)));
    job("0 6 * * *");

    assertThat(found(null, CronDialect.DEBIAN))
        .singleElement()
        .asString()
        .startsWith("job sys: parameters.args: error: ")
        .contains("[input-too-large]");
  }

  /** In any order of the records. */
  @Test
  void theOrderOfRecordsDoesNotMatter() {
    List<Runnable> puts =
        new ArrayList<>(
            List.of(
                () -> lavasched(Map.of("CRON_TZ", BERLIN), List.of()),
                () -> job("30 2 * * *"),
                () -> put("b", "cmd", Map.of("schedule", "45 2 * * *"))));
    puts.forEach(Runnable::run);
    List<String> found = found(null, CronDialect.DEBIAN);
    for (String id : List.of("sys", "a", "b")) {
      jobs.remove(id);
    }
    Collections.reverse(puts);
    puts.forEach(Runnable::run);

    assertThat(found).hasSize(2);
    assertThat(found(null, CronDialect.DEBIAN)).isEqualTo(found);
  }
}
