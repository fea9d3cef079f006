// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.domain.job.JobRecord;
import io.lavasched.dynamodb.live.RunRecord;
import java.util.Set;

/** What the records of a source are of. */
enum RecordKind {
  /** Of jobs: items of {@code lava.<realm>.jobs}. */
  JOBS("job records", JobRecord.FIELDS),
  /** Of runs: items of {@code lava.<realm>.events}. */
  RUNS("run records", RunRecord.FIELDS);

  private final String noun;
  private final Set<String> fields;

  RecordKind(String noun, Set<String> fields) {
    this.noun = noun;
    this.fields = fields;
  }

  /** Their name, in the plural. */
  String noun() {
    return noun;
  }

  /** Fields that tell one from other objects. */
  Set<String> fields() {
    return fields;
  }
}
