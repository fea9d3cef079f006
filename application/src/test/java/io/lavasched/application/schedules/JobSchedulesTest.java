// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Found;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record, and the schedules that it makes. */
class JobSchedulesTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private static final ServiceZone SYDNEY =
      ServiceZone.of(ZoneId.of("Australia/Sydney")).orElseThrow();

  private static final ScheduleTarget TARGET =
      new ScheduleTarget(
          "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
          "arn:aws:iam::123456789012:role/lavasched",
          "",
          900,
          185,
          Optional.empty());

  private static WantedSchedules wanted(int spread, String... args) {
    List<ShellWord> words = List.of(args).stream().map(ShellWord::new).toList();
    return new WantedSchedules(
        SYDNEY,
        SYDNEY.id(),
        HelperArgs.of(words, Optional.empty()).value().orElseThrow(),
        DispatchDelay.of(new EntryLayout(1, spread), words),
        TARGET,
        true);
  }

  private static Parsed<List<ScheduleSpec>> of(
      String id, Object schedule, WantedSchedules wanted, Instant now) {
    Value record =
        Value.of(
            Map.of(
                "job_id",
                id,
                "type",
                "cmd",
                "worker",
                "w",
                "payload",
                "p",
                "dispatcher",
                "d",
                "schedule",
                schedule));
    JobRecord job = JobRecord.parse("test", record).value().orElseThrow();
    return JobSchedules.of(job, SchedulePlaces.of(record), wanted, now);
  }

  private static List<ScheduleSpec> specs(Object schedule) {
    return of("etl/orders", schedule, wanted(0), NOW).value().orElseThrow();
  }

  @Test
  void oneElementIsOneSchedule() {
    assertThat(specs("0 6 * * *"))
        .containsExactly(
            new ScheduleSpec(
                new ScheduleName("etl.orders_999nmvng9fk1hsw1_0"),
                new ScheduleExpression("cron(0 6 * * ? *)", "Australia/Sydney"),
                Optional.empty(),
                Optional.empty(),
                true,
                TARGET.withInput(
                    "{\"job_id\":\"etl/orders\",\"x-scheduled\":\"<aws.scheduler.scheduled-time>\"}"),
                "lavasched: etl/orders schedule[0]: 0 6 * * * [hwpbjxwk]"));
  }

  @Test
  void eachElementHasItsIndexAndItsWindow() {
    List<ScheduleSpec> specs =
        specs(
            List.of(
                "@daily",
                Map.of("crontab", "0 7 * * *", "to", "2026-11-01"),
                Map.of("crontab", "0 8 * * *", "from", "2026-12-24", "to", "2026-12-31T23:59:59"),
                Map.of("crontab", "0 9 * * *", "from", "2027-01-10", "to", "2026-12-20"),
                "0 0 31 2 *",
                "*/30 * * * *"));

    assertThat(specs.stream().map(spec -> spec.name().text().replaceAll(".*_", "")))
        .containsExactly("0", "2", "3", "3b", "5");
    assertThat(specs.stream().map(spec -> spec.expression().toString()))
        .containsExactly(
            "cron(0 0 * * ? *) Australia/Sydney",
            "cron(0 8 * * ? *) Australia/Sydney",
            "cron(0 9 * * ? *) Australia/Sydney",
            "cron(0 9 * * ? *) Australia/Sydney",
            "cron(0,30 * * * ? *) UTC");
    assertThat(specs.stream().map(spec -> spec.start().map(Instant::toString).orElse("-")))
        .containsExactly("-", "2026-12-23T13:00:00Z", "-", "2027-01-09T13:00:00Z", "-");
    assertThat(specs.stream().map(spec -> spec.end().map(Instant::toString).orElse("-")))
        .containsExactly("-", "2026-12-31T13:00:00Z", "2026-12-19T13:00:01Z", "-", "-");
    assertThat(specs.get(4).description())
        .isEqualTo("lavasched: etl/orders schedule[5]: */30 * * * * (Australia/Sydney) [4ytw5xfw]");
  }

  /** So that a comparison finds nothing to do when a window has begun. */
  @Test
  void onlyWindowsChangeWithTheTime() {
    Object schedule =
        List.of(
            Map.of("crontab", "0 8 * * *", "from", "2026-12-24", "to", "2026-12-31"),
            Map.of("crontab", "0 9 * * *", "from", "2027-01-10", "to", "2026-12-20"),
            "*/30 * * * *");
    for (String later :
        List.of("2026-12-10", "2026-12-24", "2026-12-25", "2027-01-10", "2027-02-01")) {
      Instant at = Instant.parse(later + "T00:00:00Z");
      List<ScheduleSpec> then = of("etl/orders", schedule, wanted(0), at).value().orElseThrow();

      assertThat(specs(schedule).stream().map(spec -> spec.from(at)).toList()).containsAll(then);
      assertThat(then.stream().flatMap(spec -> spec.start().stream())).allMatch(at::isBefore);
      assertThat(then.stream().flatMap(spec -> spec.end().stream())).allMatch(at::isBefore);
    }
  }

  @Test
  void aJobWithoutAScheduleHasNone() {
    assertThat(specs("--")).isEmpty();
    assertThat(specs(List.of())).isEmpty();
  }

  @Test
  void delays() {
    assertThat(
            of("a", "0 6 * * *", wanted(0, "--delay", "5m", "-p", "x=1"), NOW)
                .value()
                .orElseThrow()
                .get(0)
                .target()
                .input())
        .isEqualTo(
            "{\"job_id\":\"a\",\"parameters\":{\"x\":\"1\"},\"delay\":\"300s\",\"x-scheduled\":\"<aws.scheduler.scheduled-time>\"}");
    // As --spread 300 delays the same job in a crontab.
    int seconds = new EntryLayout(1, 300).delaySeconds(new JobId("etl/orders"));
    assertThat(seconds).isPositive();
    assertThat(
            of("etl/orders", "0 6 * * *", wanted(300), NOW)
                .value()
                .orElseThrow()
                .get(0)
                .target()
                .input())
        .contains(",\"delay\":\"" + seconds + "s\",");
  }

  @Test
  void eachElementThatCannotBeToldIsReported() {
    assertThat(
            Found.lines(
                of(
                        "a",
                        List.of("0 6 * * *", Map.of("crontab", " @reboot"), "0 0 1 * 1"),
                        wanted(0),
                        NOW)
                    .problems()))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("schedule[1].crontab: error:")
                    .contains("[cron-reboot]"),
            line ->
                assertThat(line).startsWith("schedule[2]:5: error:").contains("[cron-both-days]"));
  }

  @Test
  void anInputThatIsTooLarge() {
    WantedSchedules large = wanted(0, "-p", "x=" + "\u00fc".repeat(131_072));

    assertThat(Found.lines(of("a", "@daily", large, NOW).problems()))
        .singleElement()
        .asString()
        .matches(
            "error: what a schedule tells lava's dispatch helper must have at most 262144 bytes,"
                + " found 2622\\d\\d \\[input-too-large\\] -> make the values of --param and"
                + " --global in args shorter");
    assertThat(of("a", "--", large, NOW).value()).isPresent();
    assertThat(of("a", "@daily", wanted(0, "-p", "x=" + "\u00fc".repeat(131_000)), NOW).value())
        .isPresent();
  }

  /** However long a job_id and a cron string are, and where a character is cut in two. */
  @Test
  void aDescriptionFits() {
    String minutes = "0,".repeat(300) + "0 * * * *";
    for (String id :
        List.of(
            "a", "a".repeat(2000), "\ud83d\ude00".repeat(500), "a" + "\ud83d\ude00".repeat(500))) {
      for (ScheduleSpec spec :
          of(id, List.of(minutes, "0 6 * * *"), wanted(0), NOW).value().orElseThrow()) {
        assertThat(spec.description()).startsWith("lavasched: ").hasSizeLessThan(513);
        assertThat(spec.isMarked()).isTrue();
        assertThat(spec.description().codePoints())
            .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
      }
    }
    assertThat(of("a\u202eb", "@daily", wanted(0), NOW).value().orElseThrow().get(0).description())
        .isEqualTo("lavasched: a\\u{202e}b schedule[0]: @daily [2w0vfmhc]");
  }
}
