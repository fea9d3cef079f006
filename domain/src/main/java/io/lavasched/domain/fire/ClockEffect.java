// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import static io.lavasched.domain.fire.ClockStretch.wallFrom;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What it does to one schedule that a clock is put forward or back.
 *
 * @param kind skipped, moved or doubled
 * @param change the instant at which the clock is changed
 * @param zone whose clock it is
 * @param before what that clock would show at that instant without the change
 * @param after what it shows
 * @param count how many minutes of the schedule are meant; at least 1
 * @param firesAt when they fire; for skipped ones the instant of the change
 */
public record ClockEffect(
    Kind kind,
    Instant change,
    ZoneId zone,
    LocalDateTime before,
    LocalDateTime after,
    int count,
    Instant firesAt) {

  /** What becomes of minutes that a clock does not show, or shows twice. */
  public enum Kind {
    /** They do not fire. */
    SKIPPED,
    /** They fire at another minute. */
    MOVED,
    /** They fire twice. */
    DOUBLED
  }

  /** Checks that nothing is null. */
  public ClockEffect {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(firesAt, "firesAt");
  }

  /**
   * All effects on a schedule.
   *
   * @param schedule when
   * @param cron which cron, and where
   * @param from the first instant
   * @param to the instant after the last one
   * @return in the order of time
   */
  public static List<ClockEffect> of(
      CronSchedule schedule, NodeCron cron, Instant from, Instant to) {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    WallTimes times = new WallTimes(schedule.times(), cron.dialect());
    if (times.isEmpty()) {
      return List.of();
    }
    CronClock clock = new CronClock(schedule.times(), times, cron);
    List<ClockEffect> effects = new ArrayList<>();
    for (ZoneOffsetTransition change : changes(cron.scheduleZone(), from, to)) {
      ClockStretch stretch = clock.stretchAt(change.toEpochSecond());
      if (change.isGap()) {
        addGap(change, stretch, times, cron.scheduleZone(), effects);
      } else {
        addOverlap(change, stretch, times, cron.scheduleZone(), effects);
      }
    }
    if (!cron.scheduleZone().equals(cron.zone())) {
      for (ZoneOffsetTransition change : changes(cron.zone(), from, to)) {
        addLost(change, clock.stretchAt(change.toEpochSecond()), times, cron, effects);
      }
    }
    effects.sort(Comparator.comparing(ClockEffect::change));
    return effects;
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone, Instant from, Instant to) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition next = zone.getRules().nextTransition(from.minusSeconds(1));
    while (next != null && next.getInstant().isBefore(to)) {
      changes.add(next);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return changes;
  }

  private static void addGap(
      ZoneOffsetTransition change,
      ClockStretch stretch,
      WallTimes times,
      ZoneId zone,
      List<ClockEffect> effects) {
    int count = times.count(wall(change.getDateTimeBefore()), wall(change.getDateTimeAfter()) - 1);
    if (count > 0) {
      boolean isFired = stretch.extraCount() > 0;
      effects.add(
          effect(
              isFired ? Kind.MOVED : Kind.SKIPPED,
              change,
              zone,
              count,
              isFired ? stretch.instant(stretch.extraAt()) : change.toEpochSecond()));
    }
  }

  private static void addOverlap(
      ZoneOffsetTransition change,
      ClockStretch stretch,
      WallTimes times,
      ZoneId zone,
      List<ClockEffect> effects) {
    long first = Math.max(wall(change.getDateTimeAfter()), stretch.firesFrom());
    long last = wall(change.getDateTimeBefore()) - 1;
    int count = times.count(first, last);
    if (count > 0) {
      long fired = stretch.instant(times.next(first, last));
      effects.add(effect(Kind.DOUBLED, change, zone, count, fired));
    }
  }

  /** Cronie fires no fixed times of another zone while its own clock is behind what it was. */
  private static void addLost(
      ZoneOffsetTransition change,
      ClockStretch stretch,
      WallTimes times,
      NodeCron cron,
      List<ClockEffect> effects) {
    long first = wallFrom(change.toEpochSecond(), stretch.offset());
    int count = times.count(first, Math.max(first, stretch.firesFrom()) - 1);
    // Where the clock of the schedule is put back at once, those minutes were fired before.
    boolean isPutBackToo =
        changes(cron.scheduleZone(), change.getInstant(), change.getInstant().plusSeconds(1))
            .stream()
            .anyMatch(ZoneOffsetTransition::isOverlap);
    if (count > 0 && !isPutBackToo) {
      effects.add(effect(Kind.SKIPPED, change, cron.zone(), count, change.toEpochSecond()));
    }
  }

  private static ClockEffect effect(
      Kind kind, ZoneOffsetTransition change, ZoneId zone, int count, long firesAt) {
    return new ClockEffect(
        kind,
        change.getInstant(),
        zone,
        change.getDateTimeBefore(),
        change.getDateTimeAfter(),
        count,
        Instant.ofEpochSecond(firesAt));
  }

  private static long wall(LocalDateTime time) {
    return -Math.floorDiv(-time.toEpochSecond(ZoneOffset.UTC), 60L);
  }
}
