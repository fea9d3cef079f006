// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import java.util.Arrays;

/**
 * Which run is that of which dispatch, for one job.
 *
 * <p>Law. A run belongs first to the dispatch that was due last before it, {@value #EARLY_SECONDS}
 * seconds early allowed, if that was no longer ago than its grace; of more than one such run, a
 * dispatch takes the earliest. A dispatch that is without a run then takes the earliest run that is
 * left over and comes no more than {@value #EARLY_SECONDS} seconds before it, and no later than its
 * grace after it.
 *
 * <p>So where the graces of dispatches overlap, as those of each minute do, a lost dispatch is
 * without a run, and no other one is, however many come after it. Where cron was late by more than
 * the time to the next dispatch, each still has a run. And a run that is left over, such as one by
 * hand, stands in for a lost dispatch in whose grace it comes: nothing in the records tells the two
 * apart.
 */
final class Pairing {

  /** How early a run may be: the clocks of two nodes differ, and a cron rounds. */
  static final long EARLY_SECONDS = 5;

  private static final long MICROS = 1_000_000;

  private static final int NONE = -1;

  private final int[] runOf;
  private final int[] ownerOf;

  private Pairing(int[] runOf, int[] ownerOf) {
    this.runOf = runOf;
    this.ownerOf = ownerOf;
  }

  /**
   * Pairs.
   *
   * @param due when the dispatches were due, in seconds, sorted
   * @param grace how many seconds each may be late
   * @param runs when the runs were dispatched, in microseconds, sorted
   * @return which is whose
   */
  static Pairing of(long[] due, long[] grace, long[] runs) {
    int[] runOf = filled(due.length);
    int[] ownerOf = filled(runs.length);
    int last = 0; // the first dispatch that is due later than the run may be early for
    for (int run = 0; run < runs.length; run++) {
      while (last < due.length && (due[last] - EARLY_SECONDS) * MICROS <= runs[run]) {
        last++;
      }
      takeByOwner(due, grace, runs[run], run, last - 1, runOf, ownerOf);
    }
    takeLeftOvers(due, grace, runs, runOf, ownerOf);
    return new Pairing(runOf, ownerOf);
  }

  /** Gives a run to the dispatches that were due last before it: the first one that has none. */
  private static void takeByOwner(
      long[] due, long[] grace, long at, int run, int latest, int[] runOf, int[] ownerOf) {
    for (int i = latest; i >= 0 && due[i] == due[latest]; i--) {
      if (at <= (due[i] + grace[i]) * MICROS) {
        boolean isFree = runOf[i] == NONE;
        // Of those of one second the first one takes the first run.
        if (ownerOf[run] == NONE || isFree) {
          ownerOf[run] = i;
        }
      }
    }
    int owner = ownerOf[run];
    if (owner != NONE && runOf[owner] == NONE) {
      runOf[owner] = run;
    }
  }

  private static void takeLeftOvers(
      long[] due, long[] grace, long[] runs, int[] runOf, int[] ownerOf) {
    boolean[] isTaken = new boolean[runs.length];
    for (int run : runOf) {
      if (run != NONE) {
        isTaken[run] = true;
      }
    }
    int first = 0;
    for (int i = 0; i < due.length; i++) {
      while (first < runs.length && runs[first] < (due[i] - EARLY_SECONDS) * MICROS) {
        first++;
      }
      if (runOf[i] == NONE) {
        long latest = (due[i] + grace[i]) * MICROS;
        for (int run = first; run < runs.length && runs[run] <= latest; run++) {
          if (!isTaken[run]) {
            isTaken[run] = true;
            runOf[i] = run;
            ownerOf[run] = i;
            break;
          }
        }
      }
    }
  }

  private static int[] filled(int length) {
    int[] all = new int[length];
    Arrays.fill(all, NONE);
    return all;
  }

  /** Whether a dispatch has a run. */
  boolean hasRun(int dispatch) {
    return runOf[dispatch] != NONE;
  }

  /** The run of a dispatch that has one. */
  int runOf(int dispatch) {
    return runOf[dispatch];
  }

  /** Whether a run is that of a dispatch. */
  boolean isPaired(int run) {
    return ownerOf[run] != NONE && runOf[ownerOf[run]] == run;
  }

  /** The dispatch that a run which is left over comes after; -1 where it comes after none. */
  int ownerOf(int run) {
    return ownerOf[run];
  }
}
