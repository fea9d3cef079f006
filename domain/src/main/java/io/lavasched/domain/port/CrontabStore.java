package io.lavasched.domain.port;

import io.lavasched.domain.crontab.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.util.Optional;

/**
 * The crontab of one account.
 *
 * <p>Laws: what {@link #install} was given is what {@link #read} then gives, byte for byte, or one
 * of the two throws; {@code install} changes all or nothing; after {@link #remove} there is none.
 * Failures are {@link StoreException}s.
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
   * Names the crontab in a message.
   *
   * @return such as {@code the crontab of lava (/usr/bin/crontab)}
   */
  String describe();
}
