// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebuildTimesTest {

  private static final NodeCron CRON =
      new NodeCron(ZoneOffset.UTC, CronDialect.VIXIE, Optional.empty());

  private static final long START = Instant.parse("2026-11-29T00:00:00Z").getEpochSecond();

  private static final ActiveSeconds ALL_TIME = ActiveWindow.ALWAYS.inSeconds(ZoneOffset.UTC);

  private static ActiveFires fires(String cron) {
    CronSchedule schedule = CronSchedule.parse(cron).value().orElseThrow();
    return new ActiveFires(ActiveFires.times(schedule, CRON), ALL_TIME);
  }

  private static long minute(int minute) {
    return START + minute * 60L;
  }

  private static long second(String time) {
    return Instant.parse("2026-11-29T" + time + "Z").getEpochSecond();
  }

  /** The rebuilds are at each quarter of an hour; the window is in hours of one day. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # window begins, ends   | the first and the last minute in which cron starts the entry
          00:03:00 | 00:07:00     | none
          00:03:00 | 00:15:00     | none
          00:03:00 | 00:15:01     | 00:16:00 to 00:30:00
          00:03:00 | 00:20:00     | 00:16:00 to 00:30:00
          00:15:00 | 00:30:00     | 00:16:00 to 00:30:00
          00:15:30 | 00:40:00     | 00:31:00 to 00:45:00
          00:10:00 | 00:59:59     | 00:16:00 to 01:00:00
          """)
  void anEntryComesAndGoesWithRebuilds(String from, String to, String expected) {
    ActiveSeconds window = new ActiveSeconds(second(from), second(to), false);
    RebuildTimes rebuilds = RebuildTimes.of(List.of(fires("*/15 * * * *")));

    ActiveSeconds found = rebuilds.inCrontab(window);

    List<Long> minutes =
        IntStream.range(0, 120).mapToObj(RebuildTimesTest::minute).filter(found::has).toList();
    assertThat(
            minutes.isEmpty()
                ? "none"
                : time(minutes.get(0)) + " to " + time(minutes.get(minutes.size() - 1)))
        .isEqualTo(expected);
  }

  private static String time(long second) {
    return Instant.ofEpochSecond(second).toString().substring(11, 19);
  }

  /** A crontab, minute by minute: cron starts what is there, and then a rebuild may change it. */
  @Property
  void isWhatOneWouldSeeMinuteByMinute(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 47) Integer> steps,
      @ForAll @IntRange(min = 0, max = 59) int offset,
      @ForAll @IntRange(min = 1, max = 9_000) int from,
      @ForAll @IntRange(min = 1, max = 9_000) int to) {
    List<ActiveFires> schedules = new ArrayList<>();
    for (int step : steps) {
      schedules.add(fires(offset + "-59/" + step + " * * * *"));
    }
    RebuildTimes rebuilds = RebuildTimes.of(schedules);
    ActiveSeconds window = new ActiveSeconds(START + from, START + to, from > to);
    ActiveSeconds found = rebuilds.inCrontab(window);

    boolean isThere = window.excludes();
    for (int minute = 0; minute < 300; minute++) {
      long second = minute(minute);
      assertThat(found.has(second)).as(time(second)).isEqualTo(isThere);
      if (rebuilds.next(second - 1) == second) {
        isThere = window.has(second + 1);
      }
    }
  }

  @Test
  void withoutRebuildsAWindowIsTakenAtItsWord() {
    ActiveSeconds window = new ActiveSeconds(START, START + 90, false);

    assertThat(RebuildTimes.UNKNOWN.inCrontab(window)).isEqualTo(window);
    assertThat(RebuildTimes.of(List.of(fires("0 0 30 2 *"))).inCrontab(window)).isEqualTo(window);
    assertThat(RebuildTimes.UNKNOWN.next(START)).isEqualTo(FireTimes.NEVER);
  }

  @Test
  void oneThatIsAlwaysActiveStaysSo() {
    assertThat(RebuildTimes.of(List.of(fires("0 * * * *"))).inCrontab(ALL_TIME))
        .isEqualTo(ALL_TIME);
  }

  @Test
  void veryManySchedulesAreNotAsked() {
    List<ActiveFires> many = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      many.add(fires("0 * * * *"));
    }

    assertThat(RebuildTimes.of(many)).isSameAs(RebuildTimes.UNKNOWN);
  }
}
