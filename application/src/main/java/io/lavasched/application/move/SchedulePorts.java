// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore;
import java.util.Objects;

/**
 * The schedules of a move.
 *
 * @param store the group
 * @param archive where its old schedules are kept
 */
public record SchedulePorts(ScheduleStore store, ScheduleArchive archive) {

  /** Checks that nothing is null. */
  public SchedulePorts {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(archive, "archive");
  }
}
