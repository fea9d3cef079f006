// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import java.util.Optional;
import java.util.Set;

/**
 * What is remembered of the last run on one crontab.
 *
 * @param installed the name of the backup that holds what was installed last; empty where that is
 *     not known for sure
 * @param told the marks of the warnings that people were told already
 */
public record LastRun(Optional<String> installed, Set<String> told) {

  /** Nothing is remembered. */
  public static final LastRun NONE = new LastRun(Optional.empty(), Set.of());

  /** Copies the marks. */
  public LastRun {
    told = Set.copyOf(told);
  }

  /**
   * The same with another backup.
   *
   * @param backup its name
   * @return a new one
   */
  public LastRun withInstalled(Optional<String> backup) {
    return new LastRun(backup, told);
  }

  /**
   * The same with other marks.
   *
   * @param marks of the warnings
   * @return a new one
   */
  public LastRun withTold(Set<String> marks) {
    return new LastRun(installed, marks);
  }
}
