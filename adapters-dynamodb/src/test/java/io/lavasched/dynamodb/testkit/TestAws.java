// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import io.lavasched.aws.AwsClients;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsOptions;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.live.LiveJobsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Clients with made-up keys, which look at nothing of the one who runs the tests. */
public final class TestAws {

  public static final String REGION = "ap-southeast-2";
  public static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
  public static final String SECRET_KEY = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

  public static final AwsLimits QUICK =
      new AwsLimits(
          Duration.ofSeconds(3),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30));

  private TestAws() {}

  /** A client for an endpoint on this machine, that gives up quickly. */
  public static DynamoDbClient quick(String endpoint, int attempts) {
    return client(endpoint, attempts, QUICK);
  }

  public static DynamoDbClient client(String endpoint) {
    return client(endpoint, 9, AwsLimits.DEFAULT);
  }

  public static DynamoDbClient client(String endpoint, int attempts, AwsLimits limits) {
    return AwsClients.open(options(endpoint), environment(attempts), limits);
  }

  /**
   * The table of the realm {@code demo} at an endpoint.
   *
   * @param attempts how often it tries, with the first time
   * @param environment what it finds there beside the keys
   */
  public static LiveJobsTable table(
      String endpoint, int attempts, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment(attempts));
    all.putAll(environment);
    return LiveJobsTable.open(new RealmName("demo"), options(endpoint), all);
  }

  /**
   * The environment of one who asks a queue service on this machine, with a profile {@code test}.
   *
   * @param endpoint where that is
   * @param attempts how often it tries, with the first time
   */
  public static Map<String, String> environmentOfQueues(String endpoint, int attempts) {
    Map<String, String> all = new HashMap<>(environment(attempts));
    all.put("AWS_ENDPOINT_URL_SQS", endpoint);
    return all;
  }

  private static AwsOptions options(String endpoint) {
    return new AwsOptions(Optional.of(REGION), Optional.of("test"), Optional.of(endpoint));
  }

  private static Map<String, String> environment(int attempts) {
    Path config =
        config(
            "[profile test]\naws_access_key_id = "
                + ACCESS_KEY
                + "\naws_secret_access_key = "
                + SECRET_KEY
                + "\n");
    return Map.of("AWS_CONFIG_FILE", config.toString(), "AWS_MAX_ATTEMPTS", "" + attempts);
  }

  private static Path config(String text) {
    try {
      Path file = Files.createTempFile("aws-config", "");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
