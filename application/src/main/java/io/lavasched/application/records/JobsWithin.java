// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs that a job of type chain, dag or foreach runs within itself: they have its run id and
 * its time of dispatch.
 *
 * <p>Source: lava 8.2, lava/handlers/chain.py (payload: a list, or names with commas between),
 * dag.py (payload: an object of names and the names that they wait for) and foreach.py (payload:
 * one name); the first two put {@code parameters.job_prefix} before each name. A dispatch may bring
 * another prefix, which nobody can know from the record.
 */
final class JobsWithin {

  private JobsWithin() {}

  /**
   * The jobs that a record names.
   *
   * @param fields of the record
   * @return in the order of the payload; empty for other types, and what is no name is left out
   */
  static Set<JobId> of(Value.MapOf fields) {
    Value payload = fields.get("payload").orElse(Value.NULL);
    List<Value> names = new ArrayList<>();
    String prefix = prefix(fields);
    switch (text(fields.get("type").orElse(Value.NULL))) {
      case "chain" -> {
        if (payload instanceof Value.ListOf list) {
          names.addAll(list.items());
        } else {
          for (String name : text(payload).split(",", -1)) {
            names.add(new Value.Text(name.strip()));
          }
        }
      }
      case "dag" -> {
        if (payload instanceof Value.MapOf map) {
          for (Map.Entry<String, Value> each : map.fields().entrySet()) {
            names.add(new Value.Text(each.getKey()));
            names.addAll(
                each.getValue() instanceof Value.ListOf list
                    ? list.items()
                    : List.of(each.getValue()));
          }
        }
      }
      case "foreach" -> {
        names.add(payload);
        prefix = "";
      }
      default -> {
        return Set.of();
      }
    }
    Set<JobId> jobs = new LinkedHashSet<>();
    for (Value name : names) {
      if (!text(name).isEmpty()) {
        JobId.parse(prefix + text(name)).value().ifPresent(jobs::add);
      }
    }
    return jobs;
  }

  private static String prefix(Value.MapOf fields) {
    return fields.get("parameters").orElse(Value.NULL) instanceof Value.MapOf parameters
        ? text(parameters.get("job_prefix").orElse(Value.NULL))
        : "";
  }

  private static String text(Value value) {
    return value instanceof Value.Text text ? text.get() : "";
  }
}
