// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.Reading;
import java.util.Objects;
import java.util.Optional;

/**
 * A kept crontab, and what became of it.
 *
 * @param backup its name
 * @param text what was kept; empty where it cannot be read
 * @param next the crontab that came after it: the next newer backup that is not a found one, or the
 *     crontab as it is; empty where that cannot be read, and for a found one, which was replaced by
 *     the one before it
 */
public record KeptCrontab(Backup backup, Optional<Reading> text, Optional<Reading> next) {

  /** Checks that nothing is null. */
  public KeptCrontab {
    Objects.requireNonNull(backup, "backup");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(next, "next");
  }
}
