// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.jobs;

import io.lavasched.application.lint.RunDelayCheck;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.MaxRunDelay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs that the worker will reject, because the delay of their dispatch alone takes as long as
 * they may wait. Only the table has {@code max_run_delay}; without a delay it is not asked.
 */
public final class RunDelays {

  private final JobsTable table;
  private final RebuildRequest request;
  private final DispatchDelay delays;
  private final Map<JobId, MaxRunDelay> limits = new HashMap<>();
  private final Set<JobId> asked = new HashSet<>();
  private Optional<Problem> notAsked = Optional.empty();

  public RunDelays(JobsTable table, RebuildRequest request) {
    this.table = table;
    this.request = request;
    this.delays = DispatchDelay.of(request.policy().layout(), request.job().parameters().args());
  }

  /** Takes a record that was read already. Nobody misses a run of a job that is disabled. */
  public void note(WholeRecord record) {
    MaxRunDelay limit = record.maxRunDelay();
    Optional<JobId> id = record.id();
    id.ifPresent(asked::add);
    id.filter(each -> limit.isSet() && !record.enabled().isDisabled())
        .ifPresent(each -> limits.put(each, limit));
  }

  /** A problem for each job that its delay loses. */
  public List<Problem> lost(List<ReadJob> jobs, Set<JobId> disabled) {
    if (delays.isNone()) {
      return List.of();
    }
    List<JobId> delayed =
        ReadJob.scheduled(jobs)
            .filter(id -> delays.seconds(id) > 0 && !disabled.contains(id))
            .toList();
    read(delayed.stream().filter(asked::add).toList());
    List<Problem> lost = new ArrayList<>();
    notAsked.map(request::ofJob).ifPresent(lost::add);
    for (JobId id : delayed) {
      Optional.ofNullable(limits.get(id))
          .flatMap(limit -> RunDelayCheck.problem(limit, delays.seconds(id), delays.source()))
          .ifPresent(problem -> lost.add(problem.in(Subject.job(id.text()))));
    }
    return lost;
  }

  /** Advice alone: a role that may not read the table can still rebuild. */
  private void read(List<JobId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    try {
      table.forEachAmong(ids, source -> note(new WholeRecord(source)));
    } catch (StoreException e) {
      notAsked =
          Optional.of(
              Problem.of(
                      ProblemCode.NOT_READ,
                      "max_run_delay of jobs that are delayed should be read, found: "
                          + Quoted.escape(e.getMessage()))
                  .withHint("whether the delay loses one of them is not known"));
    }
  }
}
