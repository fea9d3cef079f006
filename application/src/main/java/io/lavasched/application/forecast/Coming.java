// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A forecast, and how much of it is wanted.
 *
 * @param request what it is of
 * @param forecast itself
 * @param count the most dispatches, of each group if there are groups; empty for all
 * @param groupBy what they are grouped by; empty for one list
 */
public record Coming(
    ForecastRequest request, Forecast forecast, OptionalInt count, Optional<GroupBy> groupBy) {

  /** The most dispatches in all: ten years of one job may have five times as many. */
  public static final int MOST = 1_000_000;

  /** The jobs of each group by its name; of a single list, all under an empty one. */
  public Map<String, List<ForecastJob>> groups() {
    return groupBy
        .map(by -> by.groups(forecast.jobs()))
        .orElseGet(() -> Map.of("", forecast.jobs()));
  }

  /** Those of some jobs, for somebody who writes them as they come. */
  public Dispatches dispatches(List<ForecastJob> jobs, PrintStream out) {
    // Of the most in all, each group has a share by the number of its jobs.
    long share = (long) MOST * jobs.size() / Math.max(1, forecast.jobs().size());
    int most = Math.min(count.orElse(MOST), (int) Math.max(1, share));
    return new Dispatches(forecast.dispatches(jobs), most, out);
  }

  /** The first so many; fewer when nobody reads them any more, for there may be no end of them. */
  public static final class Dispatches implements Iterator<Dispatch> {

    /** Asking flushes. */
    private static final int ASKED_AFTER = 1000;

    private final Iterator<Dispatch> all;
    private final PrintStream out;
    private int left;

    private Dispatches(Iterator<Dispatch> all, int left, PrintStream out) {
      this.all = all;
      this.left = left;
      this.out = out;
    }

    @Override
    public boolean hasNext() {
      return left > 0 && all.hasNext();
    }

    @Override
    public Dispatch next() {
      if (left == 0) {
        throw new NoSuchElementException();
      }
      left--;
      if (left % ASKED_AFTER == 0 && out.checkError()) {
        left = 0;
      }
      return all.next();
    }

    /** Whether there are more than were wanted. */
    public boolean isCut() {
      return left == 0 && all.hasNext();
    }

    /** The first of those: only where there are. */
    public Dispatch firstLeftOut() {
      return all.next();
    }
  }
}
