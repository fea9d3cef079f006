// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import java.util.Locale;

/** How much is said on standard error. The names are those of lava's own tools. */
public enum Level {
  DEBUG,
  INFO,
  WARNING,
  ERROR;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
