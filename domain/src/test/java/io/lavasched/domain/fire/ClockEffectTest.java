// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.testkit.CronFields;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockEffectTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

  /**
   * In 2026: the kind, the day, the clock before and after, how many minutes, when it fires (UTC).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "Europe/Berlin | debian | 30 2 * * *   | MOVED 03-29 02:00>03:00 1 at 01:00",
        "Europe/Berlin | debian | 0,30 2 * * * | MOVED 03-29 02:00>03:00 2 at 01:00",
        "Europe/Berlin | debian | 0 3 * * *    | none",
        "Europe/Berlin | debian | 59 1 * * *   | none",
        "Europe/Berlin | debian | */20 2 * * * | SKIPPED 03-29 02:00>03:00 3 at 01:00,"
            + " DOUBLED 10-25 03:00>02:00 3 at 01:00",
        "Europe/Berlin | debian | 30 2 1-24 * * | none",
        "Europe/Berlin | debian | @reboot      | none",
        "Europe/Berlin | debian | 0 0 31 2 *   | none",
        "Europe/Berlin | busybox | 30 2 * * *  | SKIPPED 03-29 02:00>03:00 1 at 01:00,"
            + " DOUBLED 10-25 03:00>02:00 1 at 01:30",
        "Europe/Berlin | bcron | 30 2 * * *    | MOVED 03-29 02:00>03:00 1 at 01:30",
        "Europe/Berlin | bcron | 30 2,4 * * *  | MOVED 03-29 02:00>03:00 1 at 01:30,"
            + " DOUBLED 10-25 03:00>02:00 1 at 01:30",
        "Europe/Berlin | bcron | 30 2,3 * * *  | SKIPPED 03-29 02:00>03:00 1 at 01:00,"
            + " DOUBLED 10-25 03:00>02:00 1 at 01:30",
        "Europe/Berlin | systemd-cron | 30 2 * * * | SKIPPED 03-29 02:00>03:00 1 at 01:00",
        "UTC           | debian | */20 2 * * * | none",
        "Africa/Cairo  | debian | @daily       | MOVED 04-24 00:00>01:00 1 at 22:00",
      })
  void effects(String zone, String dialect, String cron, String expected) {
    NodeCron node =
        new NodeCron(ZoneId.of(zone), CronDialect.named(dialect).orElseThrow(), Optional.empty());

    assertThat(shown(cron, node)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // the zone of CRON_TZ: nothing is made up for
        "UTC           | Europe/Berlin | 30 2 * * * | SKIPPED 03-29 02:00>03:00 1 at 01:00,"
            + " DOUBLED 10-25 03:00>02:00 1 at 01:30",
        // the daemon's own: fixed times do not fire while its clock repeats
        "Europe/Berlin | UTC           | 30 1 * * * | SKIPPED 10-25 03:00>02:00 1 at 01:00",
        "Europe/Berlin | UTC           | 30 2 * * * | none",
        "Europe/Berlin | UTC           | */30 1 * * * | none",
        // both at once
        "Europe/Berlin | Europe/Paris  | 30 2 * * * | SKIPPED 03-29 02:00>03:00 1 at 01:00",
        "Europe/Berlin | Europe/Berlin | 30 2 * * * | SKIPPED 03-29 02:00>03:00 1 at 01:00",
      })
  void belowCronTz(String own, String cronTz, String cron, String expected) {
    NodeCron node =
        new NodeCron(ZoneId.of(own), CronDialect.CRONIE, Optional.of(ZoneId.of(cronTz)));

    assertThat(shown(cron, node)).isEqualTo(expected == null ? "" : expected);
  }

  private static String shown(String cron, NodeCron node) {
    return ClockEffect.of(CronSchedule.of(cron), node, FROM, TO).stream()
        .map(
            effect ->
                "%s %s %s>%s %d at %s"
                    .formatted(
                        effect.kind(),
                        effect.after().toLocalDate().toString().substring(5),
                        effect.before().toLocalTime(),
                        effect.after().toLocalTime(),
                        effect.count(),
                        effect.firesAt().atZone(ZoneOffset.UTC).toLocalTime()))
        .collect(Collectors.joining(", "));
  }

  /** A schedule without an effect fires at each of its minutes, and at no other. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void withoutAnEffectTheClockDoesNotMatter(
      @ForAll("fields") List<CronFields.Field> fields,
      @ForAll CronDialect dialect,
      @ForAll("zones") ZoneId zone) {
    String text = fields.stream().map(CronFields.Field::text).collect(Collectors.joining(" "));
    CronSchedule schedule = CronSchedule.of(text);
    NodeCron node = new NodeCron(zone, dialect, Optional.empty());
    List<ClockEffect> effects = ClockEffect.of(schedule, node, FROM, TO);
    FireTimes times = FireTimes.of(schedule, node);
    WallTimes wall = new WallTimes(schedule.times(), dialect);

    Instant at = zone.getRules().nextTransition(FROM).getInstant();
    while (at.isBefore(TO)) {
      Instant change = at;
      List<ClockEffect> here = effects.stream().filter(e -> e.change().equals(change)).toList();
      long from = change.getEpochSecond() - 7200;
      long to = change.getEpochSecond() + 3 * 7200;
      int fired = 0;
      for (long fire = times.next(from - 1); fire < to; fire = times.next(fire)) {
        fired += times.count(fire);
      }
      int named = wall.count(wall(zone, from), wall(zone, to) - 1);
      int more =
          here.stream()
              .mapToInt(
                  effect ->
                      switch (effect.kind()) {
                        case DOUBLED -> effect.count();
                        case SKIPPED -> -effect.count();
                        case MOVED -> dialect == CronDialect.BCRON ? 1 - effect.count() : 0;
                      })
              .sum();
      assertThat(fired).as("%s of %s at %s", text, node, change).isEqualTo(named + more);
      at = zone.getRules().nextTransition(at).getInstant();
    }
  }

  private static long wall(ZoneId zone, long instant) {
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(instant), zone);
    return time.toEpochSecond(ZoneOffset.UTC) / 60;
  }

  @Provide
  Arbitrary<List<CronFields.Field>> fields() {
    return CronFields.fields();
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Antarctica/Troll")
        .map(ZoneId::of);
  }
}
