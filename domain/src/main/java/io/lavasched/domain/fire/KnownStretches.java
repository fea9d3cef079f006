// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

/**
 * The stretches of time that searches came to: each is asked of the zone once, which takes longer
 * than a search and makes some objects.
 *
 * <p>Serves several threads: where two of them add one at once, the one that is lost is asked for
 * again.
 */
final class KnownStretches {

  /** Of most zones two a year, so that all of a search over decades have room. */
  private static final int MOST = 100;

  private final CronClock clock;

  /** Where the last search ended, and where most often the next one goes on. */
  private ClockStretch last = ClockStretch.EMPTY;

  /** In the order of time; an array is never written to after it stands here. */
  private volatile ClockStretch[] known = {};

  KnownStretches(CronClock clock) {
    this.clock = clock;
  }

  /** The stretch that an instant is in. */
  ClockStretch at(long instant) {
    ClockStretch stretch = last;
    if (!stretch.has(instant)) {
      stretch = find(instant);
      last = stretch;
    }
    return stretch;
  }

  private ClockStretch find(long instant) {
    ClockStretch[] all = known;
    int from = 0;
    int to = all.length;
    while (from < to) {
      int middle = (from + to) / 2;
      ClockStretch stretch = all[middle];
      if (stretch.has(instant)) {
        return stretch;
      }
      if (stretch.start() > instant) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    ClockStretch stretch = clock.stretchAt(instant);
    known = all.length < MOST ? with(all, from, stretch) : new ClockStretch[] {stretch};
    return stretch;
  }

  private static ClockStretch[] with(ClockStretch[] all, int at, ClockStretch added) {
    ClockStretch[] more = new ClockStretch[all.length + 1];
    System.arraycopy(all, 0, more, 0, at);
    more[at] = added;
    System.arraycopy(all, at, more, at + 1, all.length - at);
    return more;
  }
}
