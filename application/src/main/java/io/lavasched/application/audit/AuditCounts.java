// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import java.util.EnumMap;
import java.util.Map;

/**
 * The numbers of an audit.
 *
 * @param jobs how many jobs were looked at
 * @param jobsDue how many of them were due, or may have been
 * @param verdicts how many dispatches have each verdict; none is left out
 * @param overdue how many dispatches started too late, or did not start and should have by now,
 *     those that are missing not counted: {@code late}, {@code waiting} or {@code rejected}
 * @param extraRuns how many runs in the time are none of these dispatches, and not within a chain,
 *     dag or foreach either
 */
public record AuditCounts(
    int jobs, int jobsDue, Map<Verdict, Long> verdicts, long overdue, long extraRuns) {

  /** Copies. */
  public AuditCounts {
    Map<Verdict, Long> all = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      all.put(verdict, verdicts.getOrDefault(verdict, 0L));
    }
    verdicts = Map.copyOf(all);
  }

  /**
   * How many dispatches have a verdict.
   *
   * @param verdict which
   * @return 0 or more
   */
  public long of(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  /**
   * How many dispatches were judged.
   *
   * @return the sum of all verdicts
   */
  public long expected() {
    long sum = 0;
    for (long count : verdicts.values()) {
      sum += count;
    }
    return sum;
  }

  /**
   * Whether somebody has to look.
   *
   * @return true where something is missing, or overdue
   */
  public boolean isAlarm() {
    return of(Verdict.MISSING) > 0 || overdue > 0;
  }
}
