// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.jobs.ReadJob;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.domain.crontab.CrontabSize;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which jobs make a crontab larger than its cron takes, so that they do not stop the others. */
final class SizeQuarantine {

  private static final int MOST_NAMED = 3;

  private final Limits limits;
  private final OnInvalid onInvalid;

  SizeQuarantine(Limits limits, OnInvalid onInvalid) {
    this.limits = limits;
    this.onInvalid = onInvalid;
  }

  boolean isNeeded(CrontabSize size) {
    return limits.check(size::problem).filter(p -> p.severity() == Severity.ERROR).isPresent();
  }

  /**
   * Makes bad ones of the sound jobs that would get the most new entries.
   *
   * @param jobs in the order of the block
   * @param plans what the block has for each of them, in the same order
   * @param size of the crontab that is too large
   * @return the jobs; empty if that would not mend the size
   */
  Optional<List<ReadJob>> ofLargest(List<ReadJob> jobs, List<JobPlan> plans, CrontabSize size) {
    int surplus = limits.mostOf(size::surplus);
    List<Integer> growing = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (!jobs.get(i).isBad() && growth(plans.get(i)) > 0) {
        growing.add(i);
      }
    }
    if (surplus == 0 || growing.isEmpty()) {
      return Optional.empty();
    }
    // Of those with the same growth the last ones go, in every run the same.
    growing.sort(
        Comparator.comparing((Integer i) -> growth(plans.get(i)))
            .thenComparing(Comparator.naturalOrder())
            .reversed());
    List<ReadJob> smaller = new ArrayList<>(jobs);
    for (int i : growing) {
      if (surplus <= 0) {
        break;
      }
      int entries = plans.get(i).lines().size();
      smaller.set(i, jobs.get(i).with(limits.check(cron -> size.crowding(cron, entries)).get()));
      surplus -= growth(plans.get(i));
    }
    return Optional.of(smaller);
  }

  /** How many entries fewer there are when a job is quarantined. */
  private int growth(JobPlan job) {
    int stay = onInvalid == OnInvalid.KEEP ? job.installed().size() : 0;
    return job.lines().size() - stay;
  }

  /** Where quarantine does not mend the size, the jobs with the most entries are named. */
  static Problem namingLargest(Problem problem, List<JobPlan> plans) {
    String largest =
        plans.stream()
            .filter(job -> !job.lines().isEmpty())
            .sorted(Comparator.comparing(job -> -job.lines().size()))
            .limit(MOST_NAMED)
            .map(job -> Quoted.name(job.name()) + ": " + job.lines().size())
            .collect(Collectors.joining(", "));
    return largest.isEmpty()
        ? problem
        : problem.withHint(
            problem.hint().map(h -> h + "; ").orElse("") + "the most have " + largest);
  }
}
