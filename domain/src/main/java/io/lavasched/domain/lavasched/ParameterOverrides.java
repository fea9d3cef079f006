// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import io.lavasched.domain.value.Value;
import java.util.Map;

/** Parameters given at run time, laid over those of the record. */
final class ParameterOverrides {

  private ParameterOverrides() {}

  /**
   * Sets each override: {@code env.PATH} sets {@code PATH} within {@code env}.
   *
   * <p>What stands in the way of a level and is no map is replaced. Values are strings, as
   * lava-dispatcher sends them.
   */
  static Value apply(Value parameters, Map<String, String> overrides) {
    Value result = parameters;
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      result = set(result, override.getKey(), new Value.Text(override.getValue()));
    }
    return result;
  }

  private static Value set(Value at, String path, Value value) {
    Value.MapOf map = at instanceof Value.MapOf m ? m : new Value.MapOf(Map.of());
    int dot = path.indexOf('.');
    if (dot < 0) {
      return map.with(path, value);
    }
    String name = path.substring(0, dot);
    Value inner = map.get(name).orElse(Value.NULL);
    return map.with(name, set(inner, path.substring(dot + 1), value));
  }
}
