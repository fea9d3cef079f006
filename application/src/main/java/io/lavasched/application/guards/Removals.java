// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import io.lavasched.application.entries.InstalledBlock;
import io.lavasched.application.jobs.JobReader;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Jobs whose entries would all go: each is read again from the table before that is believed. */
public final class Removals {

  private final JobReader reader;

  /** Those that were read again already. */
  private final Set<JobId> confirmed = new HashSet<>();

  private final List<Problem> lagging = new ArrayList<>();

  public Removals(JobReader reader) {
    this.reader = reader;
  }

  /**
   * Reads again what a plan removes, and what was not read again before.
   *
   * @param plans of all jobs
   * @param installed the block as it is
   * @return the jobs that were read again; empty where each removal is confirmed
   */
  public Set<JobId> readAgain(List<JobPlan> plans, InstalledBlock installed) {
    Set<JobId> removed = unconfirmed(plans, installed);
    if (!removed.isEmpty()) {
      reader.readAgain(removed);
      confirmed.addAll(removed);
    }
    return removed;
  }

  /**
   * Only what the index alone says is doubted: whether a job is disabled was read from the table.
   */
  private Set<JobId> unconfirmed(List<JobPlan> plans, InstalledBlock installed) {
    Set<String> going = new HashSet<>();
    for (JobPlan plan : plans) {
      if (plan.change() == JobPlan.Change.REMOVED && plan.state() != JobPlan.State.DISABLED) {
        going.add(plan.name());
      }
    }
    Set<JobId> unconfirmed = new LinkedHashSet<>(installed.jobs());
    unconfirmed.removeIf(id -> !going.contains(id.text()) || confirmed.contains(id));
    return unconfirmed;
  }

  /** Notes which of the jobs that were read again are in the block after all. */
  public void noteLag(Set<JobId> again, Block block) {
    Set<JobId> back = new LinkedHashSet<>();
    block.lines().forEach(line -> back.addAll(line.jobs()));
    back.retainAll(again);
    for (JobId id : back) {
      lagging.add(
          Problem.of(
                  ProblemCode.INDEX_BEHIND,
                  "index should have the job as the table has it, found it behind; the table"
                      + " counts")
              .in(Subject.job(id.text())));
    }
  }

  /** The jobs that only the index had lost. */
  public List<Problem> lagging() {
    return lagging;
  }
}
