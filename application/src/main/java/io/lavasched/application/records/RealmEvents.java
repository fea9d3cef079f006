// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.port.JobsTable;
import io.lavasched.domain.lavasched.RealmRecord;
import java.time.Duration;
import java.util.Optional;

/** How long the table of run records of a realm keeps a run. */
public final class RealmEvents {

  /** Where nobody says: lava's own default. */
  public static final Duration DEFAULT = RealmRecord.EVENTS_KEPT;

  private RealmEvents() {}

  /**
   * Reads the record of the realm.
   *
   * @param table where its record is
   * @return how long after its last event; lava's default where there is no record; empty for ever
   */
  public static Optional<Duration> kept(JobsTable table) {
    return table
        .realm()
        .map(record -> RealmRecord.eventsKept(record.value()))
        .orElse(Optional.of(DEFAULT));
  }
}
