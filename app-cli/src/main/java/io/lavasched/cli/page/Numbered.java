// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** Things by their numbers, from 0 in the order in which they came. */
final class Numbered<T> {

  private final Map<T, Integer> numbers = new LinkedHashMap<>();

  int of(T thing) {
    return numbers.computeIfAbsent(thing, t -> numbers.size());
  }

  Iterable<T> all() {
    return numbers.keySet();
  }
}
