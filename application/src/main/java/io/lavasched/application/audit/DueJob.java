// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A job, and the entries that may have dispatched it.
 *
 * @param id which job
 * @param dispatcher whose job; empty where only a crontab was read, which does not say
 * @param entries in the order in which they are written
 */
public record DueJob(JobId id, Optional<DispatcherName> dispatcher, List<DueEntry> entries) {

  /** Copies the entries. */
  public DueJob {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(dispatcher, "dispatcher");
    entries = List.copyOf(entries);
  }

  /**
   * What was due in a time.
   *
   * @param from its first second
   * @param to its last second
   * @return in time order, those of one second in the order of the entries; one that is due more
   *     than once at a second so often
   */
  List<DueDispatch> due(long from, long to) {
    List<DueDispatch> due = new ArrayList<>();
    for (int index = 0; index < entries.size(); index++) {
      DueEntry entry = entries.get(index);
      for (long at = entry.next(from - 1); at <= to; at = entry.next(at)) {
        if (entry.isIn(at)) {
          DueDispatch dispatch = new DueDispatch(at, index, entry, entry.doubt(at));
          for (int i = entry.fires().count(at); i > 0; i--) {
            due.add(dispatch);
          }
        }
      }
    }
    if (entries.size() > 1) {
      due.sort(Comparator.comparingLong(DueDispatch::at));
    }
    return due;
  }
}
