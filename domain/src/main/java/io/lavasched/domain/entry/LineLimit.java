// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How long a command or a variable may be.
 *
 * <p>Debian's cron refuses the whole crontab for a longer command, and cuts a longer variable
 * without a word; cronie cuts both.
 */
final class LineLimit {

  private LineLimit() {}

  public static Optional<Problem> check(String what, String text, int most, CronLimits limits) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes <= most) {
      return Optional.empty();
    }
    return Optional.of(
        limits.known()
            ? Problem.of(
                    ProblemCode.LINE_TOO_LONG,
                    what + " must be at most " + most + " bytes in the crontab, found " + bytes)
                .withHint(limits.cron() + " takes no more: it would refuse the crontab, or cut it")
            : Problem.of(
                    ProblemCode.LINE_LONG,
                    what + " should be at most " + most + " bytes in the crontab, found " + bytes)
                .withHint("Debian's cron takes no more, and refuses the whole crontab or cuts it"));
  }
}
