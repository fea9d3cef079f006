// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.times.RealmService;
import io.lavasched.domain.job.JobId;
import java.util.Objects;

/**
 * For which job to ask, whose schedules are kept in EventBridge Scheduler.
 *
 * @param job which job
 * @param wholeRealm whether the table is all of a realm
 * @param service what is known about the place where the schedules are kept
 * @param settings what the command line says; it wins over the records of the lavasched jobs
 */
public record ExplainServiceRequest(
    JobId job, boolean wholeRealm, RealmService service, RebuildSettings settings) {

  /** Checks that nothing is null. */
  public ExplainServiceRequest {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(settings, "settings");
  }
}
