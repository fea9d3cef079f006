// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.cli.process.Environment;
import java.time.Duration;
import java.time.Instant;

/** How far a long reading is: one line of a terminal, which is gone at the end. */
final class ProgressLine {

  private static final Duration REST = Duration.ofMillis(500);

  private static final String CLEAR = "\r\u001b[K";

  private final Environment environment;
  private final boolean isOn;
  private Instant next;
  private boolean isShown;

  /** Shows itself after a moment. */
  ProgressLine(Environment environment, boolean isOn) {
    this.environment = environment;
    this.isOn = isOn;
    this.next = environment.clock().instant().plus(REST);
  }

  void show(String text) {
    if (isOn && !environment.clock().instant().isBefore(next)) {
      environment.err().print(CLEAR + text);
      environment.err().flush();
      isShown = true;
      next = environment.clock().instant().plus(REST);
    }
  }

  void clear() {
    if (isShown) {
      environment.err().print(CLEAR);
      environment.err().flush();
      isShown = false;
    }
  }
}
