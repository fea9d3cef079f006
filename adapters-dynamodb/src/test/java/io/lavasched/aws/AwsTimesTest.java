// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static io.lavasched.dynamodb.testkit.FakeDynamoDb.error;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.Uninterruptibles;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * However slow or dead the other side is, a read ends in time, and says what it waited for. What is
 * not bounded hangs for good: on a busy machine no clock tells the two apart, but the words do.
 */
@Timeout(value = 5, unit = MINUTES)
class AwsTimesTest {

  private static final RealmName REALM = new RealmName("demo");
  private static final String CANNOT = "cannot query table lava.demo.jobs (ap-southeast-2): ";
  private static final String KEYS =
      "aws_access_key_id = %s\naws_secret_access_key = %s\n"
          .formatted(TestAws.ACCESS_KEY, TestAws.SECRET_KEY);

  /** The production limits, shrunk to fit a test; the credentials' is less than the call's. */
  private static final AwsLimits SHORT =
      new AwsLimits(
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(700),
          Duration.ofMillis(1200),
          Duration.ofMillis(2000));

  private static final String HEADERS =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n";

  /** A page with one record, and another one behind it. */
  private static final String MORE =
      "{\"Items\":[{\"job_id\":{\"S\":\"a\"}}],\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"a\"}}}";

  private static final String LAST = "{\"Items\":[{\"job_id\":{\"S\":\"b\"}}]}";

  /** Much less than a call may take, so that it is never the call that ends. */
  private static final AwsLimits SHORT_CREDENTIALS =
      limits(Duration.ofMillis(700), AwsLimits.DEFAULT.call(), AwsLimits.DEFAULT.whole());

  /** With all the time it wants for a read, but little for a call. */
  private static final AwsLimits SHORT_CALLS =
      limits(AwsLimits.DEFAULT.credentials(), Duration.ofSeconds(5), AwsLimits.DEFAULT.whole());

  /** With all the time it wants for a call, but little for a read. */
  private static final AwsLimits SHORT_READS =
      limits(AwsLimits.DEFAULT.credentials(), AwsLimits.DEFAULT.call(), Duration.ofSeconds(4));

  @TempDir Path folder;

  @Test
  void limitsInProduction() {
    assertThat(AwsLimits.DEFAULT)
        .isEqualTo(
            new AwsLimits(
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(300)));
  }

  private static AwsLimits limits(Duration credentials, Duration call, Duration whole) {
    return new AwsLimits(
        AwsLimits.DEFAULT.connect(),
        AwsLimits.DEFAULT.silence(),
        AwsLimits.DEFAULT.attempt(),
        credentials,
        call,
        whole);
  }

