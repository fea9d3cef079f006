// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsLimits;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.testkit.LocalDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.testkit.dynamodb.Fault;
import io.lavasched.testkit.dynamodb.FaultyEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faulty endpoint in front of DynamoDB Local, seen by the real table. */
class FaultyEndpointTest {

  private static final int JOBS = 900;
  private static final URI LOCAL = LocalDynamoDb.endpoint();
  private static final List<JobId> FIVE =
      IntStream.range(0, 5).mapToObj(i -> new JobId("job-" + i)).toList();

  /** Long enough for DynamoDB Local on a busy machine, and short enough to wait for. */
  private static final AwsLimits LIMITS =
      new AwsLimits(
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40));

  private static RealmName realm;

  /** Enough for three pages. */
  @BeforeAll
  static void fill() {
    String large = "0 1 * * * " + " ".repeat(3000);
    realm =
        LocalDynamoDb.realmWith(
            IntStream.range(0, JOBS)
                .mapToObj(
                    i ->
                        Map.of(
                            "job_id",
                            "job-" + i,
                            "worker",
                            "w",
                            "dispatcher",
                            "core",
                            "schedule",
                            large))
                .toList());
  }

  @Test
  void withoutFaultsAllGoesThrough() {
    try (FaultyEndpoint endpoint = FaultyEndpoint.before(LOCAL)) {
      assertThat(query(endpoint, 1)).hasSize(JOBS);
      assertThat(among(endpoint, 1)).hasSize(5);
      assertThat(endpoint.count("Query")).isEqualTo(3);
      assertThat(endpoint.count("BatchGetItem")).isEqualTo(1);
      assertThat(endpoint.count("Scan")).isZero();
    }
  }

  @Test
  void errorsOfDynamoDbGoThroughAsWell() {
    try (FaultyEndpoint endpoint = FaultyEndpoint.before(LOCAL)) {
      StoreException e =
          catchThrowableOfType(
              StoreException.class,
              () ->
                  with(endpoint, LocalDynamoDb.newRealm(), 1, table -> table.find(new JobId("a"))));

      assertThat(e).hasMessageEndingWith(": there is no such table");
    }
  }

  /** Only the second page fails, and with it the read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "THROTTLE     | AWS still throttles it after all attempts"
            + " (ProvisionedThroughputExceededException)",
        "ERROR_500    | AWS answered 500 InternalServerError: The request failed",
        "EXPIRED      | AWS refuses the credentials (ExpiredTokenException)",
        "DENIED       | access is denied: Not authorized",
        "CUT          | the answer from URL is cut off or not DynamoDB's",
        "HTML         | the answer from URL is cut off or not DynamoDB's",
        "DRIP         | no answer in time from URL",
        "HEADERS_ONLY | no answer in time from URL",
        "STALL        | no answer in time from URL",
      })
  void secondPageFails(Fault fault, String found) {
    try (FaultyEndpoint endpoint = FaultyEndpoint.before(LOCAL).on("Query", 2, fault)) {
      StoreException e = catchThrowableOfType(StoreException.class, () -> query(endpoint, 1));

      assertThat(e)
          .hasMessage(
              "cannot query table %s (ap-southeast-2): %s",
              realm.jobsTable(), found.replace("URL", endpoint.uri().toString()));
      assertThat(endpoint.count("Query")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"THROTTLE", "ERROR_500", "CUT", "STALL"})
  void faultThatPassesIsOvercome(Fault fault) {
    try (FaultyEndpoint endpoint = FaultyEndpoint.before(LOCAL).on("Query", 2, fault)) {
      assertThat(query(endpoint, 3)).hasSize(JOBS);
      assertThat(endpoint.count("Query")).isEqualTo(4);
    }
  }

  @Test
  void faultThatLastsIsNot() {
    try (FaultyEndpoint endpoint = FaultyEndpoint.before(LOCAL).from("Query", 2, Fault.ERROR_500)) {
      assertThat(catchThrowableOfType(StoreException.class, () -> query(endpoint, 3))).isNotNull();
      assertThat(endpoint.count("Query")).isEqualTo(4);
    }
  }

  @Test
  void unprocessedKeysAreReadInTheEnd() {
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LOCAL)
            .on("BatchGetItem", 1, Fault.UNPROCESSED)
            .on("BatchGetItem", 2, Fault.HALF_UNPROCESSED)) {
      assertThat(among(endpoint, 1)).hasSize(5).doesNotHaveDuplicates();
      assertThat(endpoint.count("BatchGetItem")).isEqualTo(3);
    }
  }

  @Test
  void keysThatStayUnprocessedThrow() {
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LOCAL).from("BatchGetItem", 1, Fault.UNPROCESSED)) {
      assertThat(catchThrowableOfType(StoreException.class, () -> among(endpoint, 1)))
          .hasMessageEndingWith("(unprocessed keys)");
    }
  }

  private static List<String> query(FaultyEndpoint endpoint, int attempts) {
    List<String> origins = new ArrayList<>();
    with(
        endpoint,
        realm,
        attempts,
        table -> table.forEachOf(new DispatcherName("core"), r -> origins.add(r.origin())));
    return origins;
  }

  private static List<String> among(FaultyEndpoint endpoint, int attempts) {
    List<String> origins = new ArrayList<>();
    with(endpoint, realm, attempts, t -> t.forEachAmong(FIVE, r -> origins.add(r.origin())));
    return origins;
  }

  private static void with(
      FaultyEndpoint endpoint, RealmName realm, int attempts, Consumer<LiveJobsTable> read) {
    try (LiveJobsTable table =
        new LiveJobsTable(
            realm,
            TestAws.client(endpoint.uri().toString(), attempts, LIMITS),
            LIMITS,
            pause -> {})) {
      read.accept(table);
    }
  }
}
