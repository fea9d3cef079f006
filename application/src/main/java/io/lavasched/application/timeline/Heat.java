// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.Locale;

/**
 * A scale of steps from nothing to the most.
 *
 * @param most the largest value, at least 1
 * @param steps how many steps it is parted into
 */
public record Heat(long most, int steps) {

  public Heat {
    most = Math.max(1, most);
  }

  /** The step of a value: 0 for nothing, the last one for the most. */
  public int of(long value) {
    return (int) ((value * steps + most - 1) / most);
  }

  /** The least value of a step. */
  public long from(int step) {
    return (step - 1) * most / steps + 1;
  }

  /** The largest value of a step; a step that no value has ends before it begins. */
  public long to(int step) {
    return step * most / steps;
  }

  /** Such as {@code 1-99}; empty for a step that no value has. */
  public String range(int step, String dash) {
    if (from(step) > to(step)) {
      return "";
    }
    return from(step) == to(step) ? number(to(step)) : number(from(step)) + dash + number(to(step));
  }

  /** Such as {@code 12,345}. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
