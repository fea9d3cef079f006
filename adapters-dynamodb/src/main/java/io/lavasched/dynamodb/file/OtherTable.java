// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.live.LiveJobsTable;
import java.util.Optional;
import java.util.Set;

/**
 * Tells records of jobs from those of lava's other tables, as {@code lava-dump} and {@code
 * lava-backup} write them, one folder a table or all in one (lava 8.2, bin/lava-dump, TABLES).
 */
enum OtherTable {
  JOBS,
  REALMS,
  OTHER;

  static final String REALM = "realm";
  private static final String CONNECTION = "conn_id";
  private static final String TRIGGER = "trigger_id";

  /** The keys of the other tables; jobs have no such fields. */
  static final Set<String> KEYS = Set.of(REALM, CONNECTION, TRIGGER);

  /** The folders of the tables that no rebuild needs. */
  private static final Set<String> FOLDERS = Set.of("connections", "s3triggers", "triggers");

  /** Whose a record is: that of a trigger has a {@code job_id} too, but no worker. */
  static OtherTable of(Value value) {
    if (!(value instanceof Value.MapOf map) || map.get("worker").isPresent()) {
      return JOBS;
    }
    if (map.get(TRIGGER).isPresent()) {
      return OTHER;
    }
    if (map.get(LiveJobsTable.KEY).isPresent()) {
      return JOBS;
    }
    if (map.get(CONNECTION).isPresent()) {
      return OTHER;
    }
    return map.get(REALM).isPresent() ? REALMS : JOBS;
  }

  /**
   * The folder of another table that a file is in.
   *
   * @param path of the file
   * @param roots the folders that have one of jobs, each with a slash at its end
   */
  static Optional<String> folderOf(String path, Set<String> roots) {
    return roots.stream()
        .filter(path::startsWith)
        .flatMap(root -> FOLDERS.stream().map(folder -> root + folder))
        .filter(folder -> path.startsWith(folder + "/"))
        .findFirst();
  }
}
