// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.util.Optional;

/**
 * The crontab of one account.
 *
 * <p>Laws: what {@link #install} was given is what {@link #read} then gives, byte for byte, or one
 * of the two throws; {@code install} changes all or nothing; {@link #fit} of a text is taken; after
 * {@link #remove} there is none. Failures are {@link StoreException}s. What only tells about the
 * crontab ({@link #limits}, {@link #dialect}, {@link #describe}) never fails, and {@link #fit}
 * neither: a crontab that cannot be reached is {@link UnreachableCrontab}, or does the same.
 */
public interface CrontabStore {

  /**
   * Reads the crontab.
   *
   * @return empty when the account has none. Any doubt whether it has one is a failure.
   */
  Optional<CrontabText> read();

  /**
   * Replaces the crontab in one step.
   *
   * @param text the whole new crontab
   */
  void install(CrontabText text);

  /**
   * Makes a new crontab ready, so that its install is as short as can be.
   *
   * @param text the whole new crontab
   * @return to be installed at most once, and to be closed
   */
  default NewCrontab prepare(CrontabText text) {
    return () -> install(text);
  }

  /** A crontab that is ready to be installed. */
  @FunctionalInterface
  interface NewCrontab extends AutoCloseable {

    /** Replaces the crontab in one step. */
    void install();

    /** Takes away what was made ready and not installed. */
    @Override
    default void close() {}
  }

  /**
   * Makes a crontab such as this store takes.
   *
   * @param text a whole crontab
   * @return the same, except for a newline at the end, where the cron demands it; never a failure
   */
  default CrontabText fit(CrontabText text) {
    return text;
  }

  /** Removes the crontab; it is not an error when there is none. */
  void remove();

  /**
   * Tells what the cron that reads this crontab takes. Only asked for crontabs that go beyond
   * {@link CronLimits#SMALLEST}, so that ordinary rebuilds need not find out.
   *
   * @return {@link CronLimits#UNKNOWN} where nobody can tell; never a failure
   */
  CronLimits limits();

  /**
   * Tells which cron reads this crontab. Asked once in each rebuild, so it should be quick.
   *
   * @return {@link CronDialect#VIXIE} where nobody can tell; never a failure
   */
  default CronDialect dialect() {
    return CronDialect.VIXIE;
  }

  /**
   * Names the crontab in a message.
   *
   * @return such as {@code the crontab of lava (/usr/bin/crontab)}; never a failure
   */
  String describe();
}
