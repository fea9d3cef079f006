// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import io.lavasched.application.records.OnInvalid;
import io.lavasched.domain.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Nothing was written, and there is no plan.
 *
 * @param reason why
 * @param problems what was found
 */
public record Stopped(Reason reason, List<Problem> problems)
    implements PlanOutcome, RebuildOutcome {

  /** Why nothing was even planned. */
  public enum Reason {
    /** The lavasched job is disabled. */
    DISABLED,
    /** A record is bad, and {@link OnInvalid#FAIL} was asked for. */
    INVALID_RECORDS,
    /** A parameter is more than this cron takes, or does not go with what else was asked for. */
    INVALID_PARAMETERS,
    /** The new crontab would be more than this cron takes. */
    CRON_LIMIT,
    /** The markers of the block do not pair up. */
    BROKEN_CRONTAB
  }

  /** Copies the problems. */
  public Stopped {
    problems = List.copyOf(problems);
  }

  @Override
  public String word() {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<String> why() {
    return problems.isEmpty() ? Optional.empty() : Optional.of(problems.get(0).text());
  }

  @Override
  public Optional<RebuildPlan> planned() {
    return Optional.empty();
  }

  @Override
  public <R> R fold(
      Function<? super Stopped, ? extends R> stopped, Function<? super Ready, ? extends R> ready) {
    return stopped.apply(this);
  }

  @Override
  public <R> R fold(
      Function<? super Stopped, ? extends R> stopped,
      Function<? super Unchanged, ? extends R> unchanged,
      Function<? super Guarded, ? extends R> guarded,
      Function<? super Written, ? extends R> written) {
    return stopped.apply(this);
  }
}
