// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.schedule.NaiveSchedule;
import io.lavasched.testkit.CronFields;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/**
 * Fire times against the daemon's own loop, around each change of the clock that any zone has in
 * 2024 to 2030.
 *
 * <p>With {@code -Dfire.whole-years=true} in the JVM's arguments, every minute of those years.
 */
class FireTimesLawsTest {

  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2031-01-01T00:00:00Z");
  private static final long HOUR = 3600;

  /** One zone for each set of rules that changes in those years. */
  private static final List<ZoneId> ZONES = changingZones();

  private static final List<ZoneOffsetTransition> CHANGES =
      ZONES.stream().flatMap(zone -> changes(zone).stream()).toList();

  private static List<ZoneId> changingZones() {
    Map<ZoneRules, ZoneId> zones = new LinkedHashMap<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(id);
      if (!changes(zone).isEmpty()) {
        zones.putIfAbsent(zone.getRules(), zone);
      }
    }
    return List.copyOf(zones.values());
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition next = zone.getRules().nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(TO)) {
      changes.add(next);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return changes;
  }

  /** Schedules for the hours around a change, and some for every day. */
  private static List<String> schedulesFor(ZoneOffsetTransition change) {
    LocalDateTime before = change.getDateTimeBefore();
    LocalDateTime after = change.getDateTimeAfter();
    List<String> texts = new ArrayList<>();
    TreeSet<Integer> hours = new TreeSet<>();
    for (LocalDateTime wall : List.of(before, after)) {
      hours.add(wall.minusHours(1).getHour());
      hours.add(wall.getHour());
      hours.add(wall.plusHours(1).getHour());
    }
    for (int hour : hours) {
      for (String minute : List.of("0", "0,30", "17", "*/20", "*", "0-59")) {
        texts.add(minute + " " + hour + " * * *");
      }
    }
    String all = hours.stream().map(String::valueOf).collect(Collectors.joining(","));
    int weekday = after.getDayOfWeek().getValue();
    texts.add("15,45 " + all + " * * *");
    texts.add("*/30 " + all + " * * *");
    texts.add("0,30 " + all + " " + before.getDayOfMonth() + " * *");
    texts.add("10 " + all + " " + after.getDayOfMonth() + " * " + (weekday + 1) % 7);
    texts.add("10 " + all + " * " + after.getMonthValue() + " " + weekday);
    texts.add("10 " + all + " */2 * " + weekday);
    texts.addAll(
        List.of(
            "@hourly", "@daily", "0 * * * *", "30 0-23 * * *", "5-55/10 */2 * * *", "* * * * *"));
    return texts;
  }

  @Test
  void asTheDaemonsLoopAroundEachChangeOfAnyZone() {
    assertThat(ZONES).hasSizeGreaterThan(40);
    for (ZoneId zone : ZONES) {
      NodeCron debian = new NodeCron(zone, CronDialect.DEBIAN, Optional.empty());
      NodeCron cronie = new NodeCron(zone, CronDialect.CRONIE, Optional.empty());
      for (ZoneOffsetTransition change : changes(zone)) {
        long from = change.toEpochSecond() - 5 * HOUR;
        long to = change.toEpochSecond() + 7 * HOUR;
        List<String> texts = schedulesFor(change);
        assertSame(debian, texts, from, to);
        assertSame(cronie, texts.subList(0, 6), from, to);
      }
    }
  }

  @Test
  void asTheDaemonsLoopBelowCronTz() {
    ZoneId utc = ZoneId.of("UTC");
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    for (ZoneId zone : ZONES) {
      for (ZoneOffsetTransition change : changes(zone).stream().limit(4).toList()) {
        List<String> texts = schedulesFor(change);
        long from = change.toEpochSecond() - 5 * HOUR;
        long to = change.toEpochSecond() + 7 * HOUR;
        assertSame(new NodeCron(utc, CronDialect.CRONIE, Optional.of(zone)), texts, from, to);
        assertSame(new NodeCron(berlin, CronDialect.CRONIE, Optional.of(zone)), texts, from, to);
        assertSame(new NodeCron(zone, CronDialect.CRONIE, Optional.of(zone)), texts, from, to);
        assertSame(new NodeCron(zone, CronDialect.CRONIE, Optional.of(utc)), texts, from, to);
        assertSame(new NodeCron(zone, CronDialect.DEBIAN, Optional.of(utc)), texts, from, to);
      }
    }
  }

  @Test
  void asTheDaemonsLoopThroughWholeYears() {
    List<ZoneId> zones =
        Boolean.getBoolean("fire.whole-years")
            ? ZONES
            : List.of(ZoneId.of("Australia/Lord_Howe"), ZoneId.of("America/Nuuk"));
    List<String> texts =
        List.of("0 0 * * 1", "30 2 29 2 *", "*/20 1,2 * * *", "0 23 1,15 * 5", "0 3 */2 * 3");
    for (ZoneId zone : zones) {
      long to = zones.size() > 2 ? TO.getEpochSecond() : FROM.getEpochSecond() + 366 * 24 * HOUR;
      NodeCron cron = new NodeCron(zone, CronDialect.VIXIE, Optional.empty());
      assertSame(cron, texts, FROM.getEpochSecond(), to);
    }
  }

  private static void assertSame(NodeCron cron, List<String> texts, long from, long to) {
    List<NaiveSchedule> entries = texts.stream().map(NaiveSchedule::new).toList();
    List<List<Long>> fired = CronDaemon.run(cron, entries, from, to);
    for (int i = 0; i < texts.size(); i++) {
      FireTimes times = FireTimes.of(CronSchedule.of(texts.get(i)), cron);
      List<Long> fires = fires(times, from, to);
      if (!fires.equals(fired.get(i))) {
        assertThat(readable(fires))
            .as("%s of %s", texts.get(i), cron)
            .isEqualTo(readable(fired.get(i)));
      }
      assertThat(firesBackwards(times, from, to))
          .as("%s of %s", texts.get(i), cron)
          .isEqualTo(fires);
    }
  }

  private static List<String> readable(List<Long> fires) {
    return fires.stream().map(Instant::ofEpochSecond).map(Instant::toString).toList();
  }

  /** The fires in (from, to], as often as the daemon fires them. */
  private static List<Long> fires(FireTimes times, long from, long to) {
    List<Long> fires = new ArrayList<>();
    for (long fire = times.next(from); fire <= to; fire = times.next(fire)) {
      fires.addAll(Collections.nCopies(times.count(fire), fire));
    }
    return fires;
  }

  private static List<Long> firesBackwards(FireTimes times, long from, long to) {
    List<Long> fires = new ArrayList<>();
    long fire = times.previous(to + 1);
    while (fire != FireTimes.NEVER && fire > from) {
      fires.addAll(Collections.nCopies(times.count(fire), fire));
      fire = times.previous(fire);
    }
    Collections.reverse(fires);
    return fires;
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anySchedule(
      @ForAll("fields") List<CronFields.Field> fields,
      @ForAll("changes") ZoneOffsetTransition change,
      @ForAll("zones") ZoneId zone,
      @ForAll("zones") ZoneId other,
      @ForAll("vixieFamily") CronDialect dialect,
      @ForAll boolean isBelowCronTz) {
    String text = fields.stream().map(CronFields.Field::text).collect(Collectors.joining(" "));
    NodeCron cron =
        new NodeCron(zone, dialect, isBelowCronTz ? Optional.of(other) : Optional.empty());
    long near = nearestChange(zone, change.toEpochSecond());

    assertSame(cron, List.of(text), near - 30 * HOUR, near + 30 * HOUR);
  }

  private static long nearestChange(ZoneId zone, long instant) {
    ZoneOffsetTransition next = zone.getRules().nextTransition(Instant.ofEpochSecond(instant - 1));
    return next == null ? instant : next.toEpochSecond();
  }

  /** On a clock that is never put forward or back, a fire is a matching minute, however far. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void onAnEvenClockTheNextMatchingMinute(
      @ForAll("fields") List<CronFields.Field> fields,
      @ForAll @LongRange(min = -3_000_000_000L, max = 8_000_000_000L) long after) {
    String text = fields.stream().map(CronFields.Field::text).collect(Collectors.joining(" "));
    FireTimes times = FireTimes.of(CronSchedule.of(text), utc(CronDialect.VIXIE));
    long fire = times.next(after);

    assertThat(fire).isEqualTo(nextByDays(new NaiveSchedule(text), after));
  }

  private static long nextByDays(NaiveSchedule schedule, long after) {
    LocalDateTime wall =
        LocalDateTime.ofEpochSecond(Math.floorDiv(after, 60L) * 60 + 60, 0, ZoneOffset.UTC);
    LocalDateTime end = wall.plusYears(41);
    while (wall.isBefore(end)) {
      if (!schedule.hasDay(wall)) {
        wall = wall.toLocalDate().plusDays(1).atStartOfDay();
      } else if (schedule.has(wall)) {
        return wall.toEpochSecond(ZoneOffset.UTC);
      } else {
        wall = wall.plusMinutes(1);
      }
    }
    return FireTimes.NEVER;
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void previousIsTheInverseOfNext(
      @ForAll("valid") String text,
      @ForAll("zones") ZoneId zone,
      @ForAll CronDialect dialect,
      @ForAll @LongRange(min = -4_000_000_000L, max = 8_000_000_000L) long instant) {
    FireTimes times =
        FireTimes.of(
            CronSchedule.of(text), new NodeCron(zone, dialect, Optional.of(ZoneId.of("UTC"))));
    long next = times.next(instant);
    long previous = times.previous(instant);

    if (next != FireTimes.NEVER) {
      assertThat(next).isGreaterThan(instant);
      assertThat(times.count(next)).isPositive();
      assertThat(times.previous(next + 1)).isEqualTo(next);
      assertThat(times.next(next - 1)).isEqualTo(next);
      assertThat(times.previous(next)).isIn(previous, instant);
    }
    if (previous != FireTimes.NEVER) {
      assertThat(previous).isLessThan(instant);
      assertThat(times.count(previous)).isPositive();
      assertThat(times.next(previous - 1)).isEqualTo(previous);
      assertThat(times.next(previous)).isIn(next, instant);
    }
  }

  private static NodeCron utc(CronDialect dialect) {
    return new NodeCron(ZoneId.of("UTC"), dialect, Optional.empty());
  }

  @Provide
  Arbitrary<List<CronFields.Field>> fields() {
    return CronFields.fields();
  }

  @Provide
  Arbitrary<String> valid() {
    return CronFields.valid();
  }

  @Provide
  Arbitrary<ZoneOffsetTransition> changes() {
    return Arbitraries.of(CHANGES);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZONES);
  }

  @Provide
  Arbitrary<CronDialect> vixieFamily() {
    return Arbitraries.of(
        CronDialect.VIXIE, CronDialect.DEBIAN, CronDialect.CRONIE, CronDialect.PORTABLE);
  }
}
