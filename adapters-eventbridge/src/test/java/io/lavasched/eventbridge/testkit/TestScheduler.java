// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge.testkit;

import io.lavasched.aws.AwsClients;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Clients with made-up keys, which look at nothing of the one who runs the tests. */
public final class TestScheduler {

  public static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET_KEY = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

  private static final Path CONFIG = config();

  private TestScheduler() {}

  /**
   * The settings that a client of an endpoint is opened with.
   *
   * @param endpoint where schedules are kept
   * @param attempts how often a request is tried
   */
  public static Map<String, String> environment(String endpoint, int attempts) {
    return Map.of(
        "AWS_CONFIG_FILE",
        CONFIG.toString(),
        "AWS_ENDPOINT_URL_SCHEDULER",
        endpoint,
        "AWS_MAX_ATTEMPTS",
        "" + attempts);
  }

  /** The options that go with them. */
  public static AwsOptions options() {
    return new AwsOptions(Optional.of(FakeScheduler.REGION), Optional.of("test"), Optional.empty());
  }

  /** A client of an endpoint. */
  public static SchedulerClient client(String endpoint, int attempts, AwsLimits limits) {
    return AwsClients.openForWrites(
            SchedulerClient.builder(),
            "AWS_ENDPOINT_URL_SCHEDULER",
            options(),
            environment(endpoint, attempts),
            limits)
        .orElseThrow();
  }

  private static Path config() {
    try {
      Path file = Files.createTempFile("aws-config", "");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          "[profile test]\naws_access_key_id = "
              + ACCESS_KEY
              + "\naws_secret_access_key = "
              + SECRET_KEY
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
