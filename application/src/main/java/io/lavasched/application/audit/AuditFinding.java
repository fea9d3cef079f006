// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The dispatches of one entry that have the same verdict, other than ok.
 *
 * @param job which job
 * @param dispatcher whose job; empty where that is not known
 * @param by the entry that should have dispatched it
 * @param verdict what became of them
 * @param doubt why nobody can tell; {@link Doubt#NONE} for all verdicts but {@code unknown}
 * @param count how many they are
 * @param first when the first was due: seconds since 1970
 * @param last when the last was due
 * @param shown the first of them, {@value #MOST_SHOWN} at most
 */
public record AuditFinding(
    JobId job,
    Optional<DispatcherName> dispatcher,
    DueEntry by,
    Verdict verdict,
    Doubt doubt,
    long count,
    long first,
    long last,
    List<Dispatch> shown) {

  /** A node that is down for a day has many thousands. */
  public static final int MOST_SHOWN = 20;

  /** Copies. */
  public AuditFinding {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(doubt, "doubt");
    shown = List.copyOf(shown);
  }

  /**
   * One dispatch.
   *
   * @param at when it was due: seconds since 1970
   * @param runs its runs: none where it did not start; more than one where it was sent twice
   */
  public record Dispatch(long at, List<AuditedRun> runs) {

    /** Copies the runs. */
    public Dispatch {
      runs = List.copyOf(runs);
    }
  }
}
