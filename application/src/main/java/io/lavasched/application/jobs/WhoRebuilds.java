// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.jobs;

import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.job.JobId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which jobs of a crontab make it anew. */
public final class WhoRebuilds {

  private WhoRebuilds() {}

  /**
   * Looks which jobs of a planned block rebuild it: the lavasched job, the one that runs this
   * rebuild, and those whose records say that they run this program for the lavasched job, or
   * dispatch it.
   *
   * @param table where the records are; read where the request does not tell
   * @param request of the plan
   * @param plan what the block would be
   * @return their ids, sorted; empty where nothing of the block rebuilds it, though something
   *     outside of lava may
   */
  public static Set<String> of(JobsTable table, RebuildRequest request, RebuildPlan plan) {
    Set<JobId> ids =
        plan.block().lines().stream()
            .flatMap(line -> line.jobs().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> known =
        request.runners().stream()
            .filter(ids::contains)
            .map(JobId::text)
            .collect(Collectors.toCollection(TreeSet::new));
    return known.isEmpty() ? among(table, ids, request.job().id()) : known;
  }

  /** The enabled ones of some jobs, as the table has them. */
  static Set<String> among(JobsTable table, Collection<JobId> ids, Optional<JobId> lavasched) {
    Set<String> found = new TreeSet<>();
    if (!ids.isEmpty()) {
      table.forEachAmong(
          ids,
          source -> {
            WholeRecord record = new WholeRecord(source);
            if (isOne(record, lavasched) && !record.enabled().isDisabled()) {
              found.add(record.subject().name());
            }
          });
    }
    return found;
  }

  /** Whether a record says that its job rebuilds the crontab, enabled or not. */
  static boolean isOne(WholeRecord record, Optional<JobId> lavasched) {
    return record.command().filter(command -> command.mayBeFor(lavasched)).isPresent();
  }
}
