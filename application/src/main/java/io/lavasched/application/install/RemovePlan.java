// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.domain.crontab.CrontabText;
import java.util.Objects;
import java.util.Optional;

/**
 * What a crontab would be without its block.
 *
 * @param before the crontab as it is; empty when there is none
 * @param after the crontab without the block; the same where it has none
 * @param entries how many lines of the block cron runs
 */
public record RemovePlan(Optional<CrontabText> before, Optional<CrontabText> after, int entries) {

  /** Checks that nothing is null. */
  public RemovePlan {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }

  /**
   * Whether anything would be written.
   *
   * @return false when there is no block
   */
  public boolean hasChanges() {
    return !before.equals(after);
  }
}
