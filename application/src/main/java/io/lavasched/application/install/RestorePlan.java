// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.application.port.Backup;
import io.lavasched.domain.crontab.CrontabText;
import java.util.Objects;
import java.util.Optional;

/**
 * What a restore would write.
 *
 * @param backup where it comes from
 * @param before the crontab as it is; empty when there is none
 * @param after the crontab as it would be, such as the cron takes; empty when it would be removed
 */
public record RestorePlan(
    Backup backup, Optional<CrontabText> before, Optional<CrontabText> after) {

  /** Checks that nothing is null. */
  public RestorePlan {
    Objects.requireNonNull(backup, "backup");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }

  /**
   * Whether anything would be written.
   *
   * @return false when the crontab is already that of the backup
   */
  public boolean hasChanges() {
    return !before.equals(after);
  }
}
