// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.field;

import java.util.List;

/** One of the five fields of a cron string: its name, its numbers and its words. */
public enum CronField {
  MINUTE("minute", 0, 59, 60, ""),
  HOUR("hour", 0, 23, 24, ""),
  DAY_OF_MONTH("day of month", 1, 31, 31, ""),
  MONTH("month", 1, 12, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  /** 0 and 7 are both Sunday. */
  DAY_OF_WEEK("day of week", 0, 7, 7, "sun mon tue wed thu fri sat");

  private final String label;
  private final int min;
  private final int max;
  private final int size;

  /** Separated by single spaces, in the order of their numbers from min on. */
  private final String names;

  CronField(String label, int min, int max, int size, String names) {
    this.label = label;
    this.min = min;
    this.max = max;
    this.size = size;
    this.names = names;
  }

  /** Its name in a message. */
  public String label() {
    return label;
  }

  /** The first of its numbers. */
  public int min() {
    return min;
  }

  /** The largest number that may be written. */
  public int max() {
    return max;
  }

  /** The last of its numbers: 6 for a day of the week, whose 7 is the 0 again. */
  public int last() {
    return min + size - 1;
  }

  /** How many different numbers it has; those of a month are as many as the longest one has. */
  public int size() {
    return size;
  }

  /** The three-letter names of its numbers, from the first one on; none where it has no names. */
  public List<String> names() {
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  /** The number of a three-letter name in any case, or -1. */
  public int numberOf(String name) {
    return name.length() == 3 ? numberOf(name, 0) : -1;
  }

  /** The number of the three-letter name that stands at a place of a text, or -1. */
  public int numberOf(String text, int from) {
    for (int at = 0; at < names.length(); at += 4) {
      if (isSame(text.charAt(from), names.charAt(at))
          && isSame(text.charAt(from + 1), names.charAt(at + 1))
          && isSame(text.charAt(from + 2), names.charAt(at + 2))) {
        return at / 4 + min;
      }
    }
    return -1;
  }

  private static boolean isSame(char c, char small) {
    return (c | 0x20) == small;
  }

  /**
   * How far it is from the last number of a star with a step to the first number, with which it
   * starts anew: 4 for the minutes of a star with the step 7.
   */
  public int lastStep(int step) {
    return size - (size - 1) / step * step;
  }

  /** Whether a star with a step has a last step that is another than the others. */
  public boolean isUneven(int step) {
    return lastStep(step) != step;
  }
}
