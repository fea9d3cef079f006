package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Installs a crontab, looks whether it is there, and puts the old one back if it is not. */
final class CrontabInstall {

  private final CrontabStore store;
  private final RebuildPlan plan;
  private final List<StoreException> failures = new ArrayList<>();

  CrontabInstall(CrontabStore store, RebuildPlan plan) {
    this.store = store;
    this.plan = plan;
  }

  RebuildOutcome run() {
    if (!plan.hasChanges()) {
      return new RebuildOutcome.Unchanged(plan);
    }
    Optional<StoreException> refusal = attempt(() -> store.install(plan.after()));
    // A crontab program that was stopped halfway may have done its work all the same, and one that
    // says that all is well may have done nothing: what counts is what is there.
    if (refusal.isEmpty() ? holds(Optional.of(plan.after())) : holds(plan.before())) {
      return refusal
          .<RebuildOutcome>map(failure -> new RebuildOutcome.Refused(plan, failure))
          .orElseGet(() -> new RebuildOutcome.Installed(plan));
    }
    attempt(() -> plan.before().ifPresentOrElse(old -> store.install(old), () -> store.remove()));
    boolean isBack = holds(plan.before());
    return new RebuildOutcome.PutBack(plan, isBack, failures);
  }

  /** Nobody knows what a crontab that cannot be read holds: that counts as something else. */
  private boolean holds(Optional<CrontabText> text) {
    boolean[] same = {false};
    attempt(() -> same[0] = store.read().equals(text));
    return same[0];
  }

  private Optional<StoreException> attempt(Runnable step) {
    try {
      step.run();
      return Optional.empty();
    } catch (StoreException e) {
      failures.add(e);
      return Optional.of(e);
    }
  }
}
