// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import java.time.Instant;
import java.util.Objects;

/**
 * The name of a kept crontab.
 *
 * @param name unique in its archive; names sort as the crontabs were kept
 * @param time when it was kept
 * @param found whether it is what was found after a failed install, which may be spoiled; not a
 *     crontab from before an install
 */
public record Backup(String name, Instant time, boolean found) {

  /** Checks that nothing is null. */
  public Backup {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(time, "time");
  }

  @Override
  public String toString() {
    return name;
  }
}
