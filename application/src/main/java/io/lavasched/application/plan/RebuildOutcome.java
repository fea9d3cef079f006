// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import io.lavasched.application.install.InstallResult;
import java.util.function.Function;

/** How a rebuild ended. */
public sealed interface RebuildOutcome
    permits Stopped, RebuildOutcome.Unchanged, RebuildOutcome.Guarded, RebuildOutcome.Written {

  /**
   * One function a case.
   *
   * @param stopped for {@link Stopped}
   * @param unchanged for {@link Unchanged}
   * @param guarded for {@link Guarded}
   * @param written for {@link Written}
   * @param <R> the result
   * @return the result of the function that fits
   */
  <R> R fold(
      Function<? super Stopped, ? extends R> stopped,
      Function<? super Unchanged, ? extends R> unchanged,
      Function<? super Guarded, ? extends R> guarded,
      Function<? super Written, ? extends R> written);

  /**
   * Nothing was written, because the crontab is as it should be.
   *
   * @param plan a plan without changes
   */
  record Unchanged(RebuildPlan plan) implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Written, ? extends R> written) {
      return unchanged.apply(this);
    }
  }

  /**
   * Nothing was written, because a guard refused.
   *
   * @param plan what was meant, with its {@linkplain RebuildPlan#refusals() refusals}
   */
  record Guarded(RebuildPlan plan) implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Written, ? extends R> written) {
      return guarded.apply(this);
    }
  }

  /**
   * The new crontab was handed to the store.
   *
   * @param plan what was meant
   * @param result what came of it
   */
  record Written(RebuildPlan plan, InstallResult result) implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Written, ? extends R> written) {
      return written.apply(this);
    }
  }
}
