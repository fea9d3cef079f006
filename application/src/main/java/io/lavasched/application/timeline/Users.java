// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whose jobs have one cron string in one window: so many of each dispatcher, and each worker. */
final class Users {

  private final ActiveMinutes active;
  private final Map<Integer, Integer> jobsOfDispatcher = new TreeMap<>();
  private final Map<Integer, Integer> jobsOfWorker = new TreeMap<>();
  private int jobs;
  private Optional<Dispatches> dispatches = Optional.empty();

  Users(ActiveMinutes active) {
    this.active = active;
  }

  void add(int dispatcher, int worker) {
    jobs++;
    jobsOfDispatcher.merge(dispatcher, 1, Integer::sum);
    jobsOfWorker.merge(worker, 1, Integer::sum);
  }

  ActiveMinutes active() {
    return active;
  }

  int jobs() {
    return jobs;
  }

  Map<Integer, Integer> jobsOfDispatcher() {
    return jobsOfDispatcher;
  }

  Map<Integer, Integer> jobsOfWorker() {
    return jobsOfWorker;
  }

  /** Set once all have been added. */
  void found(Dispatches found) {
    dispatches = Optional.of(found);
  }

  Dispatches dispatches() {
    return dispatches.orElseThrow();
  }
}
