// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import io.lavasched.domain.fire.FireTimes;
import java.util.List;
import java.util.Objects;

/**
 * When a crontab is rebuilt, and what that makes of windows: an entry enters the crontab with the
 * first rebuild that finds its window open, and leaves it with the first one that finds it closed.
 *
 * <p>A rebuild is assumed to work in the minute in which it is dispatched, a second after it began:
 * in that minute itself cron still has the old crontab. Where no rebuild comes after a window has
 * begun or ended, or none is known at all, the window counts as if there was one at once.
 */
public final class RebuildTimes {

  /** Nobody can tell when the crontab is rebuilt. */
  public static final RebuildTimes UNKNOWN = new RebuildTimes(List.of());

  /** Each window asks each of them; a record may have any number. */
  private static final int MOST = 100;

  private static final long MINUTE = 60;

  private static final ActiveSeconds NONE = new ActiveSeconds(1, 0, false);

  private static final ActiveSeconds ALWAYS =
      new ActiveSeconds(ActiveWindow.EARLIEST_SECOND, ActiveWindow.LATEST_SECOND, false);

  private final List<ActiveFires> rebuilds;

  private RebuildTimes(List<ActiveFires> rebuilds) {
    this.rebuilds = rebuilds;
  }

  /**
   * The rebuilds by some schedules.
   *
   * @param schedules each of them rebuilds the crontab
   * @return {@link #UNKNOWN} of none; of very many, which nobody has on purpose, too
   */
  public static RebuildTimes of(List<ActiveFires> schedules) {
    Objects.requireNonNull(schedules, "schedules");
    return schedules.isEmpty() || schedules.size() > MOST
        ? UNKNOWN
        : new RebuildTimes(List.copyOf(schedules));
  }

  /**
   * The first rebuild after an instant.
   *
   * @param after seconds since 1970; not itself a candidate
   * @return {@link FireTimes#NEVER} where none comes, or none is known
   */
  public long next(long after) {
    long next = FireTimes.NEVER;
    for (ActiveFires rebuild : rebuilds) {
      next = Math.min(next, rebuild.next(after));
    }
    return next;
  }

  /**
   * When an entry is in the crontab, for cron to start it.
   *
   * @param window when its schedule is active
   * @return the same, begun and ended by rebuilds; active at no time where no rebuild finds the
   *     window open
   */
  public ActiveSeconds inCrontab(ActiveSeconds window) {
    Objects.requireNonNull(window, "window");
    if (rebuilds.isEmpty()) {
      return window;
    }
    long entering =
        window.first() > ActiveWindow.EARLIEST_SECOND ? next(window.first() - 2) : FireTimes.NEVER;
    long leaving =
        window.last() < ActiveWindow.LATEST_SECOND ? next(window.last() - 1) : FireTimes.NEVER;
    long first = entering == FireTimes.NEVER ? window.first() : entering + MINUTE;
    long last = leaving == FireTimes.NEVER ? window.last() : leaving;
    if (window.excludes()) {
      boolean isPauseSeen = leaving == FireTimes.NEVER || leaving + 1 < window.first();
      return isPauseSeen ? new ActiveSeconds(first, last, true) : ALWAYS;
    }
    boolean isSeen = entering == FireTimes.NEVER || entering + 1 <= window.last();
    return isSeen ? new ActiveSeconds(first, last, false) : NONE;
  }
}
