// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a window that begins or ends changes in the crontab. It does so with the first rebuild from
 * then on.
 *
 * @param at when: the first second that is otherwise
 * @param jobs those whose entries come and go: {@code installed} has their lines before, {@code
 *     lines} those after
 */
public record ComingChange(Instant at, List<JobPlan> jobs) {

  /** Checks that nothing is null, and copies the jobs. */
  public ComingChange {
    Objects.requireNonNull(at, "at");
    jobs = List.copyOf(jobs);
  }
}
