// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity.planted;

import java.time.ZoneId;
import java.util.function.Supplier;

/** Breaks a rule on purpose, by a reference to a method. */
final class AsksTheZone {
  private AsksTheZone() {}

  static Supplier<ZoneId> ask() {
    return ZoneId::systemDefault;
  }
}
