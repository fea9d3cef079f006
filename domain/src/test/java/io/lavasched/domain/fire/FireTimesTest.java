// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FireTimesTest {

  private static final NodeCron BERLIN =
      new NodeCron(ZoneId.of("Europe/Berlin"), CronDialect.DEBIAN, Optional.empty());

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR = 365 * 24 * 3600;

  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

  /**
   * The first fires after the beginning of a day on the zone's own clock; a fire is written as that
   * clock shows it, with its offset where the hour comes twice, and how often where not once.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // both day fields: either, unless one starts with a star. CRON.md section 1.4, run
        "UTC | debian | 0 0 13 * 5    | 2026-02-01 | 02-06 00:00, 02-13 00:00, 02-20 00:00",
        "UTC | debian | 0 0 1-31 * 5  | 2026-02-01 | 02-02 00:00, 02-03 00:00",
        "UTC | debian | 0 0 */2 * 5   | 2026-02-01 | 02-13 00:00, 02-27 00:00, 03-13 00:00",
        "UTC | debian | 0 0 5,* * 1   | 2026-02-01 | 02-02 00:00, 02-03 00:00",
        "UTC | busybox | 0 0 13 * 5   | 2026-02-01 | 02-06 00:00, 02-13 00:00, 02-20 00:00",
        "UTC | busybox | 0 0 */2 * 5  | 2026-02-01 | 02-03 00:00, 02-05 00:00, 02-06 00:00",
        "UTC | busybox | 0 0 13 * 0-6 | 2026-02-01 | 02-13 00:00, 03-13 00:00",
        "UTC | busybox | 0 0 * * 5    | 2026-02-01 | 02-06 00:00, 02-13 00:00",
        "UTC | bcron | 0 0 13 * 5     | 2026-02-01 | 02-13 00:00, 03-13 00:00, 11-13 00:00",
        "UTC | systemd-cron | 0 0 13 * 5 | 2026-02-01 | 02-13 00:00, 03-13 00:00, 11-13 00:00",
        // leap years: 2100 is none
        "UTC | debian | 0 0 29 2 *    | 2026-01-01 | 2028-02-29 00:00, 2032-02-29 00:00",
        "UTC | debian | 0 0 29 2 */7  | 2060-03-01 | 2088-02-29 00:00, 2128-02-29 00:00",
        "UTC | debian | 0 0 29 2 *    | 2096-03-01 | 2104-02-29 00:00",
        // the spring night, America/New_York: CRON.md section 4, run
        "America/New_York | debian | 0 2 * * *    | 2025-03-09 | 03:00, 03-10 02:00",
        "America/New_York | debian | 30 2 * * *   | 2025-03-09 | 03:00, 03-10 02:30",
        "America/New_York | debian | 0,30 2 * * * | 2025-03-09 | 03:00 x2, 03-10 02:00",
        "America/New_York | debian | 0 2,3 * * *  | 2025-03-09 | 03:00 x2, 03-10 02:00",
        "America/New_York | debian | 30 2,3 * * * | 2025-03-09 | 03:00, 03:30, 03-10 02:30",
        "America/New_York | debian | 0-59 2 * * * | 2025-03-09 | 03:00 x60, 03-10 02:00",
        "America/New_York | debian | */20 2 * * * | 2025-03-09 | 03-10 02:00, 03-10 02:20",
        "America/New_York | debian | 30 * * * *   | 2025-03-09 | 00:30, 01:30, 03:30, 04:30",
        "America/New_York | debian | 30 0-23 * * * | 2025-03-09 | 00:30, 01:30, 03:00, 03:30",
        "America/New_York | debian | @hourly      | 2025-03-09 | 01:00, 03:00, 04:00",
        "America/New_York | vixie  | 0,30 2 * * * | 2025-03-09 | 03:00 x2, 03-10 02:00",
        "America/New_York | cronie | 0,30 2 * * * | 2025-03-09 | 03:00 x2, 03-10 02:00",
        "America/New_York | portable | 0,30 2 * * * | 2025-03-09 | 03:00 x2, 03-10 02:00",
        "America/New_York | busybox | 30 2 * * *  | 2025-03-09 | 03-10 02:30",
        "America/New_York | busybox | 30 * * * *  | 2025-03-09 | 00:30, 01:30, 03:30",
        "America/New_York | bcron | 0 2 * * *     | 2025-03-09 | 03:00, 03-10 02:00",
        "America/New_York | bcron | 30 2 * * *    | 2025-03-09 | 03:30, 03-10 02:30",
        "America/New_York | bcron | 10,30 2 * * * | 2025-03-09 | 03:10, 03-10 02:10",
        "America/New_York | bcron | 30 2,3 * * *  | 2025-03-09 | 03:30, 03-10 02:30",
        "America/New_York | systemd-cron | 30 2 * * *   | 2025-03-09 | 03-10 02:30, 03-11 02:30",
        "America/New_York | systemd-cron | 30 2,3 * * * | 2025-03-09 | 03:30, 03-10 02:30",
        // the autumn night
        "America/New_York | debian | 30 1 * * *   | 2025-11-02 | 01:30-04:00, 11-03 01:30",
        "America/New_York | debian | 30 * * * *   | 2025-11-02 |"
            + " 00:30, 01:30-04:00, 01:30-05:00, 02:30",
        "America/New_York | debian | */30 1 * * * | 2025-11-02 |"
            + " 01:00-04:00, 01:30-04:00, 01:00-05:00, 01:30-05:00, 11-03 01:00",
        "America/New_York | debian | 30 0-23 * * * | 2025-11-02 | 00:30, 01:30-04:00, 02:30",
        "America/New_York | debian | 0 2 * * *    | 2025-11-02 | 02:00, 11-03 02:00",
        "America/New_York | busybox | 30 1 * * *  | 2025-11-02 |"
            + " 01:30-04:00, 01:30-05:00, 11-03 01:30",
        "America/New_York | bcron | 0,30 1 * * *  | 2025-11-02 |"
            + " 01:00-04:00, 01:30-04:00, 11-03 01:00",
        "America/New_York | bcron | 30 1,2 * * *  | 2025-11-02 |"
            + " 01:30-04:00, 01:30-05:00, 02:30",
        "America/New_York | systemd-cron | 0 1 * * *  | 2025-11-02 | 01:00-04:00, 11-03 01:00",
        "America/New_York | systemd-cron | 30 * * * * | 2025-11-02 | 00:30, 01:30-04:00, 02:30",
        // half an hour, two hours, and a change at midnight
        "Australia/Lord_Howe | debian | 15 2 * * *   | 2025-10-05 | 02:30, 10-06 02:15",
        "Australia/Lord_Howe | debian | */15 2 * * * | 2025-10-05 | 02:30, 02:45, 10-06 02:00",
        "Australia/Lord_Howe | debian | 45 1 * * *   | 2026-04-05 | 01:45+11:00, 04-06 01:45",
        "Australia/Lord_Howe | bcron  | 45 1 * * *   | 2026-04-05 | 01:45+11:00, 04-06 01:45",
        "Australia/Lord_Howe | bcron  | 15 2 * * *   | 2025-10-05 | 10-06 02:15",
        "Antarctica/Troll | debian | 30 1,2 * * *    | 2026-03-29 | 03:00 x2, 03-30 01:30",
        "Antarctica/Troll | debian | 30 1 * * *      | 2026-10-25 | 01:30+02:00, 10-26 01:30",
        "Antarctica/Troll | debian | 30 * * * *      | 2026-10-25 |"
            + " 00:30, 01:30+02:00, 02:30+02:00, 01:30+00:00, 02:30+00:00, 03:30",
        "Africa/Cairo | debian | @daily      | 2026-04-23T12:00 | 04-24 01:00, 04-25 00:00",
        "Africa/Cairo | debian | * 0 * * *   | 2026-04-23T23:00 | 04-25 00:00, 04-25 00:01",
        "Africa/Cairo | bcron  | @daily      | 2026-04-23T12:00 | 04-25 00:00, 04-26 00:00",
        // a day that was not, and one that was twice: too far to catch up with
        "Pacific/Apia | debian | 0 12 * * *  | 2011-12-29 | 12:00, 12-31 12:00",
        "Pacific/Kwajalein | debian | 0 12 * * * | 1969-09-29T13:00 | 09-30 12:00",
        // a clock that was moved by seconds
        "Africa/Monrovia | debian | 0 * * * * | 1972-01-06T22:59 | 01-06 23:00, 01-07 01:00",
      })
  void fires(String zone, String dialect, String cron, String day, String expected) {
    ZoneId zoneId = ZoneId.of(zone);
    NodeCron node =
        new NodeCron(zoneId, CronDialect.named(dialect).orElseThrow(), Optional.empty());
    assertFires(node, cron, day, expected);
  }

  /** The daemon's zone, that of CRON_TZ; the times are shown in that of CRON_TZ. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UTC | America/New_York | 30 7 * * *  | 2025-01-15 | 07:30, 01-16 07:30",
        // it does not catch up in the zone of CRON_TZ: CRON.md section 4, run
        "UTC | America/New_York | 30 2 * * *  | 2025-03-09 | 03-10 02:30",
        "UTC | America/New_York | 30 1 * * *  | 2025-11-02 |"
            + " 01:30-04:00, 01:30-05:00, 11-03 01:30",
        // its own zone's change: nothing to catch up on, and no fixed times while its clock repeats
        "Europe/Berlin | UTC | 30 1 * * *     | 2025-03-30 | 01:30, 03-31 01:30",
        "Europe/Berlin | UTC | 30 1 * * *     | 2025-10-26 | 10-27 01:30, 10-28 01:30",
        "Europe/Berlin | UTC | 30 * * * *     | 2025-10-26 | 00:30, 01:30, 02:30",
        "Europe/Berlin | Europe/Berlin | 30 2 * * * | 2025-03-30 | 03-31 02:30",
        "Europe/Berlin | Europe/Berlin | 30 2 * * * | 2025-10-26 | 02:30+02:00, 10-27 02:30",
      })
  void cronieBelowCronTz(String own, String cronTz, String cron, String day, String expected) {
    NodeCron node =
        new NodeCron(ZoneId.of(own), CronDialect.CRONIE, Optional.of(ZoneId.of(cronTz)));
    assertFires(node, cron, day, expected);
  }

  private static void assertFires(NodeCron node, String cron, String day, String expected) {
    ZoneId zone = node.scheduleZone();
    LocalDateTime from = LocalDateTime.parse(day.contains("T") ? day : day + "T00:00");
    FireTimes times = FireTimes.of(CronSchedule.of(cron), node);
    long after = from.atZone(zone).toEpochSecond();
    List<String> shown = new ArrayList<>();
    for (String fire : expected.split(", ", -1)) {
      after = times.next(after);
      shown.add(shown(after, times.count(after), zone, from, fire));
    }
    assertThat(String.join(", ", shown)).isEqualTo(expected);
  }

  /** As much of the date and the offset as the expectation has. */
  private static String shown(long at, int count, ZoneId zone, LocalDateTime from, String like) {
    ZonedDateTime time = Instant.ofEpochSecond(at).atZone(zone);
    String date = time.toLocalDate().toString();
    if (like.matches("\\d\\d:.*") && time.toLocalDate().equals(from.toLocalDate())) {
      date = "";
    } else if (!like.matches("\\d{4}-.*")) {
      date = date.substring(5) + " ";
    } else {
      date += " ";
    }
    String offset = like.matches(".*:\\d\\d[+-].*") ? time.toOffsetDateTime().format(OFFSET) : "";
    return date + time.toLocalTime() + offset + (count == 1 ? "" : " x" + count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@reboot", "0 0 31 2 *", "0 0 30-31 feb */2", "0 0 31 2,4,6,9,11 *"})
  void never(String cron) {
    FireTimes times =
        FireTimes.of(
            CronSchedule.of(cron),
            new NodeCron(ZoneId.of("Europe/Berlin"), CronDialect.DEBIAN, Optional.empty()));

    assertThat(times.next(0)).isEqualTo(FireTimes.NEVER);
    assertThat(times.previous(0)).isEqualTo(FireTimes.NEVER);
    assertThat(times.count(0)).isZero();
  }

  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void endsWhereEverySearchIsInVain(CronDialect dialect) {
    FireTimes times =
        FireTimes.of(
            CronSchedule.of("0 0 31 2 5"), // which is a Friday in February, or nothing
            new NodeCron(ZoneId.of("Europe/Berlin"), dialect, Optional.empty()));

    boolean isBoth = dialect == CronDialect.BCRON || dialect == CronDialect.SYSTEMD_CRON;
    assertThat(times.next(0) == FireTimes.NEVER).isEqualTo(isBoth);
    assertThat(times.previous(0) == FireTimes.NEVER).isEqualTo(isBoth);
  }

  @Test
  void anyInstantMayBeAsked() {
    FireTimes times =
        FireTimes.of(
            CronSchedule.of("* * * * *"),
            new NodeCron(ZoneId.of("Europe/Berlin"), CronDialect.DEBIAN, Optional.empty()));

    assertThat(times.next(Long.MAX_VALUE)).isEqualTo(FireTimes.NEVER);
    assertThat(times.next(Long.MIN_VALUE)).isLessThan(0);
    assertThat(times.previous(Long.MAX_VALUE)).isPositive().isNotEqualTo(FireTimes.NEVER);
    assertThat(times.previous(Long.MIN_VALUE)).isEqualTo(FireTimes.NEVER);
    assertThat(times.count(Long.MIN_VALUE)).isZero();
    assertThat(times.count(Long.MAX_VALUE)).isZero();
    assertThat(times.count(61)).isZero();
    assertThat(times.next(59)).isEqualTo(60);
    assertThat(times.next(60)).isEqualTo(120);
    assertThat(times.previous(61)).isEqualTo(60);
    assertThat(times.previous(60)).isZero();
  }

  @Test
  void theWalkMakesNoObjects() {
    FireTimes times =
        FireTimes.of(
            CronSchedule.of("*/5 8-17 1,*/3 * mon-fri"),
            new NodeCron(ZoneId.of("Europe/Berlin"), CronDialect.DEBIAN, Optional.empty()));
    long start = times.next(Instant.parse("2026-04-01T00:00:00Z").getEpochSecond());
    long[] fire = new long[1];
    long made =
        leastMade(
            () -> {
              fire[0] = start;
              for (int i = 0; i < 1000; i++) {
                fire[0] = times.next(fire[0]);
              }
            });

    assertThat(Instant.ofEpochSecond(fire[0]))
        .isBetween(Instant.parse("2026-04-02T00:00:00Z"), Instant.parse("2026-10-01T00:00:00Z"));
    assertThat(made).isLessThan(1000);
  }

  /** Ten years, with a change of the clock every half year, that were walked through before. */
  @ParameterizedTest
  @ValueSource(strings = {"0 6 * * *", "*/15 * * * *", "30 2 * * 1-5", "15 3 1 1,4,7,10 *"})
  void aKnownWayMakesNoObjects(String cron) {
    FireTimes times = FireTimes.of(CronSchedule.of(cron), BERLIN);
    int fires = walk(times);
    int[] again = new int[1];
    long made = leastMade(() -> again[0] = walk(times));

    assertThat(again[0]).isEqualTo(fires);
    assertThat(made).isLessThan(40);
  }

  /**
   * The fewest bytes that this work took in ten times. What the work itself makes, it makes each
   * time; the virtual machine's own objects (compiled code that is given up puts its values on the
   * heap) come in some of them.
   */
  private static long leastMade(Runnable work) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static int walk(FireTimes times) {
    int fires = 0;
    long fire = START;
    while (fire < START + 10 * YEAR) {
      fire = times.next(fire);
      fires++;
    }
    return fires;
  }

  /** More changes of the clock than are kept, there and back and in leaps. */
  @Test
  void earlierSearchesDoNotMatter() {
    FireTimes used = FireTimes.of(CronSchedule.of("30 2 * * *"), BERLIN);
    long quarter = 91 * 24 * 3600L;
    long start = Instant.parse("1930-01-01T00:00:00Z").getEpochSecond();
    int quarters = 4 * 150;
    List<Long> instants = new ArrayList<>();
    for (int i = 0; i < quarters; i++) {
      instants.add(start + i * quarter);
      instants.add(start + (quarters - i) * quarter);
      instants.add(start + i * 7919L % quarters * quarter);
    }
    for (long instant : instants) {
      FireTimes fresh = FireTimes.of(CronSchedule.of("30 2 * * *"), BERLIN);
      assertThat(used.next(instant)).isEqualTo(fresh.next(instant));
      assertThat(used.previous(instant)).isEqualTo(fresh.previous(instant));
    }
  }
}
