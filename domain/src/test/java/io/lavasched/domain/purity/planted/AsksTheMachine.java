// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity.planted;

import java.nio.charset.Charset;
import java.util.Locale;

/** Breaks a rule on purpose, four times. */
final class AsksTheMachine {
  private AsksTheMachine() {}

  static String ask() {
    return System.getenv("HOME")
        + Locale.getDefault()
        + Charset.defaultCharset()
        + System.currentTimeMillis();
  }
}
