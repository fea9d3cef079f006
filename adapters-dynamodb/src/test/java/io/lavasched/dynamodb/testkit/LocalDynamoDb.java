// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import io.lavasched.domain.job.RealmName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** One DynamoDB Local for the whole test run, in this JVM, and lava's tables in it. */
public final class LocalDynamoDb {

  private static final int MOST_WRITES = 25;

  private static final String ENDPOINT = start();
  private static final DynamoDbClient CLIENT = TestAws.client(ENDPOINT);

  private LocalDynamoDb() {}

  private static String start() {
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      String[] arguments = {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", "" + port};
      DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(arguments);
      server.start();
      return "http://localhost:" + port;
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not start", e);
    }
  }

  public static DynamoDbClient client() {
    return CLIENT;
  }

  public static URI endpoint() {
    return URI.create(ENDPOINT);
  }

  /** A realm that no other test has, without tables. */
  public static RealmName newRealm() {
    return new RealmName("test-" + UUID.randomUUID());
  }

  /** A new realm with lava's jobs table, and records in it. */
  public static RealmName realmWith(Collection<? extends Map<String, ?>> records) {
    RealmName realm = newRealm();
    CLIENT.createTable(
        jobsTable(realm)
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
    put(realm.jobsTable(), records);
    return realm;
  }

  /** Adds a record that may be too large to go with others. */
  public static void put(RealmName realm, Map<String, ?> record) {
    put(realm.jobsTable(), List.of(record));
  }

  /** A new realm whose jobs table has no index. */
  public static RealmName realmWithoutIndex() {
    RealmName realm = newRealm();
    CLIENT.createTable(jobsTable(realm).attributeDefinitions(string("job_id")).build());
    return realm;
  }

  private static CreateTableRequest.Builder jobsTable(RealmName realm) {
    return CreateTableRequest.builder()
        .tableName(realm.jobsTable())
        .keySchema(key("job_id", KeyType.HASH))
        .billingMode(BillingMode.PAY_PER_REQUEST);
  }

  /** The table of realms, with these records only. */
  public static void realms(List<Map<String, Object>> records) {
    noRealms();
    CLIENT.createTable(
        table ->
            table
                .tableName("lava.realms")
                .keySchema(key("realm", KeyType.HASH))
                .attributeDefinitions(string("realm"))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    put("lava.realms", records);
  }

  public static void noRealms() {
    try {
      CLIENT.deleteTable(table -> table.tableName("lava.realms"));
    } catch (ResourceNotFoundException e) {
      // As it should be.
    }
  }

  private static void put(String table, Collection<? extends Map<String, ?>> records) {
    List<WriteRequest> writes = new ArrayList<>();
    records.forEach(
        record ->
            writes.add(
                WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(attribute(record).m()).build())
                    .build()));
    for (int i = 0; i < writes.size(); i += MOST_WRITES) {
      List<WriteRequest> some = writes.subList(i, Math.min(writes.size(), i + MOST_WRITES));
      CLIENT.batchWriteItem(batch -> batch.requestItems(Map.of(table, some)));
    }
  }

  private static AttributeValue attribute(Object plain) {
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
      return AttributeValue.fromL(list.stream().map(LocalDynamoDb::attribute).toList());
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
