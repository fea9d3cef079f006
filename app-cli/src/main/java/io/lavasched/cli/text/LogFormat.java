// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.port.StoreException;
import io.lavasched.cli.option.Level;
import io.lavasched.domain.problem.Problem;

/** How {@code --log-json} writes what is said: each gives one line. */
public interface LogFormat {

  String message(Level level, String message);

  /** What went wrong, and what to do. */
  String error(String message, String hint);

  String problem(Level level, Problem problem);

  /**
   * Something outside failed.
   *
   * @param message what the failure says, cut where it is too long
   */
  String failure(String message, StoreException failure);
}
