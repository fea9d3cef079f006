package io.lavasched.domain.usecase;

import io.lavasched.domain.port.StoreException;
import java.util.List;
import java.util.function.Function;

/** How a rebuild ended. */
public sealed interface RebuildOutcome
    permits Stopped,
        RebuildOutcome.Unchanged,
        RebuildOutcome.Installed,
        RebuildOutcome.Refused,
        RebuildOutcome.PutBack {

  /**
   * One function a case.
   *
   * @param stopped for {@link Stopped}
   * @param unchanged for {@link Unchanged}
   * @param installed for {@link Installed}
   * @param refused for {@link Refused}
   * @param putBack for {@link PutBack}
   * @param <R> the result
   * @return the result of the function that fits
   */
  <R> R fold(
      Function<? super Stopped, ? extends R> stopped,
      Function<? super Unchanged, ? extends R> unchanged,
      Function<? super Installed, ? extends R> installed,
      Function<? super Refused, ? extends R> refused,
      Function<? super PutBack, ? extends R> putBack);

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
        Function<? super Installed, ? extends R> installed,
        Function<? super Refused, ? extends R> refused,
        Function<? super PutBack, ? extends R> putBack) {
      return unchanged.apply(this);
    }
  }

  /**
   * The new crontab is installed, and was read back.
   *
   * @param plan what was written
   */
  record Installed(RebuildPlan plan) implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
        Function<? super Refused, ? extends R> refused,
        Function<? super PutBack, ? extends R> putBack) {
      return installed.apply(this);
    }
  }

  /**
   * The install failed, and the old crontab is still there: it was read.
   *
   * @param plan what was meant
   * @param failure what the install failed with
   */
  record Refused(RebuildPlan plan, StoreException failure) implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
        Function<? super Refused, ? extends R> refused,
        Function<? super PutBack, ? extends R> putBack) {
      return refused.apply(this);
    }
  }

  /**
   * After the install, the crontab was not what was meant, or could not be read: the old one was
   * put back.
   *
   * @param plan what was meant
   * @param isBack whether the old crontab was then read back
   * @param failures what failed on the way, in order; empty when the crontab just was another
   */
  record PutBack(RebuildPlan plan, boolean isBack, List<StoreException> failures)
      implements RebuildOutcome {
    /** Copies the failures. */
    public PutBack {
      failures = List.copyOf(failures);
    }

    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
        Function<? super Refused, ? extends R> refused,
        Function<? super PutBack, ? extends R> putBack) {
      return putBack.apply(this);
    }
  }
}
