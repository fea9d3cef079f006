// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the dispatches of one job. */
final class JobAudit {

  private static final long MICROS = 1_000_000;

  private final Rules rules;
  private final List<DueDispatch> due;
  private final List<AuditedRun> runs;
  private final List<AuditedRun> undecided;
  private final boolean hasUnreadable;
  private final Pairing pairing;
  private final List<List<AuditedRun>> extra;
  private final List<AuditedRun> inDoubt = new ArrayList<>();
  private long extraRuns;

  /**
   * What dispatches are judged by.
   *
   * @param since the first second of those that are judged
   * @param until the last one
   * @param now the second of the audit
   * @param grace how many seconds a dispatch may be late
   * @param late how many seconds after its time and its delay a run may start
   * @param keptSince the first second of which run records are still there
   * @param endsAt the last second of which there are any
   */
  record Rules(
      long since,
      long until,
      long now,
      long grace,
      long late,
      Optional<Long> keptSince,
      long endsAt) {

    private boolean judges(long at) {
      return at >= since && at <= until;
    }

    /** When a dispatch must have started. */
    private long latestStart(DueDispatch dispatch) {
      return dispatch.at() + dispatch.by().slack(dispatch.at()) + dispatch.by().delay() + late;
    }

    /** When its run must have a record, if the worker is idle. */
    private long latestRecord(DueDispatch dispatch) {
      return dispatch.at() + dispatch.by().slack(dispatch.at()) + dispatch.by().delay() + grace;
    }
  }

  /**
   * Judged.
   *
   * @param dispatch which dispatch
   * @param verdict what became of it; {@link Verdict#MISSING} may yet be {@link Verdict#WAITING}
   * @param doubt why nobody can tell
   * @param isOverdue whether it started too late, or should have started by now
   * @param runs its own run first, then those that came with it
   */
  record Judged(
      DueDispatch dispatch,
      Verdict verdict,
      Doubt doubt,
      boolean isOverdue,
      List<AuditedRun> runs) {}

  /**
   * Starts.
   *
   * @param due what was due in a time that is longer than that which is judged: see {@link
   *     Pairing}; sorted
   * @param runs the dispatches that have a record, sorted
   * @param undecided runs that may be dispatches
   */
  JobAudit(
      Rules rules,
      List<DueDispatch> due,
      List<AuditedRun> runs,
      List<AuditedRun> undecided,
      boolean hasUnreadable) {
    this.rules = rules;
    this.due = due;
    this.runs = runs;
    this.undecided = undecided;
    this.hasUnreadable = hasUnreadable;
    long[] times = new long[due.size()];
    long[] graces = new long[due.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = due.get(i).at();
      graces[i] = rules.grace + due.get(i).by().slack(times[i]);
    }
    pairing =
        Pairing.of(times, graces, runs.stream().mapToLong(AuditedRun::dispatchedMicros).toArray());
    extra = new ArrayList<>();
    due.forEach(dispatch -> extra.add(List.of()));
    sortExtraRuns();
    for (int i = 0; i < times.length; i++) {
      if (due.get(i).doubt() != Doubt.NONE && pairing.hasRun(i)) {
        inDoubt.add(runs.get(pairing.runOf(i)));
      }
    }
  }

  private void sortExtraRuns() {
    for (int run = 0; run < runs.size(); run++) {
      if (pairing.isPaired(run)) {
        continue;
      }
      int owner = pairing.ownerOf(run);
      if (owner >= 0) {
        if (extra.get(owner).isEmpty()) {
          extra.set(owner, new ArrayList<>());
        }
        extra.get(owner).add(runs.get(run));
      } else if (rules.judges(Math.floorDiv(runs.get(run).dispatchedMicros(), MICROS))) {
        extraRuns++;
      }
    }
  }

  /** How many runs are of no dispatch: by hand, or by another job. */
  long extraRuns() {
    return extraRuns;
  }

  /** The dispatches of the time that is judged, in their order. */
  List<Judged> judged() {
    List<Judged> all = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      if (rules.judges(due.get(i).at())) {
        all.add(pairing.hasRun(i) ? withRun(i) : withoutRun(i));
      }
    }
    return all;
  }

  private Judged withRun(int index) {
    DueDispatch dispatch = due.get(index);
    AuditedRun run = runs.get(pairing.runOf(index));
    // What may not have been due may have the run of something else.
    boolean isOverdue =
        dispatch.doubt() == Doubt.NONE
            && run.startedOrDispatchedMicros() > rules.latestStart(dispatch) * MICROS;
    List<AuditedRun> all = new ArrayList<>();
    all.add(run);
    all.addAll(extra.get(index));
    return new Judged(dispatch, verdict(run, isOverdue, all.size()), Doubt.NONE, isOverdue, all);
  }

  private static Verdict verdict(AuditedRun run, boolean isOverdue, int runs) {
    if (run.isRejected()) {
      return Verdict.REJECTED;
    }
    if (isOverdue) {
      return Verdict.LATE;
    }
    if (runs > 1) {
      return Verdict.TWICE;
    }
    return run.isOpen() ? Verdict.NEVER_ENDED : Verdict.OK;
  }

  private Judged withoutRun(int index) {
    DueDispatch dispatch = due.get(index);
    Doubt doubt = doubt(dispatch, rules.grace + dispatch.by().slack(dispatch.at()));
    return doubt == Doubt.NONE
        ? new Judged(
            dispatch, Verdict.MISSING, doubt, rules.now > rules.latestStart(dispatch), List.of())
        : new Judged(dispatch, Verdict.UNKNOWN, doubt, false, List.of());
  }

  private Doubt doubt(DueDispatch dispatch, long grace) {
    if (dispatch.doubt() != Doubt.NONE) {
      return dispatch.doubt();
    }
    if (rules.keptSince.filter(kept -> dispatch.at() < kept).isPresent()) {
      return Doubt.RECORDS_GONE;
    }
    if (rules.now < rules.latestRecord(dispatch)) {
      return Doubt.TOO_RECENT;
    }
    if (rules.endsAt < rules.latestRecord(dispatch)) {
      return Doubt.AFTER_THE_RECORDS;
    }
    if (hasUnreadable) {
      return Doubt.UNREADABLE_RUN;
    }
    if (undecided.stream().anyMatch(run -> isIn(run, dispatch.at(), grace))) {
      return Doubt.PERHAPS_OF_A_CHAIN;
    }
    return inDoubt.stream().anyMatch(run -> isIn(run, dispatch.at(), grace))
        ? Doubt.RUN_IN_DOUBT
        : Doubt.NONE;
  }

  private static boolean isIn(AuditedRun run, long at, long grace) {
    long micros = run.dispatchedMicros();
    return micros >= (at - Pairing.EARLY_SECONDS) * MICROS && micros <= (at + grace) * MICROS;
  }
}
