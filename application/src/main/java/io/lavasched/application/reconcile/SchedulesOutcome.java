// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.Stopped;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How the planning of schedules, or their writing, ended. */
public sealed interface SchedulesOutcome
    permits SchedulesOutcome.NotPlanned,
        SchedulesOutcome.Unchanged,
        SchedulesOutcome.Guarded,
        SchedulesOutcome.Pending,
        SchedulesOutcome.Written {

  /**
   * One function a case.
   *
   * @param notPlanned for {@link NotPlanned}
   * @param unchanged for {@link Unchanged}
   * @param guarded for {@link Guarded}
   * @param pending for {@link Pending}
   * @param written for {@link Written}
   * @param <R> the result
   * @return the result of the function that fits
   */
  <R> R fold(
      Function<? super NotPlanned, ? extends R> notPlanned,
      Function<? super Unchanged, ? extends R> unchanged,
      Function<? super Guarded, ? extends R> guarded,
      Function<? super Pending, ? extends R> pending,
      Function<? super Written, ? extends R> written);

  /** The name for JSON; {@code docs/json.md} lists them. */
  String word();

  /** What was planned; empty for {@link NotPlanned}. */
  Optional<SchedulesPlan> planned();

  /**
   * Nothing was written, and there is no plan.
   *
   * @param stopped why
   */
  record NotPlanned(Stopped stopped) implements SchedulesOutcome {

    /** Checks that nothing is null. */
    public NotPlanned {
      Objects.requireNonNull(stopped, "stopped");
    }

    @Override
    public String word() {
      return stopped.word();
    }

    @Override
    public Optional<SchedulesPlan> planned() {
      return Optional.empty();
    }

    @Override
    public <R> R fold(
        Function<? super NotPlanned, ? extends R> notPlanned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Pending, ? extends R> pending,
        Function<? super Written, ? extends R> written) {
      return notPlanned.apply(this);
    }
  }

  /**
   * Nothing was written, because the group is as it should be.
   *
   * @param plan a plan without changes
   */
  record Unchanged(SchedulesPlan plan) implements SchedulesOutcome {
    @Override
    public String word() {
      return "unchanged";
    }

    @Override
    public Optional<SchedulesPlan> planned() {
      return Optional.of(plan);
    }

    @Override
    public <R> R fold(
        Function<? super NotPlanned, ? extends R> notPlanned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Pending, ? extends R> pending,
        Function<? super Written, ? extends R> written) {
      return unchanged.apply(this);
    }
  }

  /**
   * Nothing was written, because a guard refused.
   *
   * @param plan what was meant, with its {@linkplain SchedulesPlan#refusals() refusals}
   */
  record Guarded(SchedulesPlan plan) implements SchedulesOutcome {
    @Override
    public String word() {
      return "guarded";
    }

    @Override
    public Optional<SchedulesPlan> planned() {
      return Optional.of(plan);
    }

    @Override
    public <R> R fold(
        Function<? super NotPlanned, ? extends R> notPlanned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Pending, ? extends R> pending,
        Function<? super Written, ? extends R> written) {
      return guarded.apply(this);
    }
  }

  /**
   * There are changes, and nothing was written, for only a plan was asked for.
   *
   * @param plan what would be written
   */
  record Pending(SchedulesPlan plan) implements SchedulesOutcome {
    @Override
    public String word() {
      return "planned";
    }

    @Override
    public Optional<SchedulesPlan> planned() {
      return Optional.of(plan);
    }

    @Override
    public <R> R fold(
        Function<? super NotPlanned, ? extends R> notPlanned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Pending, ? extends R> pending,
        Function<? super Written, ? extends R> written) {
      return pending.apply(this);
    }
  }

  /**
   * Something was written, whole or in part.
   *
   * @param plan what was meant
   * @param progress how far it came
   */
  record Written(SchedulesPlan plan, Progress progress) implements SchedulesOutcome {
    @Override
    public String word() {
      return progress.isWhole() ? "written" : "incomplete";
    }

    @Override
    public Optional<SchedulesPlan> planned() {
      return Optional.of(plan);
    }

    @Override
    public <R> R fold(
        Function<? super NotPlanned, ? extends R> notPlanned,
        Function<? super Unchanged, ? extends R> unchanged,
        Function<? super Guarded, ? extends R> guarded,
        Function<? super Pending, ? extends R> pending,
        Function<? super Written, ? extends R> written) {
      return written.apply(this);
    }
  }
}
