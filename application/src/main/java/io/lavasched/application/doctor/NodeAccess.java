// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.NoDispatch;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.TableChecks;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A node that may be broken: what a rebuild uses is opened when it is looked at, and that may fail
 * with a {@code StoreException}.
 *
 * @param checks what the node tells of itself
 * @param tableChecks what it sees of the live table; empty where the records come from files
 * @param noDispatch lava's file against dispatches
 * @param lastRuns opens the report of the last run
 * @param stores what a rebuild reads
 */
public record NodeAccess(
    NodeChecks checks,
    Optional<TableChecks> tableChecks,
    NoDispatch noDispatch,
    Supplier<LastRuns> lastRuns,
    Stores stores) {

  /** Checks that nothing is null. */
  public NodeAccess {
    Objects.requireNonNull(checks, "checks");
    Objects.requireNonNull(tableChecks, "tableChecks");
    Objects.requireNonNull(noDispatch, "noDispatch");
    Objects.requireNonNull(lastRuns, "lastRuns");
    Objects.requireNonNull(stores, "stores");
  }

  /**
   * What a rebuild reads.
   *
   * @param table opens the records
   * @param crontab opens the crontab
   * @param isPlainFile whether that is a plain file, which no cron reads
   * @param archive opens the backups
   * @param memory opens what the last run left
   */
  public record Stores(
      Supplier<JobsTable> table,
      Supplier<CrontabStore> crontab,
      boolean isPlainFile,
      Supplier<CrontabArchive> archive,
      Supplier<RunMemory> memory) {}
}
