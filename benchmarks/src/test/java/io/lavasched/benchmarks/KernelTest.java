// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.cronutils.model.time.ExecutionTime;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobRecord;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured gives right results, so that no figure is one of failures. */
class KernelTest {

  static Stream<String> texts() {
    return Stream.of(Schedules.values()).flatMap(set -> set.texts().stream());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void allThreeTakeIt(String text) {
    ScheduleParsing parsing = new ScheduleParsing();

    CronSchedule ours = ScheduleParsing.lavasched(text).value().orElseThrow();
    assertThat(ScheduleParsing.lavasched(text).problems()).isEmpty();
    assertThat(ours.text()).isEqualTo(text);

    // They mean the same to both; ours is compared with cron itself elsewhere.
    ZonedDateTime from = ZonedDateTime.parse("2026-11-23T00:00:30Z");
    ZonedDateTime byCronUtils =
        ExecutionTime.forCron(parsing.cronUtils(text)).nextExecution(from).orElseThrow();
    assertThat(ScheduleParsing.spring("0 " + text).next(from)).isEqualTo(byCronUtils);
  }

  @ParameterizedTest
  @EnumSource
  void eachSetHasAsManyAsItSays(Schedules set) {
    assertThat(set.texts()).hasSize(Schedules.COUNT).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void bothComeToTheSameFire(Schedules set) {
    NextFireTime next = new NextFireTime();
    next.schedules = set;
    next.prepare();

    assertThat(next.times().stream().map(NextFireTime::lavasched))
        .hasSize(Schedules.COUNT)
        .isEqualTo(next.expressions().stream().map(NextFireTime::spring).toList())
        .doesNotContain(FireTimes.NEVER);
  }

  @Test
  void anEntry() {
    EntryRendering rendering = new EntryRendering();
    rendering.job = "finance/profit & loss's 100%";
    rendering.prepare();

    assertThat(rendering.render())
        .isEqualTo(
            "0 8-18 * * mon-fri /usr/local/bin/lava-dispatcher --worker etl-prod --level warning"
                + " 'finance/profit & loss'\"'\"'s 100'\\%")
        .isEqualTo(rendering.copyWords());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void aBlock(int jobs) {
    BlockRendering rendering = new BlockRendering();
    rendering.jobs = jobs;
    rendering.prepare();

    byte[] block = rendering.render();
    List<String> lines = new String(block, UTF_8).lines().toList();
    assertThat(lines).startsWith(Block.START).endsWith(Block.END);
    assertThat(lines.stream().filter(Block::isEntry)).hasSize(jobs + jobs / 3);
    assertThat(rendering.write()).isEqualTo(block);
    assertThat(rendering.copyWords()).isEqualTo(block);
    assertThat(rendering.copyBytes()).isEqualTo(block);
  }

  @Test
  void aDocument() {
    CrontabDocument document = new CrontabDocument();
    document.jobs = 10;
    document.prepare();

    Block other = BlockText.block(SampleRealm.jobs(11).subList(1, 11));
    String foreign = CrontabDocument.FOREIGN;
    assertThat(new String(document.replace(), UTF_8)).isEqualTo(foreign + other.text() + foreign);
    assertThat(document.parse().block()).isPresent();
    assertThat(Crontab.parse(CrontabText.of(document.copyBytes())).value().orElseThrow().block())
        .isEqualTo(document.parse().block());
  }

  @ParameterizedTest
  @EnumSource
  void aWeekOfLoad(WeekOfLoad.Realm realm) {
    WeekOfLoad week = new WeekOfLoad();
    week.realm = realm;
    week.prepare();

    Timeline timeline = week.count();
    int minutes = 7 * 24 * 60 - 60; // the clock goes forward
    assertThat(timeline.jobs()).hasSize(WeekOfLoad.JOBS);
    assertThat(timeline.total().minutes()).isEqualTo(minutes);
    switch (realm) {
      case SAMPLE -> assertThat(timeline.total().sum()).isGreaterThan(WeekOfLoad.JOBS * 7L);
      case ALL_DIFFERENT -> {
        assertThat(timeline.jobs().stream().flatMap(job -> job.schedules().stream()))
            .extracting(scheduled -> scheduled.item().cron())
            .doesNotHaveDuplicates();
        // Those of the skipped hour come at its end.
        assertThat(timeline.total().sum()).isEqualTo(WeekOfLoad.JOBS * 168L);
      }
      case EVERY_MINUTE ->
          assertThat(timeline.total().sum()).isEqualTo(WeekOfLoad.JOBS * (long) minutes);
    }
  }

  @Test
  void theSampleRealm() {
    assertThat(SampleRealm.jobs(1000)).extracting(JobRecord::id).doesNotHaveDuplicates();
    assertThat(String.valueOf(SampleRealm.record(0)).length()).isBetween(1300, 1700);
  }

  /** Milliseconds, where they are linear; minutes, where anything is quadratic. */
  @ParameterizedTest
  @EnumSource
  void aHostileRecord(HostileRecord.Kind kind) {
    HostileRecord record = new HostileRecord();
    record.kind = kind;
    record.size = 400_000;
    record.prepare();

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(record.parse() + record.explain()).isNotNegative());
  }
}
