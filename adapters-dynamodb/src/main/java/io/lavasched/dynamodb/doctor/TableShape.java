// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.doctor;

import static io.lavasched.dynamodb.live.LiveJobsTable.DISPATCHER;
import static io.lavasched.dynamodb.live.LiveJobsTable.DISPATCHER_INDEX;
import static io.lavasched.dynamodb.live.LiveJobsTable.KEY;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Whether a jobs table has the keys, the index and the state that lava gives it. */
final class TableShape {

  private static final String TABLE_KEYS = KEY + " (HASH, S)";

  private static final String INDEX_KEYS = DISPATCHER + " (HASH, S), " + KEY + " (RANGE, S)";

  /** What a rebuild asks the index for, besides the keys. */
  private static final List<String> PROJECTED = List.of("worker", "schedule");

  private static final String MAKE_INDEX =
      "make it as lava does: a global secondary index with hash key dispatcher and range key job_id"
          + " (both strings), and the attributes worker and schedule";

  private final String name;
  private final TableDescription table;

  private TableShape(String name, TableDescription table) {
    this.name = name;
    this.table = table;
  }

  /** What was found of the table, and of the index. */
  static List<Finding> of(String name, String region, TableDescription table) {
    TableShape shape = new TableShape(name, table);
    return List.of(shape.table(region), shape.index());
  }

  private Finding table(String region) {
    String keys = keys(table.keySchema());
    if (!keys.equals(TABLE_KEYS)) {
      return Finding.failure(
          Check.JOBS_TABLE,
          "table " + name + " must have the key " + TABLE_KEYS + ", found " + keys,
          "is the realm (--realm) the right one?");
    }
    TableStatus status = table.tableStatus();
    return status == TableStatus.ACTIVE || status == TableStatus.UPDATING
        ? Finding.ok(Check.JOBS_TABLE, "table " + name + " (" + region + ") is active")
        : Finding.failure(
            Check.JOBS_TABLE,
            "table " + name + " must be active, found it " + table.tableStatusAsString(),
            "wait until it is, or look at it in the console of AWS");
  }

  private Finding index() {
    Optional<GlobalSecondaryIndexDescription> found =
        table.globalSecondaryIndexes().stream()
            .filter(index -> index.indexName().equals(DISPATCHER_INDEX))
            .findFirst();
    return found
        .map(this::index)
        .orElseGet(
            () -> bad("there must be an index " + DISPATCHER_INDEX + ", found none", MAKE_INDEX));
  }

  private Finding index(GlobalSecondaryIndexDescription index) {
    String keys = keys(index.keySchema());
    if (!keys.equals(INDEX_KEYS)) {
      return bad(
          "index " + DISPATCHER_INDEX + " must have the keys " + INDEX_KEYS + ", found " + keys,
          MAKE_INDEX);
    }
    List<String> missing = missing(index.projection());
    if (!missing.isEmpty()) {
      return bad(
          "index "
              + DISPATCHER_INDEX
              + " must have worker and schedule, found no "
              + String.join(" and no ", missing),
          MAKE_INDEX);
    }
    IndexStatus status = index.indexStatus();
    return status == IndexStatus.ACTIVE || status == IndexStatus.UPDATING
        ? Finding.ok(
            Check.DISPATCHER_INDEX, "active, keys " + INDEX_KEYS + ", with worker and schedule")
        : bad(
            "index "
                + DISPATCHER_INDEX
                + " must be active, found it "
                + index.indexStatusAsString(),
            "wait until it is built: until then a rebuild would see a part of the jobs");
  }

  private static Finding bad(String found, String help) {
    return Finding.failure(Check.DISPATCHER_INDEX, found, help);
  }

  private static List<String> missing(Projection projection) {
    if (projection.projectionType() == ProjectionType.ALL) {
      return List.of();
    }
    List<String> missing = new ArrayList<>(PROJECTED);
    missing.removeAll(projection.nonKeyAttributes());
    return missing;
  }

  private String keys(List<KeySchemaElement> keys) {
    return keys.stream()
        .map(
            key ->
                Quoted.escape(key.attributeName())
                    + " ("
                    + key.keyTypeAsString()
                    + ", "
                    + type(key.attributeName())
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private String type(String attribute) {
    return table.attributeDefinitions().stream()
        .filter(definition -> definition.attributeName().equals(attribute))
        .map(AttributeDefinition::attributeTypeAsString)
        .findFirst()
        .orElse("?");
  }
}
