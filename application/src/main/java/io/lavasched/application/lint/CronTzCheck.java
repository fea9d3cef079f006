// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Whether the cron at hand supports the zone of a block. */
public final class CronTzCheck {

  private CronTzCheck() {}

  /**
   * What is wrong with the zone.
   *
   * @param env the variables of the lavasched job
   * @param zone the node's own; where both have the same clock, nothing is wrong
   * @param cron the cron at hand
   * @param isInstalled whether the block goes into a crontab, or is only shown
   * @return {@code cron-tz-ignored}, or {@code cron-tz-unsure} where the cron is not known or does
   *     not get the block
   */
  public static Optional<Problem> problem(
      List<EnvVar> env, ZoneId zone, CronDialect cron, boolean isInstalled) {
    boolean isOther =
        LavaschedParameters.cronTz(env)
            .filter(named -> !named.getRules().equals(zone.getRules()))
            .isPresent();
    if (!isOther || cron.honoursCronTz()) {
      return Optional.empty();
    }
    boolean isKnown = cron != CronDialect.VIXIE;
    boolean isError = isKnown && isInstalled;
    return Optional.of(
        Problem.of(
                isError ? ProblemCode.CRON_TZ_IGNORED : ProblemCode.CRON_TZ_UNSURE,
                "env "
                    + (isError ? "must" : "should")
                    + " have no CRON_TZ for a cron that does not support it, found one "
                    + (isKnown
                        ? "for " + cron.text() + ": each job would go out at another hour"
                        : "for an unknown cron: only with cronie jobs go out at the hours meant"))
            .withHint(
                "write the schedules in the node's own zone, or set the node to that zone"
                    + (isError
                        ? "; if another hour is meant, allow it with --allow-ignored-cron-tz"
                        : ""))
            .under("parameters.env." + CronTz.VARIABLE));
  }
}
