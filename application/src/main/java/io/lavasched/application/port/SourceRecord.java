// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.value.Value;
import java.util.Map;
import java.util.Objects;

/**
 * A record as a source hands it over, before anything in it is checked.
 *
 * @param origin where it stands, for messages about a record without a usable {@code job_id}:
 *     {@code jobs.json, record 3}
 * @param value the data; a record should be a {@link Value.MapOf}, and may be anything
 */
public record SourceRecord(String origin, Value value) {

  /** Checks that nothing is null. */
  public SourceRecord {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(value, "value");
  }

  /**
   * A record of plain Java collections.
   *
   * @param origin where it stands
   * @param fields see {@link Value#of}
   */
  public static SourceRecord of(String origin, Map<String, ?> fields) {
    return new SourceRecord(origin, Value.of(fields));
  }
}
