// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.value.Value;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineBuilderTest {

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  private static JobRecord job(String id, String dispatcher, Object schedule) {
    return JobRecord.parseIndexed(
            "x",
            Value.of(
                Map.of(
                    "job_id", id, "worker", "w", "dispatcher", dispatcher, "schedule", schedule)))
        .value()
        .orElseThrow();
  }

  private static NodeCron vixie(ZoneId zone) {
    return new NodeCron(zone, CronDialect.VIXIE, Optional.empty());
  }

  private static Timeline week(List<JobRecord> jobs) {
    Interval interval = Interval.ofDays(LocalDate.of(2026, 11, 23), 7, ZoneOffset.UTC);
    TimelineBuilder builder = new TimelineBuilder(interval);
    jobs.forEach(job -> builder.add(job, vixie(ZoneOffset.UTC), RebuildTimes.UNKNOWN));
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          * * * * *    | 10080 | 0
          */15 * * * * | 672   | 0
          @daily       | 7     | 0
          0 6 * * mon  | 1     | 360
          @weekly      | 1     | 8640
          0 0 31 2 *   | 0     | 0
          """)
  void aWeekOfOneJob(String cron, long dispatches, int busiest) {
    Timeline timeline = week(List.of(job("a", "d", cron)));

    assertThat(timeline.total().sum()).isEqualTo(dispatches);
    assertThat(timeline.total().busiest()).isEqualTo(busiest);
    assertThat(timeline.total().peak()).isEqualTo(dispatches > 0 ? 1 : 0);
    assertThat(timeline.dispatchers()).hasSize(dispatches > 0 ? 1 : 0);
    assertThat(timeline.jobs()).hasSize(1);
  }

  @Test
  void theSameCrowdEachNightIsToldOnce() {
    Timeline timeline =
        week(
            List.of(
                job("b", "d", "@daily"),
                job("a", "d", "00 0 * * *"),
                job("c", "c", "0 0 * * *"),
                job("d", "d", "0 * * * *")));

    assertThat(timeline.crowds()).hasSize(2);
    Crowd night = timeline.crowds().get(0);
    assertThat(night.load()).isEqualTo(4);
    assertThat(night.minutes()).containsExactly(0, 1440, 2880, 4320, 5760, 7200, 8640);
    assertThat(night.first().stream().map(dispatched -> dispatched.job().id().text()))
        .containsExactly("c", "a", "b", "d");
    assertThat(night.more()).isZero();
    assertThat(timeline.crowds().get(1).minutes()).hasSize(24 * 7 - 7);
  }

  @Test
  void aCrowdNamesItsFirstJobsAndCountsTheRest() {
    List<JobRecord> jobs =
        IntStream.range(100, 200).mapToObj(n -> job("j" + n, "d", "@daily")).toList();

    Crowd crowd = week(jobs).crowds().get(0);

    assertThat(crowd.first()).hasSize(Timeline.MOST_NAMED);
    assertThat(crowd.first().get(0).job().id().text()).isEqualTo("j100");
    assertThat(crowd.more()).isEqualTo(80);
  }

  @Test
  void windowsOpenAndClose() {
    Timeline timeline =
        week(
            List.of(
                job("a", "d", Map.of("crontab", "0 * * * *", "from", "2026-11-24")),
                job("b", "d", Map.of("crontab", "@daily", "to", "2026-11-25T12:00:30Z")),
                job(
                    "c",
                    "d",
                    Map.of("crontab", "@daily", "to", "2026-11-24", "from", "2026-11-26")),
                job(
                    "e",
                    "d",
                    Map.of("crontab", "@daily", "from", "2020-01-01", "to", "2027-01-01")),
                job("f", "d", Map.of("crontab", "@daily", "from", "2026-11-23"))));

    assertThat(
            timeline.edges().stream()
                .map(e -> e.minute() + (e.begins() ? " begins " : " ends ") + e.job().id()))
        .containsExactly(
            "0 begins f", "1440 begins a", "1441 ends c", "3601 ends b", "4320 begins c");
    assertThat(timeline.total().sum()).isEqualTo(6 * 24 + 3 + (2 + 4) + 7 + 7);
  }

  @Test
  void daylightSavingIsThatOfTheCron() {
    // CRON.md section 4: fixed times of the skipped hour come at its end, stars do not.
    Interval spring = Interval.ofDays(LocalDate.of(2026, 10, 4), 1, SYDNEY);
    TimelineBuilder builder = new TimelineBuilder(spring);
    builder.add(job("fixed", "d", "30 2 * * *"), vixie(SYDNEY), RebuildTimes.UNKNOWN);
    builder.add(job("star", "d", "*/20 2 * * *"), vixie(SYDNEY), RebuildTimes.UNKNOWN);
    Timeline timeline = builder.build();

    assertThat(timeline.total().sum()).isEqualTo(1);
    assertThat(spring.local(timeline.total().busiest()).toString()).isEqualTo("2026-10-04T03:00");
    assertThat(timeline.clockChanges()).hasSize(1);
  }

  @Test
  void jobsAtBootAreNotInIt() {
    Timeline timeline =
        week(List.of(job("a", "d", "@reboot"), job("b", "d", List.of("@reboot", "@daily"))));

    assertThat(timeline.jobs().stream().map(job -> job.id().text())).containsExactly("b");
    assertThat(timeline.total().sum()).isEqualTo(7);
  }

  @Test
  void nothingIsATimelineToo() {
    Timeline timeline = week(List.of());

    assertThat(timeline.total().sum()).isZero();
    assertThat(timeline.crowds()).isEmpty();
    assertThat(timeline.dispatchers()).isEmpty();
  }

  @Test
  void aJobMustHaveADispatcher() {
    JobRecord job =
        JobRecord.parseIndexed("x", Value.of(Map.of("job_id", "a", "worker", "w")))
            .value()
            .orElseThrow();
    TimelineBuilder builder =
        new TimelineBuilder(Interval.ofDays(LocalDate.EPOCH, 1, ZoneOffset.UTC));

    assertThatThrownBy(() -> builder.add(job, vixie(ZoneOffset.UTC), RebuildTimes.UNKNOWN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
