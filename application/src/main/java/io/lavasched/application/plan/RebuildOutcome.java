// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import io.lavasched.application.install.InstallResult;
import java.util.Optional;
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
   * The name for JSON; {@code docs/json.md} lists them.
   *
   * @return such as {@code installed}
   */
  String word();

  /**
   * Why the crontab is not as the records say.
   *
   * @return the first thing that was found, in one line; empty where it is
   */
  Optional<String> why();

  /**
   * What was planned.
   *
   * @return empty for {@link Stopped}
   */
  Optional<RebuildPlan> planned();

  /**
   * Nothing was written, because the crontab is as it should be.
   *
   * @param plan a plan without changes
   */
  record Unchanged(RebuildPlan plan) implements RebuildOutcome {
    @Override
    public String word() {
      return "unchanged";
    }

    @Override
    public Optional<String> why() {
      return Optional.empty();
    }

    @Override
    public Optional<RebuildPlan> planned() {
      return Optional.of(plan);
    }

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
    public String word() {
      return "guarded";
    }

    @Override
    public Optional<String> why() {
      return Optional.of(plan.refusals().get(0).text());
    }

    @Override
    public Optional<RebuildPlan> planned() {
      return Optional.of(plan);
    }

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
    public String word() {
      return result.word();
    }

    @Override
    public Optional<String> why() {
      return result.why();
    }

    @Override
    public Optional<RebuildPlan> planned() {
      return Optional.of(plan);
    }

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
