// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.problem.Problem;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The limits of the cron at hand, found out only when something goes beyond the smallest ones. */
final class Limits {

  private final Supplier<CronLimits> find;
  private Optional<CronLimits> found = Optional.empty();

  Limits(Supplier<CronLimits> find) {
    this.find = find;
  }

  /**
   * Checks something.
   *
   * @param check against some limits: a problem or none
   */
  Optional<Problem> check(Function<CronLimits, Optional<Problem>> check) {
    return check.apply(CronLimits.SMALLEST).isEmpty() ? Optional.empty() : check.apply(atHand());
  }

  /**
   * Asks the cron at hand for a number.
   *
   * @param number of some limits
   */
  int mostOf(ToIntFunction<CronLimits> number) {
    return number.applyAsInt(atHand());
  }

  /** Whether a command of so many bytes is within the limit. */
  boolean takeCommand(int bytes) {
    return bytes <= CronLimits.SMALLEST.commandBytes() || bytes <= atHand().commandBytes();
  }

  private CronLimits atHand() {
    if (found.isEmpty()) {
      found = Optional.of(find.get());
    }
    return found.get();
  }
}
