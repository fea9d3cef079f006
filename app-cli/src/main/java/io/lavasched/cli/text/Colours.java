// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.cli.process.Environment;
import io.lavasched.domain.problem.Severity;

/** The few colours: only for a person's terminal, and only if nobody said no. */
public final class Colours {

  private static final String RESET = "\u001b[0m";

  private final boolean on;

  public Colours(boolean on) {
    this.on = on;
  }

  /** {@code NO_COLOR}, when set to anything, means no: see no-color.org. */
  public static boolean wanted(Environment environment, boolean refused, boolean isTerminal) {
    return isTerminal && !refused && environment.variable("NO_COLOR").isEmpty();
  }

  public boolean on() {
    return on;
  }

  public String red(String text) {
    return paint("\u001b[31m", text);
  }

  public String green(String text) {
    return paint("\u001b[32m", text);
  }

  public String cyan(String text) {
    return paint("\u001b[36m", text);
  }

  /** A step of so many, from cool to hot; 0 is nothing. */
  String heat(int step, int steps, String text) {
    if (step == 0) {
      return paint("\u001b[2m", text);
    }
    int third = (step * 3 - 1) / steps;
    return paint(third == 0 ? "\u001b[36m" : third == 1 ? "\u001b[33m" : "\u001b[31m", text);
  }

  /** What has to be mended. */
  String failure(String text) {
    return paint("\u001b[1;31m", text);
  }

  /** What should be looked at. */
  String warning(String text) {
    return paint("\u001b[1;33m", text);
  }

  String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> failure(severity.label());
      case WARNING -> warning(severity.label());
      case INFO -> cyan(severity.label());
    };
  }

  private String paint(String code, String text) {
    return on ? code + text + RESET : text;
  }
}
