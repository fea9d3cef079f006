// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.RunMemory;
import java.util.Objects;

/**
 * The crontab of a move.
 *
 * @param store the crontab
 * @param archive where old ones are kept
 * @param memory of the runs on it
 */
public record CrontabPorts(CrontabStore store, CrontabArchive archive, RunMemory memory) {

  /** Checks that nothing is null. */
  public CrontabPorts {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(memory, "memory");
  }
}
