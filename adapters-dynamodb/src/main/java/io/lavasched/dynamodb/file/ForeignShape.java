// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.domain.text.Quoted;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What other tools print, which holds records and is none. */
final class ForeignShape {

  /** A table in a request or answer. */
  private static final Pattern TABLE = Pattern.compile("lava\\.[^.]+\\.(jobs|events)");

  private ForeignShape() {}

  /**
   * What an object is, if it is no record.
   *
   * @param kind what it should be
   * @param names its keys
   * @param inner how many of its values are objects that look like records
   * @param list the key of a list with an object that looks like a record
   * @return what was found, and what to do
   */
  static Optional<String> of(
      RecordFile.Kind kind, Set<String> names, int inner, Optional<String> list) {
    if (names.isEmpty() || !Collections.disjoint(names, kind.fields())) {
      return Optional.empty();
    }
    if (names.contains("Responses")) {
      return Optional.of(
          "what aws dynamodb "
              + (names.contains("UnprocessedKeys") ? "batch-get-item" : "transact-get-items")
              + " prints (take the list out of Responses, or use aws dynamodb scan)");
    }
    if (names.contains("NewImage") || names.contains("OldImage") || isMetadataOnly(names)) {
      return Optional.of(
          "a line of an incremental export, which has changes and not records (make a full"
              + " export)");
    }
    if (names.contains("Records") || names.contains("dynamodb")) {
      return Optional.of(
          "what a DynamoDB stream sends, which has changes and not records (use aws dynamodb"
              + " scan)");
    }
    if (names.contains("Attributes")) {
      return Optional.of(
          "what aws dynamodb update-item or delete-item prints (use aws dynamodb get-item)");
    }
    if (names.contains("Table") || names.contains("TableDescription")) {
      return Optional.of("a description of a table (use aws dynamodb scan)");
    }
    if (names.contains("Count") && names.contains("ScannedCount")) {
      return Optional.of("a count without records (leave out --select COUNT)");
    }
    if (names.stream().anyMatch(name -> TABLE.matcher(name).matches())) {
      return Optional.of("a request of aws dynamodb batch-write-item (take the list of its items)");
    }
    if (list.isPresent()) {
      return Optional.of(
          "an object around the records (take the list out of " + Quoted.of(list.get()) + ")");
    }
    if (inner > 0 && inner == names.size()) {
      return Optional.of("a map of ids to records (take its values as a list, as jq .[] does)");
    }
    return Optional.empty();
  }

  private static boolean isMetadataOnly(Set<String> names) {
    return names.contains("Metadata") && names.contains("Keys");
  }
}
