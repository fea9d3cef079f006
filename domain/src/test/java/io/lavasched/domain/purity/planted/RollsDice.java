// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity.planted;

import java.util.Random;

/** Breaks a rule on purpose. */
final class RollsDice {
  private RollsDice() {}

  static int roll(Random random) {
    return random.nextInt(6);
  }
}
