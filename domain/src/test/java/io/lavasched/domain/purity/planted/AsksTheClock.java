// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity.planted;

import java.time.Instant;

/** Breaks a rule on purpose. */
final class AsksTheClock {
  private AsksTheClock() {}

  static Instant ask() {
    return Instant.now();
  }
}
