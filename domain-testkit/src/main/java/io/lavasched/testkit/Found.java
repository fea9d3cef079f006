// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

import java.util.List;

/** What was found, in a form that a test can hold against text. */
public final class Found {

  private Found() {}

  /**
   * Each problem as one line, the hint behind an arrow.
   *
   * @param problems what was found; each tells itself as such a line
   * @return in the same order, such as {@code schedule: error: must be ... [wrong-type] -> write
   *     ...}
   */
  public static List<String> lines(List<?> problems) {
    return problems.stream().map(Object::toString).toList();
  }
}
