// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherArgs;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.schedule.ActiveSeconds;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry that was in a crontab, or should have been, and when; or what takes its place in
 * EventBridge Scheduler.
 *
 * @param entry itself; of the service what would do the same by hand
 * @param expression what the service was told; empty for a crontab
 * @param cron the cron that read it
 * @param fires when that cron fires it
 * @param window when it is active; one without an end where the crontab itself tells
 * @param spells when it was in the crontab: in order, and apart
 * @param randomDelay by how many seconds {@code RANDOM_DELAY} lets cron fire it later, or the
 *     service may
 */
public record DueEntry(
    CrontabEntry entry,
    Optional<ScheduleExpression> expression,
    NodeCron cron,
    FireTimes fires,
    ActiveSeconds window,
    List<Spell> spells,
    long randomDelay) {

  /**
   * Where the clock is put forward, the vixie family catches up on what it skipped, and rests for
   * up to 10 seconds after each minute of that: see {@link FireTimes}. What is due meanwhile waits.
   */
  private static final long CATCHING_UP = 600;

  /** Until when it may be behind. */
  private static final long BEHIND = 900;

  /** Copies the spells. */
  public DueEntry {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(fires, "fires");
    Objects.requireNonNull(window, "window");
    spells = List.copyOf(spells);
  }

  /** What should have dispatched the job: a line of a crontab, or an expression and its zone. */
  public String text() {
    return expression.map(ScheduleExpression::toString).orElseGet(entry::line);
  }

  /**
   * A time in which the entry was in the crontab.
   *
   * @param from its first second
   * @param to the first second after it
   * @param doubt why it may not have been
   */
  public record Spell(long from, long to, Doubt doubt) {

    /** From the beginning of time to its end. */
    public static final Spell ALWAYS = new Spell(Long.MIN_VALUE, Long.MAX_VALUE, Doubt.NONE);

    boolean has(long second) {
      return second >= from && second < to;
    }
  }

  /**
   * The first time after another at which cron fires it, if it is in the crontab then.
   *
   * @param after seconds since 1970; not itself a candidate
   * @return {@link FireTimes#NEVER} where there is none
   */
  long next(long after) {
    long fire = fires.next(after);
    while (fire != FireTimes.NEVER && !window.has(fire)) {
      long active = window.next(fire);
      fire = active == ActiveSeconds.NEVER ? FireTimes.NEVER : fires.next(active - 1);
    }
    return fire;
  }

  /** Whether it was in the crontab, for sure or not. */
  boolean isIn(long second) {
    return spells.stream().anyMatch(spell -> spell.has(second));
  }

  /** Why it may not have been in the crontab at a second at which it {@link #isIn}. */
  Doubt doubt(long second) {
    return spells.stream()
        .filter(spell -> spell.has(second))
        .map(Spell::doubt)
        .findFirst()
        .orElseThrow();
  }

  /** By how many seconds cron itself may fire it later than at a time. */
  long slack(long at) {
    ZoneOffsetTransition change =
        cron.zone().getRules().previousTransition(Instant.ofEpochSecond(at + 1));
    boolean isBehind =
        catchesUp(cron.dialect())
            && change != null
            && change.isGap()
            && at - change.toEpochSecond() < BEHIND;
    return randomDelay + (isBehind ? CATCHING_UP : 0);
  }

  /** The most that {@link #slack} ever is. */
  long mostSlack() {
    return randomDelay + CATCHING_UP;
  }

  private static boolean catchesUp(CronDialect dialect) {
    return switch (dialect) {
      case VIXIE, DEBIAN, CRONIE, PORTABLE -> true;
      case BUSYBOX, BCRON, SYSTEMD_CRON -> false;
    };
  }

  /**
   * For how many seconds SQS holds its message: {@code --delay}, which is what a spread is too. The
   * time in the run record is that of the sending all the same (lava 8.2, lava/lavacore.py,
   * dispatch).
   */
  long delay() {
    return DispatcherArgs.of(entry.args()).delaySeconds().orElse(0);
  }
}
