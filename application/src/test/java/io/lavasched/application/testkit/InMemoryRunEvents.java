// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Run records in memory; a read may break off, and it is known which jobs were asked for. */
public final class InMemoryRunEvents implements RunEvents {

  private final Map<JobId, Map<String, Run>> runs = new HashMap<>();
  private final Map<JobId, Map<String, Instant>> unreadable = new HashMap<>();
  private final List<JobId> asked = new ArrayList<>();
  private Optional<Integer> failAfter = Optional.empty();

  /**
   * Adds a run, or replaces the one with its id.
   *
   * @param job whose run
   * @param run which
   * @return this
   */
  public InMemoryRunEvents put(JobId job, Run run) {
    runs.computeIfAbsent(job, j -> new LinkedHashMap<>()).put(run.id(), run);
    return this;
  }

  /**
   * Adds a run that cannot be read.
   *
   * @param job whose run
   * @param id its run id
   * @param lastEvent when its last event was
   * @return this
   */
  public InMemoryRunEvents putUnreadable(JobId job, String id, Instant lastEvent) {
    unreadable.computeIfAbsent(job, j -> new LinkedHashMap<>()).put(id, lastEvent);
    return this;
  }

  /**
   * Lets later reads fail.
   *
   * @param reads how many still succeed
   * @return this
   */
  public InMemoryRunEvents failAfter(int reads) {
    failAfter = Optional.of(asked.size() + reads);
    return this;
  }

  /**
   * Which jobs were asked for.
   *
   * @return one for each read, the first one first
   */
  public List<JobId> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Runs of(JobId job, Instant since) {
    if (failAfter.filter(reads -> asked.size() >= reads).isPresent()) {
      throw new StoreException(
          "query",
          describe(),
          true,
          "cannot query " + describe() + ": told to fail",
          Optional.of("try again later"));
    }
    asked.add(job);
    return new Runs(
        runs.getOrDefault(job, Map.of()).values().stream()
            .filter(run -> !run.lastEvent().isBefore(since))
            .toList(),
        unreadable.getOrDefault(job, Map.of()).entrySet().stream()
            .filter(entry -> !entry.getValue().isBefore(since))
            .map(entry -> "run \"" + entry.getKey() + "\": ts_dispatch is no time")
            .toList());
  }

  @Override
  public String describe() {
    return "run records in memory";
  }
}
