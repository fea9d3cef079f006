// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import java.util.Objects;
import java.util.Optional;

/**
 * How the removal of a block ended.
 *
 * @param plan what was meant
 * @param result what came of it; empty where nothing was written, because there is no block
 */
public record RemoveOutcome(RemovePlan plan, Optional<InstallResult> result) {

  /** Checks that nothing is null. */
  public RemoveOutcome {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(result, "result");
  }
}
