// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import static io.lavasched.dynamodb.testkit.FakeDynamoDb.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Ticker;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.port.RunEvents.Runs;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.FakeDynamoDb.Answer;
import io.lavasched.dynamodb.testkit.Json;
import io.lavasched.dynamodb.testkit.LavaRuns;
import io.lavasched.dynamodb.testkit.LocalDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.testkit.dynamodb.Fault;
import io.lavasched.testkit.dynamodb.FaultyEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class LiveRunEventsTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final JobId JOB = new JobId("demo/etl");
  private static final RealmName DEMO = new RealmName("demo");
  private static final int RUNS = 30;

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

  /** What a job printed into its log makes three pages of 1 MB. */
  @BeforeAll
  static void fill() {
    realm = LocalDynamoDb.realmWithEvents();
    for (int i = 0; i < RUNS; i++) {
      Map<String, Object> item = new HashMap<>(LavaRuns.item(JOB, run(i)));
      item.put(
          "log",
          List.of(
              Map.of("tu_event", LavaRuns.utc(NOON.plusSeconds(i + 1)), "status", "starting"),
              Map.of("info", Map.of("output", "x".repeat(90_000)))));
      LocalDynamoDb.putRun(realm, item);
    }
  }

  private static Run run(int number) {
    return new Run(
        "run-" + number,
        NOON.plusSeconds(number),
        Optional.of(NOON.plusSeconds(number + 1)),
        NOON.plusSeconds(number + 2),
        "complete",
        Optional.of("core"));
  }

  private static List<Run> all() {
    return IntStream.range(0, RUNS).mapToObj(LiveRunEventsTest::run).toList();
  }

  private static Runs read(URI endpoint, RealmName realm, int attempts, AwsLimits limits) {
    try (LiveRunEvents events =
        new LiveRunEvents(
            realm,
            TestAws.client(endpoint.toString(), attempts, limits),
            limits,
            Pause.SLEEPING,
            LiveRunEvents.MOST_RATE,
            Ticker.systemTicker())) {
      return events.of(JOB, NOON);
    }
  }

  private static Runs read(FaultyEndpoint endpoint, int attempts) {
    return read(endpoint.uri(), realm, attempts, LIMITS);
  }

  private static StoreException failure(Runnable read) {
    return catchThrowableOfType(StoreException.class, read::run);
  }

  @Test
  void everyPageIsFollowed() {
    try (FaultyEndpoint endpoint = FaultyEndpoint.before(LocalDynamoDb.endpoint())) {
      Runs found = read(endpoint, 1);

      assertThat(found.runs()).containsExactlyInAnyOrderElementsOf(all());
      assertThat(found.unreadable()).isEmpty();
      assertThat(endpoint.count("Query")).isEqualTo(3);
      assertThat(endpoint.count("Scan") + endpoint.count("GetItem")).isZero();
    }
  }

  @Test
  void whatIsAskedIsWhatIsNeeded() {
    try (FakeDynamoDb fake = new FakeDynamoDb(ok("{\"Items\":[],\"Count\":0}"))) {
      assertThat(read(URI.create(fake.url()), DEMO, 1, TestAws.QUICK)).isEqualTo(Runs.NONE);

      assertThat(fake.requests())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request)
                      .contains(
                          "\"TableName\":\"lava.demo.events\"",
                          "\"IndexName\":\"job_id-tu_event-index\"",
                          "\"ConsistentRead\":true",
                          "\"ReturnConsumedCapacity\":\"TOTAL\"",
                          "\"KeyConditionExpression\":\"#job = :job and #event >= :since\"",
                          "\"ProjectionExpression\":\"#job, #run, #dispatched, #event, #status,"
                              + " #worker, #log[0].#event\"",
                          "\":since\":{\"S\":\"2026-11-30T12:00:00\"}",
                          "\":job\":{\"S\":\"demo/etl\"}")
                      .doesNotContain("FilterExpression", "Limit"));
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
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).on("Query", 2, fault)) {
      assertThat(failure(() -> read(endpoint, 1)))
          .hasMessage(
              "cannot query table lava.%s.events (ap-southeast-2): %s",
              realm.text(), found.replace("URL", endpoint.uri().toString()));
      assertThat(endpoint.count("Query")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"THROTTLE", "ERROR_500", "CUT", "STALL"})
  void faultThatPassesIsOvercome(Fault fault) {
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).on("Query", 2, fault)) {
      assertThat(read(endpoint, 3).runs()).containsExactlyInAnyOrderElementsOf(all());
      assertThat(endpoint.count("Query")).isEqualTo(4);
    }
  }

  @Test
  void whatHelpsIsSaid() {
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint())
            .on("Query", 1, Fault.THROTTLE)
            .on("Query", 2, Fault.DENIED)) {
      assertThat(failure(() -> read(endpoint, 1)).hint())
          .contains(
              "try again later, or give a lower --rate, or give the table more read capacity");
      assertThat(failure(() -> read(endpoint, 1)).hint())
          .contains(
              "allow dynamodb:Query on index job_id-tu_event-index of table lava."
                  + realm.text()
                  + ".events; the README has the whole IAM policy");
    }
  }

  /** Each is an answer of DynamoDB, and none to the question. */
  @ParameterizedTest
  @MethodSource
  void halfAnswers(String name, String body) {
    try (FakeDynamoDb fake = new FakeDynamoDb(ok(body), ok("{\"Items\":[],\"Count\":0}"))) {
      StoreException e = failure(() -> read(URI.create(fake.url()), DEMO, 1, TestAws.QUICK));

      assertThat(e)
          .as(name)
          .hasMessage(
              "cannot query table lava.demo.events (ap-southeast-2): the answer from %s is cut off"
                  + " or not DynamoDB's",
              fake.url());
      assertThat(e.retryable()).isTrue();
    }
  }

  static List<Arguments> halfAnswers() {
    String item = Json.typed(LavaRuns.item(JOB, run(1)));
    String key =
        "\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"demo/etl\"},\"run_id\":{\"S\":\"a\"},"
            + "\"tu_event\":{\"S\":\"2026-11-30T12:00:00\"}}";
    return List.of(
        Arguments.of("no items", "{\"Count\":0}"),
        Arguments.of("nothing", "{}"),
        Arguments.of("more to come, and no items", "{" + key + "}"),
        Arguments.of("fewer items than counted", "{\"Items\":[" + item + "],\"Count\":2}"),
        Arguments.of("items without a count of them", "{\"Items\":[" + item + "],\"Count\":0}"),
        Arguments.of(
            "another job",
            "{\"Items\":[" + item.replace("demo/etl", "demo/other") + "],\"Count\":1}"),
        Arguments.of("no job", "{\"Items\":[" + item.replace("job_id", "job") + "],\"Count\":1}"),
        Arguments.of("no run", "{\"Items\":[" + item.replace("run_id", "run") + "],\"Count\":1}"));
  }

  /** DynamoDB may end a page before it found anything. */
  @Test
  void anEmptyPageIsNotTheEnd() {
    String key =
        "\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"demo/etl\"},\"run_id\":{\"S\":\"a\"},"
            + "\"tu_event\":{\"S\":\"2026-11-30T12:00:00\"}}";
    String item = Json.typed(LavaRuns.item(JOB, run(1)));
    try (FakeDynamoDb fake =
        new FakeDynamoDb(
            ok("{\"Items\":[],\"Count\":0," + key + "}"),
            ok("{\"Items\":[" + item + "],\"Count\":1}"))) {
      assertThat(read(URI.create(fake.url()), DEMO, 1, TestAws.QUICK).runs())
          .containsExactly(run(1));
      assertThat(fake.requests().get(1)).contains("\"ExclusiveStartKey\"");
    }
  }

  /** Its next event moves it behind what was read already. */
  @Test
  void aRunThatGoesOnMeanwhileCountsOnceAsItIsNow() {
    Run before = run(1);
    Run after =
        new Run(
            before.id(),
            before.dispatched(),
            before.started(),
            NOON.plusSeconds(60),
            "failed",
            before.worker());
    String key = "\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"demo/etl\"}}";
    try (FakeDynamoDb fake =
        new FakeDynamoDb(
            ok("{\"Items\":[" + Json.typed(LavaRuns.item(JOB, before)) + "]," + key + "}"),
            ok("{\"Items\":[" + Json.typed(LavaRuns.item(JOB, after)) + "]}"))) {
      assertThat(read(URI.create(fake.url()), DEMO, 1, TestAws.QUICK).runs())
          .containsExactly(after);
    }
  }

  @Test
  void missingTableIsNamed() {
    RealmName other = LocalDynamoDb.newRealm();
    StoreException e = failure(() -> read(LocalDynamoDb.endpoint(), other, 1, LIMITS));

    assertThat(e)
        .hasMessage(
            "cannot query table lava.%s.events (ap-southeast-2): there is no such table",
            other.text());
    assertThat(e.hint())
        .contains("are the realm (--realm) and the region (--region, --profile) the right ones?");
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void otherIndexIsNamed() {
    RealmName other = LocalDynamoDb.realmWithOtherIndexOfEvents();
    StoreException e = failure(() -> read(LocalDynamoDb.endpoint(), other, 1, LIMITS));

    assertThat(e)
        .hasMessage(
            "cannot query table lava.%s.events (ap-southeast-2): the table has no index"
                + " job_id-tu_event-index",
            other.text());
    assertThat(e.hint())
        .contains(
            "lava's events table has a local secondary index job_id-tu_event-index: hash key job_id"
                + " and range key tu_event (both strings), with all attributes");
  }

  /** A clock that only the pauses turn. */
  private static final class Hand extends Ticker implements Pause {

    private long nanos;
    private final List<Duration> pauses = new ArrayList<>();

    @Override
    public long read() {
      return nanos;
    }

    @Override
    public void take(Duration duration) {
      pauses.add(duration);
      nanos += duration.toNanos();
    }
  }

  private static Answer costing(double units, String more) {
    return ok(
        "{\"Items\":[],\"Count\":0,\"ConsumedCapacity\":{\"TableName\":\"lava.demo.events\","
            + "\"CapacityUnits\":"
            + units
            + "}"
            + more
            + "}");
  }

  /** 240 units are there at the start, and 4 come in each second; what is spent is paid later. */
  @Test
  void readsWaitForTheirUnits() {
    String more = ",\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"demo/etl\"}}";
    Hand hand = new Hand();
    try (FakeDynamoDb fake =
            new FakeDynamoDb(
                costing(239, ""),
                costing(5, more),
                costing(600, more),
                costing(0, ""),
                costing(2.5, ""));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      LiveRunEvents events =
          new LiveRunEvents(DEMO, client, TestAws.QUICK, hand, LiveRunEvents.RATE, hand);

      events.of(JOB, NOON);
      assertThat(hand.pauses).isEmpty();
      events.of(JOB, NOON);
      assertThat(hand.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(150));
      events.of(JOB, NOON);
      assertThat(hand.pauses).hasSize(3).endsWith(Duration.ofMillis(250));
      assertThat(events.spent()).isEqualTo(239 + 5 + 600 + 1 + 2.5);
    }
  }

  /** One unit for a job without runs, and one for each 4 KB; what is projected does not matter. */
  @Test
  void dynamoDbSaysWhatAReadCosts() {
    try (LiveRunEvents events =
        new LiveRunEvents(
            realm,
            TestAws.client(LocalDynamoDb.endpoint().toString()),
            AwsLimits.DEFAULT,
            Pause.SLEEPING,
            LiveRunEvents.MOST_RATE,
            Ticker.systemTicker())) {
      events.of(new JobId("no such job"), NOON);
      assertThat(events.spent()).isEqualTo(1);

      events.of(JOB, NOON);
      assertThat(events.spent() - 1)
          .isBetween(RUNS * 90_000 / 4096.0, RUNS * 90_000 / 4096.0 * 1.1);
    }
  }

  @Test
  void aKeyThatIsTooLongIsNotAskedFor() {
    try (FakeDynamoDb fake = new FakeDynamoDb(ok("{}"));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      Hand hand = new Hand();
      LiveRunEvents events = new LiveRunEvents(DEMO, client, TestAws.QUICK, hand, 4, hand);

      assertThat(events.of(new JobId("x".repeat(2049)), NOON)).isEqualTo(Runs.NONE);
      assertThat(fake.requests()).isEmpty();
    }
  }

  /** A child of a chain has the run id of its parent: the two are two items. */
  @Test
  void jobsOfOneChainHaveOneRunId() {
    RealmName chain = LocalDynamoDb.realmWithEvents();
    JobId child = new JobId("demo/child");
    LocalDynamoDb.runs(chain).write(JOB, run(1));
    LocalDynamoDb.runs(chain).write(child, run(1));
    try (LiveRunEvents events =
        new LiveRunEvents(
            chain,
            TestAws.client(LocalDynamoDb.endpoint().toString()),
            AwsLimits.DEFAULT,
            Pause.SLEEPING,
            4,
            Ticker.systemTicker())) {
      assertThat(events.of(JOB, NOON).runs()).containsExactly(run(1));
      assertThat(events.of(child, NOON).runs()).containsExactly(run(1));
    }
  }

  @Test
  void describesItself() {
    try (DynamoDbClient client = TestAws.quick("http://localhost:1", 1)) {
      Hand hand = new Hand();

      assertThat(new LiveRunEvents(DEMO, client, TestAws.QUICK, hand, 4, hand).describe())
          .isEqualTo("table lava.demo.events (ap-southeast-2)");
    }
  }
}