  /** What comes at once, and what then drips; nothing where it stalls. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void slowEndpoints(String name, String atOnce, String drip) throws Exception {
    try (Socketry server = new Socketry(atOnce, drip)) {
      StoreException e = failure(server.url("http"), KEYS, AwsTimesTest::query);

      assertThat(e).hasMessage(CANNOT + "no answer in time from " + server.url("http"));
      assertThat(e.hint())
          .contains(
              "look at the node's network, proxy settings (HTTPS_PROXY, NO_PROXY) and"
                  + " --endpoint-url");
      assertThat(e.retryable()).isTrue();
    }
  }

  static Stream<Arguments> slowEndpoints() {
    String length = HEADERS + "Content-Length: 10000\r\n\r\n";
    String chunked = HEADERS + "Transfer-Encoding: chunked\r\n\r\nfff\r\n";
    return Stream.of(
        Arguments.of("accepts and never answers", "", ""),
        Arguments.of("sends headers, then stalls", length, ""),
        Arguments.of("sends half a body, then stalls", length + "{\"Items\":[", ""),
        Arguments.of("drips its headers", "", HEADERS),
        Arguments.of("drips its body", length, "{\"Items\":[                            "),
        Arguments.of("drips a chunk", chunked, "{\"Items\":[                            "),
        Arguments.of(
            "drips an error",
            length.replace("200 OK", "500 Oops"),
            "{\"__type\":\"InternalServerError\",           "));
  }

  @Test
  void silenceWhereTlsIsExpected() throws Exception {
    try (Socketry server = new Socketry("", "")) {
      StoreException e = failure(server.url("https"), KEYS, AwsTimesTest::query);

      assertThat(e).hasMessage(CANNOT + "no answer in time from " + server.url("https"));
    }
  }

  /** A port whose queue is full drops what comes, as an address without a route does. */
  @Test
  void portThatSwallowsConnections() throws Exception {
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fill(server, queued);
      String url = "http://localhost:" + server.getLocalPort();
      StoreException e = failure(url, KEYS, AwsTimesTest::query);

      assertThat(e).hasMessage(CANNOT + "no answer in time from " + url);
      assertThat(e.retryable()).isTrue();
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  private static void fill(ServerSocket server, List<Socket> queued) throws IOException {
    while (queued.size() < 20) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 200);
      } catch (IOException e) {
        return; // Full.
      }
    }
  }

  @Test
  void credentialProcessThatHangs() {
    StoreException e =
        failure(
            "http://localhost:1",
            "credential_process = sleep 600\n",
            SHORT_CREDENTIALS,
            AwsTimesTest::query);

    assertCredentialsLate(e);
  }

  @Test
  void roleThatIsNeverGiven() throws Exception {
    try (Socketry sts = new Socketry("", HEADERS)) {
      System.setProperty("aws.endpointUrlSts", sts.url("http"));
      StoreException e =
          failure(
              "http://localhost:1",
              "role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = keys\n[profile keys]\n"
                  + KEYS,
              SHORT_CREDENTIALS,
              AwsTimesTest::query);

      assertCredentialsLate(e);
    } finally {
      System.clearProperty("aws.endpointUrlSts");
    }
  }

  private static void assertCredentialsLate(StoreException e) {
    assertThat(e).hasMessage(CANNOT + "the credentials cannot be had: no answer in time");
    assertThat(e.hint())
        .contains(
            "look at what the profile names for them (credential_process, role_arn, sso_session),"
                + " and at the node's network");
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void pagesWithoutEnd() {
    try (FakeDynamoDb fake = new FakeDynamoDb(ok(MORE))) {
      StoreException e = failure(fake.url(), KEYS, SHORT_READS, AwsTimesTest::query);

      assertThat(e)
          .hasMessageMatching(
              "\\Q"
                  + CANNOT
                  + "\\Eall of it must be read within 4 s, found more to come after \\d+ answers"
                  + " from \\Q"
                  + fake.url()
                  + "\\E");
      assertThat(e.hint())
          .contains(
              "give the table and its dispatcher-index more read capacity, and look at the node's"
                  + " network, proxy settings (HTTPS_PROXY, NO_PROXY) and --endpoint-url");
      assertThat(e.retryable()).isTrue();
    }
  }

  /** Each answer has one more record, so that it goes on and on, but slowly. */
  @Test
  void batchesThatGetOnTooSlowly() {
    List<String> ids = IntStream.range(0, 40).mapToObj(i -> "job-" + i).toList();
    FakeDynamoDb.Answer[] answers =
        IntStream.range(0, 40)
            .mapToObj(i -> late(ok(batch(ids.get(i), ids.subList(i + 1, 40)))))
            .toArray(FakeDynamoDb.Answer[]::new);
    try (FakeDynamoDb fake = new FakeDynamoDb(answers)) {
      StoreException e =
          failure(
              fake.url(),
              KEYS,
              SHORT_READS,
              table -> table.forEachAmong(ids.stream().map(JobId::new).toList(), r -> {}));

      assertThat(e)
          .hasMessageStartingWith(
              "cannot read table lava.demo.jobs (ap-southeast-2): all of it must be read within 4"
                  + " s, found more to come after ");
    }
  }

  private static FakeDynamoDb.Answer late(FakeDynamoDb.Answer answer) {
    return (exchange, closed) -> {
      Thread.sleep(200);
      answer.to(exchange, closed);
    };
  }

  private static String batch(String given, List<String> unprocessed) {
    return "{\"Responses\":{\"lava.demo.jobs\":["
        + key(given)
        + "]},\"UnprocessedKeys\":{\"lava.demo.jobs\":{\"Keys\":["
        + unprocessed.stream().map(AwsTimesTest::key).collect(Collectors.joining(","))
        + "]}}}";
  }

  private static String key(String id) {
    return "{\"job_id\":{\"S\":\"" + id + "\"}}";
  }

  @Test
  void pageThatFailsAfterOthersCame() {
    try (FakeDynamoDb fake =
        new FakeDynamoDb(ok(MORE), ok(MORE), error(400, "ExpiredTokenException", "has expired"))) {
      List<SourceRecord> read = new ArrayList<>();
      StoreException e =
          failure(
              fake.url(),
              KEYS,
              AwsLimits.DEFAULT,
              table -> table.forEachOf(new DispatcherName("core"), read::add));

      assertThat(read).hasSize(2);
      assertThat(e).hasMessage(CANNOT + "AWS refuses the credentials (ExpiredTokenException)");
    }
  }

  @ParameterizedTest
  @MethodSource
  void pageIsAskedForWhileTheOneBeforeIsLookedAt(Reading reading) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    FakeDynamoDb.Answer second =
        (exchange, closed) -> {
          asked.countDown();
          ok(LAST).to(exchange, closed);
        };
    try (FakeDynamoDb fake = new FakeDynamoDb(ok(MORE), second);
        LiveJobsTable table = table(fake, AwsLimits.DEFAULT)) {
      List<Boolean> askedMeanwhile = new ArrayList<>();
      reading.read(
          table,
          job -> askedMeanwhile.add(Uninterruptibles.awaitUninterruptibly(asked, 20, SECONDS)));

      assertThat(askedMeanwhile).containsExactly(true, true);
      assertThat(fake.requests()).hasSize(2);
      assertThat(fake.requests().get(0)).doesNotContain("ExclusiveStartKey");
      assertThat(fake.requests().get(1))
          .contains("\"ExclusiveStartKey\":{\"job_id\":{\"S\":\"a\"}}");
    }
  }

  static Stream<Reading> pageIsAskedForWhileTheOneBeforeIsLookedAt() {
    return Stream.of(
        (table, sink) -> table.forEachOf(new DispatcherName("core"), sink), LiveJobsTable::forEach);
  }

  /** One of the reads that come in pages. */
  interface Reading {
    void read(LiveJobsTable table, Consumer<SourceRecord> sink);
  }

  /** What is looked at when the next page fails is looked at to its end; then the read fails. */
  @Test
  void pageThatFailsWhileTheOneBeforeIsLookedAt() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    FakeDynamoDb.Answer second =
        (exchange, closed) -> {
          error(400, "AccessDeniedException", "not any more").to(exchange, closed);
          failed.countDown();
        };
    String two = MORE.replace("[{", "[{\"job_id\":{\"S\":\"0\"}},{");
    try (FakeDynamoDb fake = new FakeDynamoDb(ok(two), second);
        LiveJobsTable table = table(fake, AwsLimits.DEFAULT)) {
      List<String> read = new ArrayList<>();
      StoreException e =
          catchThrowableOfType(
              StoreException.class,
              () ->
                  table.forEachOf(
                      new DispatcherName("core"),
                      job -> {
                        assertThat(Uninterruptibles.awaitUninterruptibly(failed, 20, SECONDS))
                            .isTrue();
                        read.add(job.origin());
                      }));

      assertThat(read)
          .containsExactly("lava.demo.jobs, job_id \"0\"", "lava.demo.jobs, job_id \"a\"");
      assertThat(e).hasMessageStartingWith(CANNOT + "access is denied");
      assertThat(fake.requests()).hasSize(2);
    }
  }

  /** The time of a call is not that of anyone who looks at what it brought. */
  @Test
  void slowReaderIsNoSlowCall() throws Exception {
    try (FakeDynamoDb fake = new FakeDynamoDb(ok(MORE), ok(LAST));
        LiveJobsTable table = table(fake, SHORT_CALLS)) {
      List<SourceRecord> read = new ArrayList<>();
      table.forEachOf(
          new DispatcherName("core"),
          job -> {
            Uninterruptibles.sleepUninterruptibly(SHORT_CALLS.call().plusMillis(200));
            read.add(job);
          });

      assertThat(read).hasSize(2);
    }
  }

  private LiveJobsTable table(FakeDynamoDb fake, AwsLimits limits) throws IOException {
    return new LiveJobsTable(REALM, client(fake.url(), KEYS, limits), limits, Pause.SLEEPING);
  }

  @Test
  void interruptedReadThrowsAndStaysInterrupted() throws Exception {
    try (Socketry server = new Socketry("", "")) {
      Thread.currentThread().interrupt();
      StoreException e = failure(server.url("http"), KEYS, table -> table.find(new JobId("a")));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).hasMessageEndingWith(": it was interrupted");
    }
  }

  private static void query(LiveJobsTable table) {
    table.forEachOf(new DispatcherName("core"), r -> {});
  }

  private StoreException failure(String url, String profile, Consumer<LiveJobsTable> read) {
    return failure(url, profile, SHORT, read);
  }

  private StoreException failure(
      String url, String profile, AwsLimits limits, Consumer<LiveJobsTable> read) {
    StoreException e =
        catchThrowableOfType(
            StoreException.class,
            () -> {
              try (LiveJobsTable table =
                  new LiveJobsTable(REALM, client(url, profile, limits), limits, Pause.SLEEPING)) {
                read.accept(table);
              }
            });
    assertThat(e).isNotNull();
    return e;
  }

  private DynamoDbClient client(String url, String profile, AwsLimits limits) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"), "[profile x]\nregion = ap-southeast-2\n" + profile);
    return AwsClients.open(
        new AwsOptions(Optional.empty(), Optional.of("x"), Optional.of(url)),
        Map.of("AWS_CONFIG_FILE", config.toString()),
        limits);
  }

  /** Accepts, sends something at once and something slowly, and then holds the line. */
  private static final class Socketry implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Thread> threads = new ArrayList<>();

    Socketry(String atOnce, String drip) throws IOException {
      start(
          () -> {
            while (true) {
              Socket socket = server.accept();
              start(() -> serve(socket, atOnce, drip));
            }
          });
    }

    private static void serve(Socket socket, String atOnce, String drip) throws Exception {
      try (socket) {
        socket.getOutputStream().write(atOnce.getBytes(UTF_8));
        for (byte b : drip.getBytes(UTF_8)) {
          socket.getOutputStream().write(b);
          Thread.sleep(100);
        }
        Thread.sleep(60_000);
      }
    }

    private interface Work {
      void run() throws Exception;
    }

    private synchronized void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (Exception e) {
                  Thread.currentThread().interrupt(); // The client went, or the test is over.
                }
              });
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }

    String url(String scheme) {
      return scheme + "://localhost:" + server.getLocalPort();
    }

    @Override
    public synchronized void close() throws IOException {
      server.close();
      threads.forEach(Thread::interrupt);
    }
  }
}
