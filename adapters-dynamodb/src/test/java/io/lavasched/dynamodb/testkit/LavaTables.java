// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/** The tables as lava makes them, in a DynamoDB Local of this JVM. */
public final class LavaTables {

  public static final String REALMS = "lava.realms";

  private static final int MOST_WRITES = 25;

  private final DynamoDbClient client;

  public LavaTables(DynamoDbClient client) {
    this.client = client;
  }

  /**
   * Starts a DynamoDB Local that ends with this JVM.
   *
   * @param more arguments besides those that all tests want
   * @return its address
   */
  public static String startServer(String... more) {
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Stream<String> arguments = Stream.of("-inMemory", "-disableTelemetry", "-port", "" + port);
      ServerRunner.createServerFromCommandLineArgs(
              Stream.concat(arguments, Stream.of(more)).toArray(String[]::new))
          .start();
      return "http://localhost:" + port;
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not start", e);
    }
  }

  /** A jobs table with its index. */
  public void createJobs(String table) {
    client.createTable(
        jobs(table)
            .attributeDefinitions(string("job_id"), string("dispatcher"))
            .globalSecondaryIndexes(
                GlobalSecondaryIndex.builder()
                    .indexName("dispatcher-index")
                    .keySchema(key("dispatcher", KeyType.HASH), key("job_id", KeyType.RANGE))
                    .projection(
                        p ->
                            p.projectionType(ProjectionType.INCLUDE)
                                .nonKeyAttributes("worker", "schedule"))
                    .build())
            .build());
  }

  void createJobsWithoutIndex(String table) {
    client.createTable(jobs(table).attributeDefinitions(string("job_id")).build());
  }

  private static CreateTableRequest.Builder jobs(String table) {
    return CreateTableRequest.builder()
        .tableName(table)
        .keySchema(key("job_id", KeyType.HASH))
        .billingMode(BillingMode.PAY_PER_REQUEST);
  }

  /** A table of run records with its index (lava 8.2, cfn/lava-realm.cfn.json). */
  public void createEvents(String table) {
    client.createTable(
        events(table, "tu_event")
            .localSecondaryIndexes(
                LocalSecondaryIndex.builder()
                    .indexName("job_id-tu_event-index")
                    .keySchema(key("job_id", KeyType.HASH), key("tu_event", KeyType.RANGE))
                    .projection(p -> p.projectionType(ProjectionType.ALL))
                    .build())
            .build());
  }

  /** One whose index is of another name, and has another key. */
  void createEventsWithOtherIndex(String table) {
    client.createTable(
        events(table, "ts_event")
            .localSecondaryIndexes(
                LocalSecondaryIndex.builder()
                    .indexName("job_id-ts_event-index")
                    .keySchema(key("job_id", KeyType.HASH), key("ts_event", KeyType.RANGE))
                    .projection(p -> p.projectionType(ProjectionType.ALL))
                    .build())
            .build());
  }

  private static CreateTableRequest.Builder events(String table, String indexed) {
    return CreateTableRequest.builder()
        .tableName(table)
        .keySchema(key("job_id", KeyType.HASH), key("run_id", KeyType.RANGE))
        .attributeDefinitions(string("job_id"), string("run_id"), string(indexed))
        .provisionedThroughput(p -> p.readCapacityUnits(5L).writeCapacityUnits(5L));
  }

  public void createRealms() {
    client.createTable(
        table ->
            table
                .tableName(REALMS)
                .keySchema(key("realm", KeyType.HASH))
                .attributeDefinitions(string("realm"))
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  /** Puts records of plain Java values, or of attributes. */
  public void put(String table, Collection<? extends Map<String, ?>> records) {
    List<WriteRequest> writes = new ArrayList<>();
    records.forEach(
        record ->
            writes.add(
                WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(attribute(record).m()).build())
                    .build()));
    for (int i = 0; i < writes.size(); i += MOST_WRITES) {
      List<WriteRequest> some = writes.subList(i, Math.min(writes.size(), i + MOST_WRITES));
      client.batchWriteItem(batch -> batch.requestItems(Map.of(table, some)));
    }
  }

  static AttributeValue attribute(Object plain) {
    if (plain == null) {
      return AttributeValue.fromNul(true);
    }
    if (plain instanceof AttributeValue attribute) {
      return attribute;
    }
    if (plain instanceof Map<?, ?> map) {
      return AttributeValue.fromM(
          map.entrySet().stream()
              .collect(Collectors.toMap(e -> (String) e.getKey(), e -> attribute(e.getValue()))));
    }
    if (plain instanceof List<?> list) {
      return AttributeValue.fromL(list.stream().map(LavaTables::attribute).toList());
    }
    if (plain instanceof Boolean bool) {
      return AttributeValue.fromBool(bool);
    }
    return plain instanceof Number
        ? AttributeValue.fromN("" + plain)
        : AttributeValue.fromS("" + plain);
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
