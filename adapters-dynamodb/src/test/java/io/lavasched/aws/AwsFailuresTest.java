// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static io.lavasched.dynamodb.testkit.FakeDynamoDb.cut;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.error;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.ok;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.silence;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.live.CurrentRecords;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.FakeDynamoDb.Answer;
import io.lavasched.dynamodb.testkit.TestAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class AwsFailuresTest {

  private static final RealmName REALM = new RealmName("demo");
  private static final String NETWORK =
      "look at the node's network, proxy settings (HTTPS_PROXY, NO_PROXY) and --endpoint-url";
  private static final String RENEW =
      "renew them (aws sso login, aws login), choose others with --profile, and look at the"
          + " node's clock";

  private static final String INDEX =
      "lava's jobs table has a global secondary index dispatcher-index: hash key dispatcher and"
          + " range key job_id (both strings), with the attributes worker and schedule";

  private static void query(LiveJobsTable table) {
    table.forEachOf(new DispatcherName("core"), r -> {});
  }

  /** What the endpoint answers; what follows the colon; the hint; whether to try again. */
  @ParameterizedTest(name = "{1}")
  @MethodSource
  void answers(Answer answer, String found, String hint, boolean retryable) {
    try (FakeDynamoDb fake = new FakeDynamoDb(answer)) {
      StoreException e = failure(fake.url(), AwsFailuresTest::query);

      assertThat(e)
          .hasMessage(
              "cannot query table lava.demo.jobs (ap-southeast-2): "
                  + found.replace("URL", fake.url()));
      assertThat(e.hint()).contains(hint);
      assertThat(e.retryable()).isEqualTo(retryable);
      assertThat(e.operation()).isEqualTo("query");
      assertThat(e.resource()).isEqualTo("table lava.demo.jobs (ap-southeast-2)");
      assertThat(e).hasCauseInstanceOf(RuntimeException.class);
    }
  }

  static Stream<Arguments> answers() {
    String capacity =
        "try again later, or give the table and its dispatcher-index more read capacity";
    return Stream.of(
        Arguments.of(
            error(400, "ProvisionedThroughputExceededException", "Rate of requests is too high"),
            "AWS still throttles it after all attempts (ProvisionedThroughputExceededException)",
            capacity,
            true),
        Arguments.of(
            error(400, "ThrottlingException", "Slow down"),
            "AWS still throttles it after all attempts (ThrottlingException)",
            capacity,
            true),
        Arguments.of(
            error(400, "RequestLimitExceeded", "Account limit"),
            "AWS still throttles it after all attempts (RequestLimitExceeded)",
            capacity,
            true),
        Arguments.of(
            error(500, "InternalServerError", "Oops"),
            "AWS answered 500 InternalServerError: Oops",
            "try again later",
            true),
        Arguments.of(status(503, "<html>"), "AWS answered 503", "try again later", true),
        Arguments.of(
            status(404, "<html>not here</html>"),
            "what answers at URL is not DynamoDB (HTTP status 404)",
            NETWORK,
            false),
        Arguments.of(
            status(200, "<html>log in</html>"),
            "the answer from URL is cut off or not DynamoDB's",
            NETWORK,
            true),
        Arguments.of(
            error(
                400,
                "AccessDeniedException",
                "User: arn:aws:sts::123456789012:assumed-role/node/i-1 is not authorized to"
                    + " perform: dynamodb:Query"),
            "access is denied: User: arn:aws:sts::123456789012:assumed-role/node/i-1 is not"
                + " authorized to perform: dynamodb:Query",
            "allow dynamodb:Query on index dispatcher-index of table lava.demo.jobs; the README has"
                + " the whole IAM policy",
            false),
        Arguments.of(
            error(400, "UnrecognizedClientException", "The security token is invalid."),
            "AWS refuses the credentials (UnrecognizedClientException)",
            RENEW,
            false),
        Arguments.of(
            error(400, "ExpiredTokenException", "The security token has expired"),
            "AWS refuses the credentials (ExpiredTokenException)",
            RENEW,
            false),
        Arguments.of(
            error(
                400,
                "InvalidSignatureException",
                "The Canonical String should have been 'x-amz-security-token:IQoJb3JpZ2luX2VjEA'"),
            "AWS refuses the credentials (InvalidSignatureException)",
            RENEW,
            false),
        Arguments.of(
            error(
                400,
                "ValidationException",
                "One or more parameter values were invalid: Global secondary index"
                    + " dispatcher-index does not project [schedule, worker]"),
            "the index dispatcher-index has not all attributes: One or more parameter values were"
                + " invalid: Global secondary index dispatcher-index does not project [schedule,"
                + " worker]",
            INDEX,
            false),
        Arguments.of(
            error(
                400,
                "ValidationException",
                "The table does not have the specified index: dispatcher-index"),
            "the table has no index dispatcher-index",
            INDEX,
            false),
        Arguments.of(
            error(400, "ValidationException", "Something else"),
            "AWS answered 400 ValidationException: Something else",
            "is --endpoint-url right?",
            false),
        Arguments.of(silence(), "no answer in time from URL", NETWORK, true));
  }

  @Test
  void throttlingIsTriedAgainBefore() {
    try (FakeDynamoDb fake =
        new FakeDynamoDb(
            error(400, "ThrottlingException", "Slow down"),
            ok("{\"Items\":[{\"job_id\":{\"S\":\"a\"}}]}"))) {
      List<String> origins = new ArrayList<>();
      with(
          fake.url(),
          2,
          t -> t.forEachOf(new DispatcherName("core"), r -> origins.add(r.origin())));

      assertThat(origins).containsExactly("lava.demo.jobs, job_id \"a\"");
      assertThat(fake.requests()).hasSize(2);
    }
  }

  @Test
  void answerThatIsCutOffIsAskedForAgain() {
    try (FakeDynamoDb fake = new FakeDynamoDb(cut(), ok("{\"Items\":[]}"))) {
      with(fake.url(), 2, AwsFailuresTest::query);

      assertThat(fake.requests()).hasSize(2);
    }
  }

  /** Real answers carry a checksum. */
  @Test
  void answerThatDoesNotFitItsChecksumIsAskedForAgain() {
    Answer wrong =
        (exchange, closed) -> {
          exchange.getResponseHeaders().set("x-amz-crc32", "1");
          ok("{\"Items\":[]}").to(exchange, closed);
        };
    try (FakeDynamoDb fake = new FakeDynamoDb(wrong)) {
      assertThat(
              catchThrowableOfType(
                  StoreException.class, () -> with(fake.url(), 2, AwsFailuresTest::query)))
          .hasMessageEndingWith(
              ": the answer from " + fake.url() + " is cut off or not DynamoDB's");
      assertThat(fake.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void attemptsAreThoseOfTheSetting(int attempts) {
    try (FakeDynamoDb fake = new FakeDynamoDb(error(500, "InternalServerError", "Oops"))) {
      assertThat(
              catchThrowableOfType(
                  StoreException.class, () -> with(fake.url(), attempts, AwsFailuresTest::query)))
          .isNotNull();
      assertThat(fake.requests()).hasSize(attempts);
    }
  }

  @Test
  void connectionThatIsCutThrows() {
    try (FakeDynamoDb fake = new FakeDynamoDb(cut())) {
      StoreException e = failure(fake.url(), AwsFailuresTest::query);

      assertThat(e)
          .hasMessageContaining(fake.url())
          .hasMessageNotContainingAny("Exception", "java.");
      assertThat(e.retryable()).isTrue();
      assertThat(e.hint()).isPresent();
    }
  }

  @Test
  void closedPortIsNamed() throws IOException {
    String url;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "http://localhost:" + free.getLocalPort();
    }
    StoreException e = failure(url, AwsFailuresTest::query);

    assertThat(e)
        .hasMessageStartingWith(
            "cannot query table lava.demo.jobs (ap-southeast-2): no connection to %s (Connection"
                + " refused",
            url);
    assertThat(e.hint()).contains(NETWORK);
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void unknownHostIsNamed() {
    StoreException e = failure("http://dynamodb.invalid", AwsFailuresTest::query);

    assertThat(e)
        .hasMessage(
            "cannot query table lava.demo.jobs (ap-southeast-2): the name of the host is not known:"
                + " \"dynamodb.invalid\"");
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).startsWith("is the region"));
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void plainTextWhereTlsIsExpectedIsNamed() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerInPlainText(server));
      answering.start();
      String url = "https://localhost:" + server.getLocalPort();
      StoreException e = failure(url, AwsFailuresTest::query);

      assertThat(e)
          .hasMessageStartingWith(
              "cannot query table lava.demo.jobs (ap-southeast-2): no TLS connection to %s (", url);
      assertThat(e.hint())
          .contains("behind a proxy with a CA of its own, name its certificates in AWS_CA_BUNDLE");
      assertThat(e.retryable()).isFalse();
    }
  }

  private static void answerInPlainText(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
          socket.getInputStream().readAllBytes();
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void accessToTheTableOfRealmsMayBeReplacedByAnOption() {
    try (FakeDynamoDb fake = new FakeDynamoDb(error(400, "AccessDeniedException", "no"))) {
      StoreException e = failure(fake.url(), LiveJobsTable::realm);

      assertThat(e)
          .hasMessage("cannot read table lava.realms (ap-southeast-2): access is denied: no");
      assertThat(e.hint())
          .contains("allow dynamodb:GetItem on table lava.realms, or give --dispatcher-program");
    }
  }

  @Test
  void keysInTextsOfAwsAreNotShown() {
    try (FakeDynamoDb fake =
        new FakeDynamoDb(
            error(400, "AccessDeniedException", "key " + TestAws.ACCESS_KEY + " is bad"))) {
      assertThat(failure(fake.url(), AwsFailuresTest::query))
          .hasMessageEndingWith("key (a key) is bad");
    }
  }

  @Test
  void unprocessedKeysAreAskedForAgain() {
    List<Duration> pauses = new ArrayList<>();
    try (FakeDynamoDb fake =
            new FakeDynamoDb(
                batch(List.of("a"), List.of("b", "c")),
                batch(List.of(), List.of("b", "c")),
                batch(List.of("b"), List.of("c")),
                batch(List.of(), List.of()));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      List<String> origins = new ArrayList<>();
      new LiveJobsTable(REALM, client, TestAws.QUICK, pauses::add)
          .forEachAmong(ids("a", "b", "a", "c"), r -> origins.add(r.origin()));

      assertThat(origins)
          .containsExactly("lava.demo.jobs, job_id \"a\"", "lava.demo.jobs, job_id \"b\"");
      assertThat(fake.requests())
          .hasSize(4)
          .allSatisfy(request -> assertThat(request).contains("\"ConsistentRead\":true"));
      assertThat(fake.requests().get(2)).contains("\"b\"", "\"c\"").doesNotContain("\"a\"");
      assertThat(fake.requests().get(3)).contains("\"c\"").doesNotContain("\"a\"", "\"b\"");
      assertThat(pauses).hasSize(1);
    }
  }

  @Test
  void keysThatStayUnprocessedThrow() {
    List<Duration> pauses = new ArrayList<>();
    try (FakeDynamoDb fake = new FakeDynamoDb(batch(List.of(), List.of("a")));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      LiveJobsTable table = new LiveJobsTable(REALM, client, TestAws.QUICK, pauses::add);
      StoreException e =
          catchThrowableOfType(StoreException.class, () -> table.forEachAmong(ids("a"), r -> {}));

      assertThat(e)
          .hasMessage(
              "cannot read table lava.demo.jobs (ap-southeast-2): AWS still throttles it after all"
                  + " attempts (unprocessed keys)");
      assertThat(e.retryable()).isTrue();
      assertThat(e.hint()).contains("try again later, or give the table more read capacity");
      assertThat(fake.requests()).hasSize(CurrentRecords.MOST_IDLE);
      assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isLessThan(30_000);
    }
  }

  @Test
  void interruptedWaitThrowsAndStaysInterrupted() {
    try (FakeDynamoDb fake = new FakeDynamoDb(batch(List.of(), List.of("a")));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      Pause interrupted =
          duration -> {
            throw new InterruptedException();
          };
      LiveJobsTable table = new LiveJobsTable(REALM, client, TestAws.QUICK, interrupted);
      StoreException e =
          catchThrowableOfType(StoreException.class, () -> table.forEachAmong(ids("a"), r -> {}));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).hasMessageEndingWith(": it was interrupted");
    }
  }

  /** Jobs a and b are asked for; never does one count as gone that was not answered for. */
  @ParameterizedTest(name = "{1}")
  @MethodSource
  void badAnswersToABatchThrow(Answer answer, String found, String hint, boolean retryable) {
    try (FakeDynamoDb fake = new FakeDynamoDb(answer);
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      LiveJobsTable table = new LiveJobsTable(REALM, client, TestAws.QUICK, pause -> {});
      List<SourceRecord> read = new ArrayList<>();
      StoreException e =
          catchThrowableOfType(
              StoreException.class, () -> table.forEachAmong(ids("a", "b"), read::add));

      assertThat(e)
          .hasMessageStartingWith(
              "cannot read table lava.demo.jobs (ap-southeast-2): "
                  + found.replace("URL", fake.url()))
          .hasMessageNotContainingAny("Exception:", "java.");
      assertThat(e.hint()).contains(hint);
      assertThat(e.retryable()).isEqualTo(retryable);
      assertThat(read).isEmpty();
    }
  }

  static Stream<Arguments> badAnswersToABatchThrow() {
    String notDynamo = "the answer from URL is cut off or not DynamoDB's";
    return Stream.of(
        Arguments.of(
            error(400, "AccessDeniedException", "not authorized"),
            "access is denied: not authorized",
            "allow dynamodb:BatchGetItem on table lava.demo.jobs; the README has the whole IAM"
                + " policy",
            false),
        Arguments.of(
            error(400, "ProvisionedThroughputExceededException", "too high"),
            "AWS still throttles it after all attempts (ProvisionedThroughputExceededException)",
            "try again later, or give the table more read capacity",
            true),
        Arguments.of(
            error(400, "ExpiredTokenException", "expired"),
            "AWS refuses the credentials (ExpiredTokenException)",
            RENEW,
            false),
        Arguments.of(
            error(500, "InternalServerError", "Oops"),
            "AWS answered 500 InternalServerError: Oops",
            "try again later",
            true),
        Arguments.of(cut(), notDynamo, NETWORK, true),
        Arguments.of(silence(), "no answer in time from URL", NETWORK, true),
        Arguments.of(ok(""), notDynamo, NETWORK, true),
        Arguments.of(ok("{}"), notDynamo, NETWORK, true),
        Arguments.of(ok("{\"Responses\":{}}"), notDynamo, NETWORK, true),
        Arguments.of(ok("{\"Responses\":{\"other\":[]}}"), notDynamo, NETWORK, true),
        Arguments.of(ok("{\"UnprocessedKeys\":{}}"), notDynamo, NETWORK, true),
        Arguments.of(
            ok("{\"Responses\":{},\"UnprocessedKeys\":" + keys(List.of("b")) + "}"),
            notDynamo,
            NETWORK,
            true),
        Arguments.of(batch(List.of(), List.of("c")), notDynamo, NETWORK, true),
        Arguments.of(batch(List.of("c"), List.of()), notDynamo, NETWORK, true),
        Arguments.of(ok("{\"Responses\":{\"lava.demo.jobs\":[{}]}}"), notDynamo, NETWORK, true));
  }

  @Test
  void recordGivenAndUnprocessedArrivesOnce() {
    try (FakeDynamoDb fake = new FakeDynamoDb(batch(List.of("a", "a"), List.of("a")));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      List<SourceRecord> read = new ArrayList<>();
      new LiveJobsTable(REALM, client, TestAws.QUICK, pause -> {})
          .forEachAmong(ids("a"), read::add);

      assertThat(read).hasSize(1);
      assertThat(fake.requests()).hasSize(1);
    }
  }

  /** A portal that answers everything with an empty object is not a realm without jobs. */
  @Test
  void answerWithoutItemsIsNotAnEmptyRealm() {
    try (FakeDynamoDb fake = new FakeDynamoDb(ok("{}"))) {
      String found = ": the answer from " + fake.url() + " is cut off or not DynamoDB's";

      assertThat(failure(fake.url(), AwsFailuresTest::query)).hasMessageEndingWith(found);
      assertThat(failure(fake.url(), table -> table.forEach(r -> {}))).hasMessageEndingWith(found);
    }
  }

  private static Answer batch(List<String> given, List<String> unprocessed) {
    String items =
        given.stream().map(AwsFailuresTest::key).collect(Collectors.joining(",", "[", "]"));
    String rest = unprocessed.isEmpty() ? "{}" : keys(unprocessed);
    return ok(
        "{\"Responses\":{\"lava.demo.jobs\":" + items + "},\"UnprocessedKeys\":" + rest + "}");
  }

  private static String keys(List<String> ids) {
    return ids.stream()
        .map(AwsFailuresTest::key)
        .collect(Collectors.joining(",", "{\"lava.demo.jobs\":{\"Keys\":[", "]}}"));
  }

  private static String key(String id) {
    return "{\"job_id\":{\"S\":\"" + id + "\"}}";
  }

  private static List<JobId> ids(String... ids) {
    return Arrays.stream(ids).map(JobId::new).toList();
  }

  @Test
  void noMessageHasASecret() {
    Answer[] all = {
      error(400, "InvalidSignatureException", TestAws.SECRET_KEY),
      error(400, "UnrecognizedClientException", TestAws.SECRET_KEY)
    };
    Arrays.stream(all)
        .forEach(
            answer -> {
              try (FakeDynamoDb fake = new FakeDynamoDb(answer)) {
                StoreException e = failure(fake.url(), AwsFailuresTest::query);
                assertThat(e.getMessage() + e.hint())
                    .doesNotContain(TestAws.SECRET_KEY, TestAws.ACCESS_KEY);
              }
            });
  }

  private static StoreException failure(String url, Consumer<LiveJobsTable> read) {
    StoreException e = catchThrowableOfType(StoreException.class, () -> with(url, 1, read));
    assertThat(e).isNotNull();
    return e;
  }

  private static void with(String url, int attempts, Consumer<LiveJobsTable> read) {
    try (LiveJobsTable table =
        new LiveJobsTable(REALM, TestAws.quick(url, attempts), TestAws.QUICK, Pause.SLEEPING)) {
      read.accept(table);
    }
  }
}
