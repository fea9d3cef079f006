// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * An AWS account of its own, in the one DynamoDB Local of this JVM: to each access key it shows
 * other tables.
 */
final class LocalDynamoDb {

  static final String REGION = "ap-southeast-2";
  static final String REALM = "demo";
  static final String JOBS = "lava.demo.jobs";

  private static final int MOST_WRITES = 25;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger ACCOUNTS = new AtomicInteger();
  private static final String ENDPOINT = startServer();

  private final String accessKey = "ACCOUNT" + ACCOUNTS.incrementAndGet();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(URI.create(ENDPOINT))
          .region(Region.of(REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();

  private static String startServer() {
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      String[] arguments = {"-inMemory", "-disableTelemetry", "-port", "" + port};
      DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(arguments);
      server.start();
      return "http://localhost:" + port;
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not start", e);
    }
  }

  public static String endpoint() {
    return ENDPOINT;
  }

  /** What a process needs to come to this account. */
  void open(Launcher launcher) {
    launcher
        .with("AWS_ACCESS_KEY_ID", accessKey)
        .with("AWS_SECRET_ACCESS_KEY", "secret")
        .with("AWS_REGION", REGION);
  }

  void createJobsTable() {
    client.createTable(
        table ->
            table
                .tableName(JOBS)
                .keySchema(key("job_id", KeyType.HASH))
                .attributeDefinitions(string("job_id"), string("dispatcher"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName("dispatcher-index")
                        .keySchema(key("dispatcher", KeyType.HASH), key("job_id", KeyType.RANGE))
                        .projection(
                            p ->
                                p.projectionType(ProjectionType.INCLUDE)
                                    .nonKeyAttributes("worker", "schedule"))
                        .build()));
  }

  /** Puts every record of a folder of JSON files, each of one object, into the jobs table. */
  void putFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> records = new ArrayList<>();
      for (Path file : files.toList()) {
        records.add(Files.readString(file));
      }
      put(JOBS, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void putRealm(String record) {
    client.createTable(
        table ->
            table
                .tableName("lava.realms")
                .keySchema(key("realm", KeyType.HASH))
                .attributeDefinitions(string("realm"))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    put("lava.realms", List.of(record));
  }

  public void put(String table, List<String> records) {
    for (int i = 0; i < records.size(); i += MOST_WRITES) {
      List<WriteRequest> writes = new ArrayList<>();
      for (String record : records.subList(i, Math.min(records.size(), i + MOST_WRITES))) {
        Map<String, AttributeValue> item = attribute(json(record)).m();
        writes.add(
            WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build());
      }
      client.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
    }
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AttributeValue attribute(JsonNode node) {
    if (node.isObject()) {
      Map<String, AttributeValue> map = new HashMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), attribute(field.getValue())));
      return AttributeValue.fromM(map);
    }
    if (node.isArray()) {
      List<AttributeValue> list = new ArrayList<>();
      node.forEach(item -> list.add(attribute(item)));
      return AttributeValue.fromL(list);
    }
    if (node.isNull()) {
      return AttributeValue.fromNul(true);
    }
    if (node.isBoolean()) {
      return AttributeValue.fromBool(node.booleanValue());
    }
    return node.isNumber()
        ? AttributeValue.fromN(node.asText())
        : AttributeValue.fromS(node.textValue());
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
