package io.lavasched.domain.usecase;

import io.lavasched.domain.port.StoreException;
import io.lavasched.domain.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a rebuild, or the plan of one, ended. */
public sealed interface RebuildOutcome {

  /** Why nothing was even planned. */
  enum Reason {
    /** The lavasched job is disabled. */
    DISABLED,
    /** A record is bad, and {@link OnInvalid#FAIL} was asked for. */
    INVALID_RECORDS,
    /** The markers of the block do not pair up. */
    BROKEN_CRONTAB
  }

  /**
   * One function a case.
   *
   * @param stopped for {@link Stopped}
   * @param planned for {@link Planned}
   * @param unchanged for {@link Unchanged}
   * @param installed for {@link Installed}
   * @param putBack for {@link PutBack}
   * @param <R> the result
   * @return the result of the function that fits
   */
  <R> R fold(
      Function<? super Stopped, ? extends R> stopped,
      Function<? super Planned, ? extends R> planned,
      Function<? super Unchanged, ? extends R> unchanged,
      Function<? super Installed, ? extends R> installed,
      Function<? super PutBack, ? extends R> putBack);

  /**
   * Nothing was written, and there is no plan.
   *
   * @param reason why
   * @param problems what was found
   */
  record Stopped(Reason reason, List<Problem> problems) implements RebuildOutcome {
    /** Copies the problems. */
    public Stopped {
      problems = List.copyOf(problems);
    }

    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Planned, ? extends R> planned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
        Function<? super PutBack, ? extends R> putBack) {
      return stopped.apply(this);
    }
  }

  /**
   * Nothing was written, because only a plan was asked for.
   *
   * @param plan what would be written
   */
  record Planned(RebuildPlan plan) implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Planned, ? extends R> planned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
        Function<? super PutBack, ? extends R> putBack) {
      return planned.apply(this);
    }
  }

  /**
   * Nothing was written, because the crontab is as it should be.
   *
   * @param plan a plan without changes
   */
  record Unchanged(RebuildPlan plan) implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Planned, ? extends R> planned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
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
        Function<? super Planned, ? extends R> planned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
        Function<? super PutBack, ? extends R> putBack) {
      return installed.apply(this);
    }
  }

  /**
   * What was read back after the install was not what was meant, or nothing could be read, so the
   * old crontab was put back.
   *
   * @param plan what was meant
   * @param isBack whether the old crontab was read back; if not, nobody knows what is there
   * @param failure what failed first: the install, the reading or the putting back
   */
  record PutBack(RebuildPlan plan, boolean isBack, Optional<StoreException> failure)
      implements RebuildOutcome {
    @Override
    public <R> R fold(
        Function<? super Stopped, ? extends R> stopped,
        Function<? super Planned, ? extends R> planned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Installed, ? extends R> installed,
        Function<? super PutBack, ? extends R> putBack) {
      return putBack.apply(this);
    }
  }
}
