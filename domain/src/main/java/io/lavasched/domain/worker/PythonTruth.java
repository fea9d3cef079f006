// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.worker;

import io.lavasched.domain.value.Value;
import java.util.Objects;

/**
 * What Python, in which lava is written, takes for true where it only asks whether there is
 * something.
 */
public final class PythonTruth {

  private PythonTruth() {}

  /**
   * Whether a value counts as true.
   *
   * @param value any data
   * @return false for null, false, 0, and what is empty
   */
  public static boolean of(Value value) {
    Objects.requireNonNull(value, "value");
    if (value instanceof Value.Bool bool) {
      return bool.get();
    }
    if (value instanceof Value.Num number) {
      return number.get().signum() != 0;
    }
    if (value instanceof Value.Text text) {
      return !text.get().isEmpty();
    }
    if (value instanceof Value.ListOf list) {
      return !list.items().isEmpty();
    }
    return value instanceof Value.MapOf map
        ? !map.fields().isEmpty()
        : !(value instanceof Value.Null);
  }
}
