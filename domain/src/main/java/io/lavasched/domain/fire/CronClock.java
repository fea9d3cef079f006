// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import static io.lavasched.domain.fire.ClockStretch.wallFrom;
import static io.lavasched.domain.fire.ClockStretch.wallTo;
import static io.lavasched.domain.fire.WallTimes.NONE;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronTimes;
import io.lavasched.domain.cron.NodeCron;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The clock by which one cron goes through one schedule: where it is put forward or back, and what
 * the cron then does.
 *
 * <p>Sources: the main loop of Debian's cron 3.0pl1-162 and of cronie (find_jobs, set_time), bcron
 * 0.11 (timespec_next), runs of systemd 252; CRON.md section 4.
 */
final class CronClock {

  /** A change of the vixie family's clock within which it catches up, in minutes. */
  private static final int THREE_HOURS = 3 * 60;

  /** Up to this it believes to have woken up late, and fires all it missed. */
  private static final int LATE = 5;

  private final WallTimes times;
  private final boolean isFixed;
  private final CronDialect dialect;
  private final ZoneRules rules;
  private final ZoneRules daemonRules;
  private final boolean hasCronTz;

  CronClock(CronTimes cronTimes, WallTimes times, NodeCron cron) {
    this.times = times;
    isFixed = !cronTimes.minute().star() && !cronTimes.hour().star();
    dialect = cron.dialect();
    rules = cron.scheduleZone().getRules();
    daemonRules = cron.zone().getRules();
    hasCronTz = dialect.honoursCronTz() && cron.cronTz().isPresent();
  }

  ClockStretch stretchAt(long instant) {
    Stretch own = new Stretch(rules, instant);
    if (hasCronTz) {
      return withCronTz(own, new Stretch(daemonRules, instant));
    }
    if (own.change.isEmpty()) {
      return own.plain();
    }
    return switch (dialect) {
      case BUSYBOX -> own.plain();
      case BCRON -> bcron(own);
      case SYSTEMD_CRON -> own.firingFrom(own.lastBefore() + 1);
      case VIXIE, DEBIAN, CRONIE, PORTABLE -> vixie(own);
    };
  }

  /**
   * Cronie compares an entry below a {@code CRON_TZ} with the clock of that zone at each real
   * minute, and leaves it out of what its own clock makes it catch up on. But when that own clock
   * is put back, it fires no fixed-time entry at all until the clock is where it was: in any zone,
   * be it the same one.
   */
  private ClockStretch withCronTz(Stretch own, Stretch daemon) {
    long firesFrom = Long.MIN_VALUE;
    if (isFixed && daemon.change.isPresent()) {
      long virtual = daemon.lastBefore();
      if (isPutBack(daemon.first() - virtual)) {
        firesFrom = wallFrom((virtual + 1) * 60 - daemon.offset, own.offset);
      }
    }
    return new ClockStretch(
        Math.max(own.start, daemon.start),
        Math.min(own.end, daemon.end),
        own.offset,
        firesFrom,
        NONE,
        0);
  }

  private ClockStretch vixie(Stretch own) {
    long first = own.first();
    long virtual = own.lastBefore();
    long ahead = first - virtual;
    if (isPutBack(ahead)) {
      return isFixed ? own.firingFrom(virtual + 1) : own.plain();
    }
    boolean catchesUp = ahead > LATE ? isFixed && ahead <= THREE_HOURS : ahead > 1;
    return catchesUp ? own.withExtra(first, times.count(virtual + 1, first - 1)) : own.plain();
  }

  private boolean isPutBack(long ahead) {
    // At three hours and a minute, the two programs part.
    return ahead <= 0
        && (dialect == CronDialect.CRONIE ? ahead >= -THREE_HOURS : ahead > -THREE_HOURS);
  }

  /**
   * It looks for the next time hour by hour. A skipped hour is one more name of the hour after it;
   * having fired once in it, it goes on from the real hour. An hour that comes at once again is
   * passed over by jobs of one hour. A skipped hour after midnight is lost, for there it takes the
   * later hour for that of the new day.
   */
  private ClockStretch bcron(Stretch own) {
    long first = own.first();
    long skipped = own.lastBefore() + 1;
    if (skipped > first) {
      boolean isSameHour =
          Math.floorDiv(skipped - 1, 60L) == Math.floorDiv(first, 60L) && times.isOfOneHour();
      return isSameHour ? own.firingFrom((Math.floorDiv(first, 60L) + 1) * 60) : own.plain();
    }
    boolean isWholeHours = Math.floorMod(skipped, 60L) == 0 && Math.floorMod(first, 60L) == 0;
    boolean isAtMidnight = Math.floorMod(skipped, (long) WallTimes.MINUTES_PER_DAY) == 0;
    if (!isWholeHours || isAtMidnight || first - skipped > THREE_HOURS) {
      return own.plain();
    }
    long missed = times.next(skipped, first - 1);
    long moved = first + Math.floorMod(missed, 60L);
    return missed == NONE || times.has(moved) ? own.plain() : own.withExtra(moved, 1);
  }

  /** The time between two changes of a zone's clock. */
  private static final class Stretch {
    private final Optional<ZoneOffsetTransition> change;
    private final long start;
    private final long end;
    private final int offset;

    Stretch(ZoneRules zone, long instant) {
      Instant at = Instant.ofEpochSecond(instant);
      ZoneOffsetTransition after = zone.nextTransition(at);
      change = Optional.ofNullable(zone.previousTransition(at.plusSeconds(1)));
      start = change.map(ZoneOffsetTransition::toEpochSecond).orElse(Long.MIN_VALUE);
      end = after == null ? Long.MAX_VALUE : after.toEpochSecond();
      offset = zone.getOffset(at).getTotalSeconds();
    }

    /** The first wall minute; only with a change at the start. */
    long first() {
      return wallFrom(start, offset);
    }

    /**
     * The last wall minute before the change at the start, up to which a daemon has fired
     * everything: it is long done with an earlier change, for no zone ever had two in a week.
     */
    long lastBefore() {
      return wallTo(start - 1, change.orElseThrow().getOffsetBefore().getTotalSeconds());
    }

    ClockStretch plain() {
      return firingFrom(Long.MIN_VALUE);
    }

    ClockStretch firingFrom(long wall) {
      return new ClockStretch(start, end, offset, wall, NONE, 0);
    }

    ClockStretch withExtra(long wall, int count) {
      return new ClockStretch(start, end, offset, Long.MIN_VALUE, wall, count);
    }
  }
}
