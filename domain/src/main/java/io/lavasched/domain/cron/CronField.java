// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import java.util.List;
import java.util.Locale;

/** One of the five fields of a cron string: its name, its numbers and its words. */
enum CronField {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  /** 0 and 7 are both Sunday. */
  DAY_OF_WEEK("day of week", 0, 7, "sun mon tue wed thu fri sat");

  final String label;
  final int min;
  final int max;

  /** Separated by single spaces, in the order of their numbers from min on. */
  private final String names;

  CronField(String label, int min, int max, String names) {
    this.label = label;
    this.min = min;
    this.max = max;
    this.names = names;
  }

  List<String> names() {
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  /** The number of a three-letter name in any case, or -1. */
  int numberOf(String name) {
    int index = name.length() == 3 ? names.indexOf(name.toLowerCase(Locale.ROOT)) : -1;
    return index < 0 ? -1 : index / 4 + min;
  }
}
