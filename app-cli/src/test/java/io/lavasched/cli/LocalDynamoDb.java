// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.dynamodb.testkit.LavaRuns;
import io.lavasched.dynamodb.testkit.LavaTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An AWS account of its own, in the one DynamoDB Local of this JVM: to each access key it shows
 * other tables.
 */
final class LocalDynamoDb {

  static final String REGION = "ap-southeast-2";
  static final String REALM = "demo";
  static final String JOBS = "lava.demo.jobs";
  static final String EVENTS = "lava.demo.events";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger ACCOUNTS = new AtomicInteger();
  private static final String ENDPOINT = LavaTables.startServer();

  private final String accessKey = "ACCOUNT" + ACCOUNTS.incrementAndGet();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(URI.create(ENDPOINT))
          .region(Region.of(REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();
  private final LavaTables tables = new LavaTables(client);

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
    tables.createJobs(JOBS);
  }

  /** The run records, as the realm has them. */
  LavaRuns createEventsTable() {
    tables.createEvents(EVENTS);
    return new LavaRuns(client, EVENTS);
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
    tables.createRealms();
    put(LavaTables.REALMS, List.of(record));
  }

  /** Puts records, each a JSON object. */
  public void put(String table, List<String> records) {
    tables.put(table, records.stream().map(LocalDynamoDb::json).toList());
  }

  private static Map<String, Object> json(String text) {
    try {
      return MAPPER.readValue(text, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
