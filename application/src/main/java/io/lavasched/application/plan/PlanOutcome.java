// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import java.util.function.Function;

/** How the making of a plan ended; nothing was written. */
public sealed interface PlanOutcome permits Stopped, PlanOutcome.Ready {

  /**
   * One function a case.
   *
   * @param stopped for {@link Stopped}
   * @param ready for {@link Ready}
   * @param <R> the result
   * @return the result of the function that fits
   */
  <R> R fold(
      Function<? super Stopped, ? extends R> stopped, Function<? super Ready, ? extends R> ready);

  /**
   * There is a plan.
   *
   * @param plan what a rebuild would write
   */
  record Ready(RebuildPlan plan) implements PlanOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Ready, ? extends R> ready) {
      return ready.apply(this);
    }
  }
}
