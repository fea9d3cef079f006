// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/**
 * DynamoDB Local with the tables of one realm for each number of jobs, until standard input ends;
 * the same records as files ({@link SampleFiles}).
 *
 * <p>Arguments: a folder, and numbers of jobs. The realm of {@code N} jobs is {@code benchN}.
 * Standard output: the port of the {@link PageServer}, when all is there. Standard input, a line
 * each: {@code N STATE} puts the first job of that realm into that state, and is answered by {@code
 * done}; {@code queries} is answered by how many there were since it was asked before.
 */
final class LocalTables implements AutoCloseable {

  private static final int MOST_WRITES = 25;

  private final DynamoDbClient client;

  private LocalTables(int port) {
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://localhost:" + port))
            .region(Region.of("ap-southeast-2"))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    // What the server has to say is not an answer.
    System.setOut(System.err);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (LocalTables tables = start(port);
        PageServer pages = new PageServer(port)) {
      tables.createRealms();
      for (String count : List.of(args).subList(1, args.length)) {
        tables.create(Path.of(args[0]), Integer.parseInt(count));
      }
      answers.println(pages.port());
      tables.answer(answers, pages);
    }
    System.exit(0); // The server's threads would go on.
  }

  /** A DynamoDB Local without tables. */
  static LocalTables start(int port) throws Exception {
    String[] arguments = {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", "" + port};
    ServerRunner.createServerFromCommandLineArgs(arguments).start();
    return new LocalTables(port);
  }

  private void answer(PrintStream answers, PageServer pages) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("queries")) {
        answers.println(pages.queries());
        continue;
      }
      String[] words = line.split(" ", -1);
      String table = jobsTable(Integer.parseInt(words[0]));
      int state = Integer.parseInt(words[1]);
      put(table, List.of(SampleFiles.first(state)));
      pages.turn(table, state);
      answers.println("done");
    }
  }

  private static String jobsTable(int count) {
    return "lava.bench" + count + ".jobs";
  }

  void createRealms() {
    client.createTable(
        table ->
            table
                .tableName("lava.realms")
                .keySchema(key("realm", KeyType.HASH))
                .attributeDefinitions(string("realm"))
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private void create(Path folder, int count) throws IOException {
    createJobs(jobsTable(count));
    put("lava.realms", List.of(Map.of("realm", "bench" + count, "config", Map.of())));
    SampleFiles.write(folder, count);
    put(jobsTable(count), SampleFiles.records(count, 0));
    put(jobsTable(count), List.of(lavaschedJob()));
  }

  void createJobs(String name) {
    client.createTable(
        table ->
            table
                .tableName(name)
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

  /** A table of run records with its index (lava 8.2, cfn/lava-realm.cfn.json). */
  void createEvents(String name) {
    client.createTable(
        table ->
            table
                .tableName(name)
                .keySchema(key("job_id", KeyType.HASH), key("run_id", KeyType.RANGE))
                .attributeDefinitions(string("job_id"), string("run_id"), string("tu_event"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .localSecondaryIndexes(
                    LocalSecondaryIndex.builder()
                        .indexName("job_id-tu_event-index")
                        .keySchema(key("job_id", KeyType.HASH), key("tu_event", KeyType.RANGE))
                        .projection(p -> p.projectionType(ProjectionType.ALL))
                        .build()));
  }

  /** What the main job is run for on a node; it is of no dispatcher itself. */
  static Map<String, Object> lavaschedJob() {
    return Map.of(
        "job_id",
        "bench/schedule",
        "type",
        "lavasched",
        "enabled",
        true,
        "worker",
        "core",
        "payload",
        "--",
        "parameters",
        Map.of("dispatcher", SampleRealm.DISPATCHER, "args", List.of("--level", "warning")));
  }

  void put(String table, List<Map<String, Object>> records) {
    for (int i = 0; i < records.size(); i += MOST_WRITES) {
      List<WriteRequest> writes = new ArrayList<>();
      for (Map<String, Object> record :
          records.subList(i, Math.min(records.size(), i + MOST_WRITES))) {
        PutRequest put = PutRequest.builder().item(attribute(record).m()).build();
        writes.add(WriteRequest.builder().putRequest(put).build());
      }
      BatchWriteItemResponse response =
          client.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
      if (response.hasUnprocessedItems() && !response.unprocessedItems().isEmpty()) {
        throw new IllegalStateException("the local table took not all items");
      }
    }
  }

  private static AttributeValue attribute(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, AttributeValue> fields = new HashMap<>();
      map.forEach((name, field) -> fields.put(String.valueOf(name), attribute(field)));
      return AttributeValue.fromM(fields);
    }
    if (value instanceof List<?> list) {
      return AttributeValue.fromL(list.stream().map(LocalTables::attribute).toList());
    }
    return value instanceof Boolean bool
        ? AttributeValue.fromBool(bool)
        : AttributeValue.fromS(String.valueOf(value));
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

  @Override
  public void close() {
    client.close();
  }
}
