// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.SeenJobs;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A memory of job records that lasts as long as the object. */
public final class InMemorySeenJobs implements SeenJobs {

  private Map<JobId, Seen> seen = Map.of();
  private boolean fails;

  /**
   * Lets every later read and write fail.
   *
   * @return this
   */
  public InMemorySeenJobs fail() {
    fails = true;
    return this;
  }

  /** Spoils what is in it. */
  public void spoil() {
    seen = Map.of();
  }

  @Override
  public Map<JobId, Seen> read() {
    failIfTold("read");
    return seen;
  }

  @Override
  public void write(Map<JobId, Seen> jobs) {
    failIfTold("write");
    Map<JobId, Seen> kept = new LinkedHashMap<>();
    new TreeMap<>(jobs)
        .entrySet().stream().limit(MOST).forEach(e -> kept.put(e.getKey(), e.getValue()));
    seen = Map.copyOf(kept);
  }

  private void failIfTold(String operation) {
    if (fails) {
      throw new StoreException(
          operation,
          describe(),
          false,
          "cannot " + operation + " " + describe() + ": told to fail",
          Optional.empty());
    }
  }

  @Override
  public String describe() {
    return "seen jobs in memory";
  }
}
