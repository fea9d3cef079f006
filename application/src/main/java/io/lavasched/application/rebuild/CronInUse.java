// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The cron that one rebuild is for.
 *
 * @param dialect the one that was asked for, else that of the crontab
 * @param limits what it takes; found out only when it is needed
 * @param mismatch what the crontab has against the one that was asked for
 */
public record CronInUse(
    CronDialect dialect, Supplier<CronLimits> limits, Optional<Problem> mismatch) {

  /** For a crontab that is to be rebuilt. */
  static CronInUse of(RebuildRequest request, CrontabStore crontab) {
    CronDialect found = crontab.dialect();
    CronDialect dialect = request.node().cron().orElse(found);
    boolean isGiven = request.node().cron().isPresent();
    return new CronInUse(
        dialect,
        () -> isGiven ? limits(dialect, crontab.limits()) : crontab.limits(),
        suits(dialect, found) ? Optional.empty() : Optional.of(mismatch(dialect, found)));
  }

  /** For a block alone: nobody knows the version of its cron. */
  static CronInUse ofBlockAlone(RebuildRequest request, CrontabStore crontab) {
    CronDialect dialect = request.node().cron().orElseGet(crontab::dialect);
    boolean isKnown = request.node().cron().isPresent() || dialect.isStrict();
    return new CronInUse(
        dialect, () -> isKnown ? CronLimits.of(dialect) : CronLimits.UNKNOWN, Optional.empty());
  }

  /** What is to be read by all crons must be within the limits of all. */
  private static CronLimits limits(CronDialect dialect, CronLimits atHand) {
    return atHand.known() && dialect != CronDialect.PORTABLE ? atHand : CronLimits.of(dialect);
  }

  private static boolean suits(CronDialect dialect, CronDialect found) {
    return dialect == found
        || dialect == CronDialect.PORTABLE
        || found == CronDialect.VIXIE
        || (dialect == CronDialect.VIXIE && !found.isStrict());
  }

  private static Problem mismatch(CronDialect dialect, CronDialect found) {
    return Problem.of(
            ProblemCode.CRON_MISMATCH,
            "cron should be the one that reads this crontab, found "
                + dialect.text()
                + " asked for, and the crontab program of "
                + found.text())
        .withHint("leave out --cron, or write --cron " + found.text())
        .in(new Subject(Subject.Kind.CRONTAB, ""));
  }
}
