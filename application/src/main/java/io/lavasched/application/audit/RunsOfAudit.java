// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of all jobs of an audit.
 *
 * <p>A chain, dag or foreach gives its run id and its time of dispatch to the jobs that it runs,
 * and each of them has a record of its own (lava 8.2, lava/handlers). So a run id that more than
 * one job has is that of one dispatch: of the job whose first event came first, as one process
 * writes the events of all of them in their order (lava/event.py). Events are of whole seconds, and
 * a chain often starts its first job within the second: then it is that of the job which has the
 * others within itself, as far as the records tell.
 */
final class RunsOfAudit {

  /** They are kept until the last job is read, for it may be the chain that ran the first one. */
  static final int MOST = 200_000;

  private final Map<JobId, List<AuditedRun>> runs = new HashMap<>();
  private final Map<JobId, List<String>> unreadable = new HashMap<>();
  private final Map<String, String> statuses = new HashMap<>();
  private final Map<String, Set<String>> openOfWorker = new HashMap<>();
  private final Map<String, Optional<JobId>> dispatchedOf = new HashMap<>();
  private int size;

  /**
   * Takes the runs of a job.
   *
   * @param from the earliest time of dispatch that matters
   * @param to the latest
   */
  void add(JobId job, RunEvents.Runs found, long from, long to) {
    List<AuditedRun> kept = new ArrayList<>();
    for (RunEvents.Run run : found.runs()) {
      String status = statuses.computeIfAbsent(run.status(), text -> text);
      AuditedRun audited = AuditedRun.of(run, status);
      if (audited.isOpen() && run.worker().isPresent()) {
        openOfWorker.computeIfAbsent(run.worker().get(), w -> new HashSet<>()).add(run.id());
      }
      long at = run.dispatched().getEpochSecond();
      if (at >= from && at <= to) {
        kept.add(audited);
      }
    }
    kept.sort(Comparator.comparingLong(AuditedRun::dispatchedMicros).thenComparing(AuditedRun::id));
    size += kept.size();
    if (size > MOST) {
      throw new StoreException(
          "audit",
          "the run records",
          false,
          "an audit must be of at most " + MOST + " runs, found more",
          Optional.of("audit a shorter time, or fewer jobs"));
    }
    runs.put(job, List.copyOf(kept));
    if (!found.unreadable().isEmpty()) {
      unreadable.put(job, found.unreadable());
    }
  }

  /**
   * Finds out whose dispatch each run id is that more than one job has: when all are added.
   *
   * @param within the jobs that a job runs within itself, as far as its record tells
   */
  void findSharedIds(Map<JobId, Set<JobId>> within) {
    Map<String, JobId> first = new HashMap<>();
    runs.forEach(
        (job, ofJob) -> {
          for (AuditedRun run : ofJob) {
            JobId other = first.putIfAbsent(run.id(), job);
            if (other != null) {
              dispatchedOf.put(run.id(), Optional.empty());
            }
          }
        });
    Map<String, AuditedRun> earliest = new HashMap<>();
    Map<String, Set<JobId>> firstOnes = new HashMap<>();
    Set<String> undecided = new HashSet<>();
    runs.forEach(
        (job, ofJob) -> {
          for (AuditedRun run : ofJob) {
            if (dispatchedOf.containsKey(run.id())) {
              look(job, run, earliest, firstOnes, undecided);
            }
          }
        });
    firstOnes.forEach((id, jobs) -> dispatchedOf.put(id, outermost(jobs, within)));
    undecided.forEach(id -> dispatchedOf.put(id, Optional.empty()));
  }

  private static void look(
      JobId job,
      AuditedRun run,
      Map<String, AuditedRun> earliest,
      Map<String, Set<JobId>> firstOnes,
      Set<String> undecided) {
    AuditedRun other = earliest.get(run.id());
    if (run.startedMicros() == AuditedRun.NOT_KNOWN) {
      undecided.add(run.id());
    } else if (other == null || run.startedMicros() < other.startedMicros()) {
      earliest.put(run.id(), run);
      firstOnes.put(run.id(), new HashSet<>(Set.of(job)));
    } else if (run.startedMicros() == other.startedMicros()) {
      firstOnes.computeIfAbsent(run.id(), id -> new HashSet<>()).add(job);
    }
  }

  /** The one of some jobs that has all others within itself, and is within none of them. */
  private static Optional<JobId> outermost(Set<JobId> jobs, Map<JobId, Set<JobId>> within) {
    if (jobs.size() == 1) {
      return jobs.stream().findFirst();
    }
    List<JobId> found =
        jobs.stream().filter(job -> allWithin(job, jobs, within).containsAll(jobs)).toList();
    // Two of them would be within each other.
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** A job, and those of some jobs that it runs, or that those run. */
  private static Set<JobId> allWithin(JobId outer, Set<JobId> jobs, Map<JobId, Set<JobId>> within) {
    Set<JobId> all = new HashSet<>(Set.of(outer));
    Deque<JobId> open = new ArrayDeque<>(all);
    while (!open.isEmpty()) {
      for (JobId inner : within.getOrDefault(open.remove(), Set.of())) {
        if (jobs.contains(inner) && all.add(inner)) {
          open.add(inner);
        }
      }
    }
    return all;
  }

  /** The dispatches of a job that have a record, in time order: those within a chain are none. */
  List<AuditedRun> dispatchesOf(JobId job) {
    return runs.getOrDefault(job, List.of()).stream()
        .filter(
            run ->
                !dispatchedOf.containsKey(run.id())
                    || dispatchedOf.get(run.id()).equals(Optional.of(job)))
        .toList();
  }

  /** The runs of a job that may be dispatches, or within a chain: nobody can tell. */
  List<AuditedRun> undecidedOf(JobId job) {
    return runs.getOrDefault(job, List.of()).stream()
        .filter(run -> dispatchedOf.containsKey(run.id()) && dispatchedOf.get(run.id()).isEmpty())
        .toList();
  }

  /** What is wrong with each run of a job that cannot be read. */
  List<String> unreadableOf(JobId job) {
    return unreadable.getOrDefault(job, List.of());
  }

  /** How many of the runs that were read are at work on a worker, each counted once. */
  int openOn(String worker) {
    return openOfWorker.getOrDefault(worker, Set.of()).size();
  }

  /** How many runs are kept. */
  int size() {
    return size;
  }
}
