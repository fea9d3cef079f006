// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import java.util.Optional;

/**
 * How the last run on one crontab ended, for anyone who asks whether the rebuild is still at work.
 * Each crontab has its own.
 *
 * <p>Laws: what was written last is what {@link #last} then gives, all of it; anyone who reads sees
 * one report or the other, never a part; where one cannot be written, the one before stays.
 */
public interface LastRuns {

  /**
   * Reads it.
   *
   * @return what was written last; empty where nothing was
   * @throws StoreException if it cannot be read, or is no report
   */
  Optional<RunReport> last();

  /**
   * Writes it, also while the process ends because of a signal.
   *
   * @param report in the place of the one before
   * @throws StoreException if it cannot be written
   */
  void write(RunReport report);

  /**
   * Where it is, for messages.
   *
   * @return such as a path
   */
  String describe();
}
