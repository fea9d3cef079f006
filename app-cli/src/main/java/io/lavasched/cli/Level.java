package io.lavasched.cli;

import java.util.Locale;

/** How much is said on standard error. The names are those of lava's own tools. */
enum Level {
  DEBUG,
  INFO,
  WARNING,
  ERROR;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
