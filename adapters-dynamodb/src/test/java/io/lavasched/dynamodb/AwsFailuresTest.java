package io.lavasched.dynamodb;

import static io.lavasched.dynamodb.FakeDynamoDb.cut;
import static io.lavasched.dynamodb.FakeDynamoDb.error;
import static io.lavasched.dynamodb.FakeDynamoDb.ok;
import static io.lavasched.dynamodb.FakeDynamoDb.silence;
import static io.lavasched.dynamodb.FakeDynamoDb.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.port.StoreException;
import io.lavasched.dynamodb.FakeDynamoDb.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
            "cannot query table lava.demo.jobs (ap-southeast-2): no connection to %s (Connection refused",
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
    String keys =
        "{\"lava.demo.jobs\":{\"ConsistentRead\":true,\"Keys\":[{\"job_id\":{\"S\":\"b\"}}]}}";
    List<Duration> pauses = new ArrayList<>();
    try (FakeDynamoDb fake =
            new FakeDynamoDb(
                ok(
                    "{\"Responses\":{\"lava.demo.jobs\":["
                        + disabled("a")
                        + "]},\"UnprocessedKeys\":"
                        + keys
                        + "}"),
                ok("{\"Responses\":{},\"UnprocessedKeys\":" + keys + "}"),
                ok(
                    "{\"Responses\":{\"lava.demo.jobs\":["
                        + disabled("b")
                        + "]},\"UnprocessedKeys\":{}}"));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      Set<JobId> found =
          new LiveJobsTable(REALM, client, pauses::add)
              .disabledAmong(List.of(new JobId("a"), new JobId("b"), new JobId("a")));

      assertThat(found).containsExactlyInAnyOrder(new JobId("a"), new JobId("b"));
      assertThat(fake.requests()).hasSize(3);
      assertThat(fake.requests().get(2)).contains("\"b\"").doesNotContain("\"a\"");
      assertThat(pauses).hasSize(1);
    }
  }

  @Test
  void keysThatStayUnprocessedThrow() {
    String keys = "{\"lava.demo.jobs\":{\"Keys\":[{\"job_id\":{\"S\":\"a\"}}]}}";
    List<Duration> pauses = new ArrayList<>();
    try (FakeDynamoDb fake =
            new FakeDynamoDb(ok("{\"Responses\":{},\"UnprocessedKeys\":" + keys + "}"));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      LiveJobsTable table = new LiveJobsTable(REALM, client, pauses::add);
      StoreException e =
          catchThrowableOfType(
              StoreException.class, () -> table.disabledAmong(List.of(new JobId("a"))));

      assertThat(e)
          .hasMessage(
              "cannot read table lava.demo.jobs (ap-southeast-2): AWS still throttles it after all"
                  + " attempts (unprocessed keys)");
      assertThat(e.retryable()).isTrue();
      assertThat(e.hint()).contains("try again later, or give the table more read capacity");
      assertThat(fake.requests()).hasSize(DisabledJobs.MOST_IDLE);
      assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isLessThan(30_000);
    }
  }

  @Test
  void interruptedWaitThrowsAndStaysInterrupted() {
    String keys = "{\"lava.demo.jobs\":{\"Keys\":[{\"job_id\":{\"S\":\"a\"}}]}}";
    try (FakeDynamoDb fake =
            new FakeDynamoDb(ok("{\"Responses\":{},\"UnprocessedKeys\":" + keys + "}"));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      Pause interrupted =
          duration -> {
            throw new InterruptedException();
          };
      LiveJobsTable table = new LiveJobsTable(REALM, client, interrupted);
      StoreException e =
          catchThrowableOfType(
              StoreException.class, () -> table.disabledAmong(List.of(new JobId("a"))));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).hasMessageEndingWith(": it was interrupted");
    }
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

  private static String disabled(String id) {
    return "{\"job_id\":{\"S\":\"" + id + "\"},\"enabled\":{\"BOOL\":false}}";
  }

  private static StoreException failure(String url, Consumer<LiveJobsTable> read) {
    StoreException e = catchThrowableOfType(StoreException.class, () -> with(url, 1, read));
    assertThat(e).isNotNull();
    return e;
  }

  private static void with(String url, int attempts, Consumer<LiveJobsTable> read) {
    try (LiveJobsTable table =
        new LiveJobsTable(REALM, TestAws.quick(url, attempts), Pause.SLEEPING)) {
      read.accept(table);
    }
  }
}
