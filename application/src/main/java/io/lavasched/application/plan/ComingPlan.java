// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import java.util.List;
import java.util.Objects;

/**
 * What a rebuild would write now, and what coming ones will because time goes on.
 *
 * @param outcome the plan of now
 * @param changes what windows that begin or end will change, in time order; empty without a plan
 * @param isCut whether there are more, later ones
 */
public record ComingPlan(PlanOutcome outcome, List<ComingChange> changes, boolean isCut) {

  /** Checks that nothing is null, and copies the changes. */
  public ComingPlan {
    Objects.requireNonNull(outcome, "outcome");
    changes = List.copyOf(changes);
  }

  /** A plan of now alone. */
  public static ComingPlan without(PlanOutcome outcome) {
    return new ComingPlan(outcome, List.of(), false);
  }
}
