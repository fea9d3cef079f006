// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import java.util.Objects;
import java.util.Optional;

/**
 * How a restore ended.
 *
 * @param plan what was meant
 * @param result what came of it; empty where nothing was written, because nothing differs
 */
public record RestoreOutcome(RestorePlan plan, Optional<InstallResult> result) {

  /** Checks that nothing is null. */
  public RestoreOutcome {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(result, "result");
  }
}
