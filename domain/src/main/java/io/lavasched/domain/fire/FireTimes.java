// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import java.util.Objects;

/**
 * The instants at which one cron fires one schedule.
 *
 * <pre>{@code
 * NodeCron cron =
 *     new NodeCron(ZoneId.of("Europe/Berlin"), CronDialect.DEBIAN, Optional.empty());
 * FireTimes times = FireTimes.of(CronSchedule.of("30 2 * * *"), cron);
 * long fire = Instant.parse("2027-03-26T12:00:00Z").getEpochSecond();
 * for (int i = 0; i < 3; i++) {
 *   fire = times.next(fire);
 *   out.accept(Instant.ofEpochSecond(fire).toString());
 * }
 * // 2027-03-27T01:30:00Z
 * // 2027-03-28T01:00:00Z
 * // 2027-03-29T00:30:00Z
 * }</pre>
 *
 * <p>On 28 March that clock skips 02:30, and cron fires the job at 03:00, the first minute after.
 *
 * <p>All instants are seconds since 1970-01-01T00:00Z, at the beginning of a minute.
 *
 * <table>
 * <caption>Where the clock is put forward or back by daylight saving</caption>
 * <tr><th>cron</th><th>skipped minutes</th><th>repeated minutes</th></tr>
 * <tr><td>vixie, debian, cronie, portable, fixed time</td><td>all fired at the first minute after
 * them</td><td>fired the first time only</td></tr>
 * <tr><td>the same, with a star first in minute or hour</td><td>not fired</td><td>fired
 * twice</td></tr>
 * <tr><td>cronie below a {@code CRON_TZ}</td><td>not fired</td><td>fired twice, but fixed times not
 * while the daemon's own clock repeats</td></tr>
 * <tr><td>busybox</td><td>not fired</td><td>fired twice</td></tr>
 * <tr><td>bcron</td><td>the first one fired an hour later, but at midnight not at all</td><td>fired
 * twice, but jobs of a single hour of the day once</td></tr>
 * <tr><td>systemd-cron</td><td>not fired</td><td>fired the first time only</td></tr>
 * </table>
 *
 * <p>The vixie family does so for changes of less than three hours; after others it goes on as if
 * nothing had been. Where less than five minutes are skipped, it fires all of them, stars too.
 *
 * <p>Assumed is a daemon that runs and is in time; that it notices each change of its zone's clock
 * (the vixie family misses one that is not between standard and daylight saving time, until it is
 * started again); and that it fires at once what it catches up on (it rests for up to 10 seconds
 * after each skipped minute in which it fired something, so that 60 of them may take it 10
 * minutes).
 *
 * <p>Laws: {@code previous(next(t) + 1)} is {@code next(t)}; {@code count(t)} is more than 0 for
 * the fires, and only for them. A search ends within {@value #YEARS} years, in which every date
 * comes around that there is. It makes no objects, but where it comes to a stretch of time between
 * two changes of the clock for the first time. One may serve several threads.
 */
public final class FireTimes {

  /** No such instant. */
  public static final long NEVER = Long.MAX_VALUE;

  /** From one 29 February on a Sunday to the next it can take 40 years, as from 2088 to 2128. */
  private static final int YEARS = 41;

  private static final long HORIZON = YEARS * 366L * 24 * 3600;

  /** Some ten thousand years around 1970. */
  private static final long MOST = 400_000_000_000L;

  private final WallTimes times;
  private final KnownStretches stretches;

  private FireTimes(WallTimes times, CronClock clock) {
    this.times = times;
    stretches = new KnownStretches(clock);
  }

  /**
   * The fire times of a schedule.
   *
   * @param schedule when
   * @param cron which cron, and where
   * @return its fire times
   */
  public static FireTimes of(CronSchedule schedule, NodeCron cron) {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(cron, "cron");
    WallTimes times = new WallTimes(schedule.times(), cron.dialect());
    return new FireTimes(times, new CronClock(schedule.times(), times, cron));
  }

  /**
   * The first fire after an instant.
   *
   * @param after seconds since 1970; not itself a candidate
   * @return the fire, or {@link #NEVER}; always {@code NEVER} for {@code @reboot}
   */
  public long next(long after) {
    if (after >= MOST || times.isEmpty()) {
      return NEVER;
    }
    long from = Math.max(after, -MOST) + 1;
    long horizon = from + HORIZON;
    for (ClockStretch at = stretches.at(from); ; at = stretches.at(at.end())) {
      long fire = at.next(times, from, horizon);
      if (fire != NEVER) {
        return fire;
      }
      if (at.end() > horizon) {
        return NEVER;
      }
    }
  }

  /**
   * The last fire before an instant.
   *
   * @param before seconds since 1970; not itself a candidate
   * @return the fire, or {@link #NEVER}
   */
  public long previous(long before) {
    if (before <= -MOST || times.isEmpty()) {
      return NEVER;
    }
    long to = Math.min(before, MOST) - 1;
    long horizon = to - HORIZON;
    for (ClockStretch at = stretches.at(to); ; at = stretches.at(at.start() - 1)) {
      long fire = at.previous(times, to, horizon);
      if (fire != NEVER) {
        return fire;
      }
      if (at.start() < horizon) {
        return NEVER;
      }
    }
  }

  /**
   * How often the job is fired at one instant. More than once where daylight saving makes cron
   * catch up on several of its minutes at once.
   *
   * @param at seconds since 1970
   * @return 0 when it does not fire then
   */
  public int count(long at) {
    if (at <= -MOST || at >= MOST || times.isEmpty()) {
      return 0;
    }
    return stretches.at(at).count(times, at);
  }
}
