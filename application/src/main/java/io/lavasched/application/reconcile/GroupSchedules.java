// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.DispatchInput;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.domain.job.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The schedules of a group, by job.
 *
 * <p>A schedule is lavasched's if its name has the hash of a job: of one that a record has, or of
 * the one in its own input. Any other one is foreign.
 */
final class GroupSchedules {

  private final Map<JobId, List<Stored>> byJob = new TreeMap<>();
  private final List<Stored> foreign = new ArrayList<>();
  private final int size;

  /**
   * Sorts them.
   *
   * @param stored all of the group
   * @param known the jobs of which there are records
   */
  GroupSchedules(List<Stored> stored, Collection<JobId> known) {
    Map<String, JobId> byHash = new HashMap<>();
    known.forEach(job -> byHash.put(ScheduleName.hashOf(job), job));
    for (Stored each : stored) {
      Optional<JobId> job = each.name().jobHash().map(byHash::get).or(() -> ofInput(each));
      if (job.isPresent()) {
        byJob.computeIfAbsent(job.get(), id -> new ArrayList<>()).add(each);
      } else {
        foreign.add(each);
      }
    }
    size = stored.size() - foreign.size();
  }

  private static Optional<JobId> ofInput(Stored stored) {
    return stored
        .spec()
        .flatMap(spec -> DispatchInput.job(spec.target().input()))
        .filter(stored.name()::isOf);
  }

  /** The jobs that have schedules here. */
  Collection<JobId> jobs() {
    return byJob.keySet();
  }

  /** Those of a job. */
  List<Stored> of(JobId job) {
    return byJob.getOrDefault(job, List.of());
  }

  /** Those that are not lavasched's. */
  List<Stored> foreign() {
    return foreign;
  }

  /** How many are lavasched's. */
  int size() {
    return size;
  }
}
