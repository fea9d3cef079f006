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

  // Written out: those of a record are made by the JVM anew in each run, which takes milliseconds.

  @Override
  public boolean equals(Object other) {
    return other instanceof Backup backup
        && name.equals(backup.name)
        && time.equals(backup.time)
        && found == backup.found;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
