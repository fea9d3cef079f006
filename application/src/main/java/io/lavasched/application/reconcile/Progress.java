// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.schedules.ScheduleName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the writing into a group came.
 *
 * @param done how many changes are done
 * @param total how many there were to do
 * @param backup what the group was before; empty where it was not there
 * @param failure what ended it before its end
 * @param different the schedules that are not as they were written, when all was done: somebody
 *     else changes them
 */
public record Progress(
    int done,
    int total,
    Optional<Backup> backup,
    Optional<StoreException> failure,
    List<ScheduleName> different) {

  /** Checks that nothing is null, and copies. */
  public Progress {
    Objects.requireNonNull(backup, "backup");
    Objects.requireNonNull(failure, "failure");
    different = List.copyOf(different);
  }

  /** Whether the group is as it was planned, and was read again to see it. */
  public boolean isWhole() {
    return failure.isEmpty() && different.isEmpty();
  }
}
