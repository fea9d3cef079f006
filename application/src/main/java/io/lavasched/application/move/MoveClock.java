// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import java.time.Instant;

/** The time, and how to wait for it. */
public interface MoveClock {

  /**
   * What time it is.
   *
   * @return now
   */
  Instant now();

  /**
   * Comes back at an instant, or at once where it has come.
   *
   * @param instant until when
   */
  void waitUntil(Instant instant);
}
