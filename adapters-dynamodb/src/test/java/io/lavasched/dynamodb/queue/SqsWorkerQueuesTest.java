// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.queue;

import static io.lavasched.dynamodb.testkit.FakeDynamoDb.cut;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.error;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.ok;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.silence;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.aws.AwsOptions;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.FakeDynamoDb.Answer;
import io.lavasched.dynamodb.testkit.FakeSqs;
import io.lavasched.dynamodb.testkit.TestAws;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqsWorkerQueuesTest {

  private static final RealmName DEMO = new RealmName("demo");
  private static final WorkerName CORE = new WorkerName("core");
  private static final String URL = "{\"QueueUrl\":\"http://localhost/0/lava-demo-core\"}";
  private static final String NETWORK =
      "look at the node's network, proxy settings (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL_SQS";

  private static SqsWorkerQueues at(String endpoint, int attempts) {
    return open(Optional.empty(), TestAws.environmentOfQueues(endpoint, attempts));
  }

  private static SqsWorkerQueues open(Optional<String> endpoint, Map<String, String> environment) {
    return SqsWorkerQueues.open(
        DEMO,
        new AwsOptions(Optional.of(TestAws.REGION), Optional.of("test"), endpoint),
        environment,
        TestAws.QUICK);
  }

  @Test
  void nothingIsDoneButAsked() {
    try (FakeSqs sqs = new FakeSqs(Map.of("lava-demo-core", new Waiting(3, 2, 1)));
        SqsWorkerQueues queues = at(sqs.url(), 1)) {
      assertThat(queues.of(CORE)).contains(new Waiting(3, 2, 1));
      assertThat(queues.of(new WorkerName("other"))).isEmpty();

      assertThat(sqs.actions()).containsExactly("GetQueueUrl", "GetQueueAttributes", "GetQueueUrl");
    }
  }

  /** A name that SQS takes for no queue is not asked for. */
  @ParameterizedTest
  @CsvSource({"a b", "core.fifo", "é", "a/b", "x$"})
  void whatCannotBeAQueueIsNone(String worker) {
    try (FakeSqs sqs = new FakeSqs(Map.of());
        SqsWorkerQueues queues = at(sqs.url(), 1)) {
      assertThat(queues.of(new WorkerName(worker))).isEmpty();
      assertThat(sqs.actions()).isEmpty();
    }
  }

  /** Gone between the two questions. */
  @Test
  void aQueueThatIsDeletedMeanwhileIsNone() {
    try (FakeDynamoDb fake =
            new FakeDynamoDb(ok(URL), error(400, "QueueDoesNotExist", "It does not exist"));
        SqsWorkerQueues queues = at(fake.url(), 1)) {
      assertThat(queues.of(CORE)).isEmpty();
    }
  }

  /** What SQS answers to the first question; what follows the colon; the hint; whether to retry. */
  @ParameterizedTest(name = "{1}")
  @MethodSource
  void answers(Answer answer, String found, String hint, boolean retryable) {
    try (FakeDynamoDb fake = new FakeDynamoDb(answer);
        SqsWorkerQueues queues = at(fake.url(), 1)) {
      StoreException e = catchThrowableOfType(StoreException.class, () -> queues.of(CORE));

      assertThat(e)
          .hasMessage(
              "cannot ask queue lava-demo-core (ap-southeast-2): "
                  + found.replace("URL", fake.url()));
      assertThat(e.hint()).contains(hint);
      assertThat(e.retryable()).isEqualTo(retryable);
      assertThat(e.operation()).isEqualTo("ask");
      assertThat(e.resource()).isEqualTo("queue lava-demo-core (ap-southeast-2)");
    }
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            error(403, "AccessDenied", "No identity-based policy allows it"),
            "access is denied: No identity-based policy allows it",
            "allow sqs:GetQueueUrl on queue lava-demo-core; the README has the whole IAM policy",
            false),
        Arguments.of(
            error(400, "ThrottlingException", "Rate exceeded"),
            "AWS still throttles it after all attempts (ThrottlingException)",
            "try again later",
            true),
        Arguments.of(
            error(403, "ExpiredToken", "The security token included in the request is expired"),
            "AWS refuses the credentials (ExpiredToken)",
            "renew them (aws sso login, aws login), choose others with --profile, and look at the"
                + " node's clock",
            false),
        Arguments.of(
            error(500, "InternalFailure", "Oops"),
            "AWS answered 500 InternalFailure: Oops",
            "try again later",
            true),
        Arguments.of(
            error(400, "InvalidAddress", "What is that"),
            "AWS answered 400 InvalidAddress: What is that",
            "is AWS_ENDPOINT_URL_SQS right?",
            false),
        Arguments.of(
            status(404, "<html>not here</html>"),
            "what answers at URL is not SQS (HTTP status 404)",
            NETWORK,
            false),
        Arguments.of(
            status(200, "<html>log in</html>"),
            "the answer from URL is cut off or not SQS's",
            NETWORK,
            true),
        Arguments.of(ok("{}"), "the answer from URL is cut off or not SQS's", NETWORK, true),
        Arguments.of(cut(), "the answer from URL is cut off or not SQS's", NETWORK, true),
        Arguments.of(silence(), "no answer in time from URL", NETWORK, true));
  }

  /** The counts are all there, or none is believed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{\"Attributes\":{}}",
        "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"1\"}}",
        "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"-1\","
            + "\"ApproximateNumberOfMessagesDelayed\":\"0\","
            + "\"ApproximateNumberOfMessagesNotVisible\":\"0\"}}",
        "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"many\","
            + "\"ApproximateNumberOfMessagesDelayed\":\"0\","
            + "\"ApproximateNumberOfMessagesNotVisible\":\"0\"}}",
      })
  void halfAnswers(String attributes) {
    try (FakeDynamoDb fake = new FakeDynamoDb(ok(URL), ok(attributes));
        SqsWorkerQueues queues = at(fake.url(), 1)) {
      assertThatThrownBy(() -> queues.of(CORE))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "cannot ask queue lava-demo-core (ap-southeast-2): the answer from %s is cut off or"
                  + " not SQS's",
              fake.url());
    }
  }

  @Test
  void anEndpointThatIsNotThereIsNamed() {
    try (SqsWorkerQueues queues = at("http://localhost:1", 1)) {
      assertThatThrownBy(() -> queues.of(CORE))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(
              "cannot ask queue lava-demo-core (ap-southeast-2): no connection to"
                  + " http://localhost:1 (");
    }
  }

  /** What fails once is asked again, up to three times unless another number is set. */
  @Test
  void aFaultThatPassesIsOvercome() {
    Map<String, String> environment = new HashMap<>();
    try (FakeDynamoDb fake =
        new FakeDynamoDb(status(500, "{}"), ok(URL), status(503, "{}"), status(503, "{}"))) {
      environment.putAll(TestAws.environmentOfQueues(fake.url(), 1));
      environment.remove("AWS_MAX_ATTEMPTS");
      try (SqsWorkerQueues queues = open(Optional.empty(), environment)) {
        assertThatThrownBy(() -> queues.of(CORE))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("AWS answered 503");
      }
      assertThat(fake.requests()).hasSize(5);
    }
  }

  /**
   * Where the tables are elsewhere, as --endpoint-url or a variable says, the queues are only asked
   * where something says where they are.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // --endpoint-url | of DynamoDB | of all  | of SQS | ignored | known
        "elsewhere | none      | none      | none | none  | false",
        "none      | elsewhere | none      | none | none  | false",
        "none      | elsewhere | none      | none | true  | true",
        "elsewhere | none      | none      | none | true  | false",
        "elsewhere | none      | elsewhere | none | none  | true",
        "none      | none      | elsewhere | none | none  | true",
        "elsewhere | none      | none      | here | none  | true",
        "none      | elsewhere | none      | here | none  | true",
        "elsewhere | none      | none      | here | true  | false",
        "none      | none      | none      | none | none  | true",
      })
  void whereTheQueuesAre(
      String option, String tables, String all, String queues, String ignored, boolean known) {
    Map<String, String> environment =
        new HashMap<>(TestAws.environmentOfQueues("http://localhost:1", 1));
    environment.remove("AWS_ENDPOINT_URL_SQS");
    put(environment, "AWS_ENDPOINT_URL_DYNAMODB", tables);
    put(environment, "AWS_ENDPOINT_URL", all);
    put(environment, "AWS_ENDPOINT_URL_SQS", queues);
    Optional.ofNullable(ignored)
        .ifPresent(text -> environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", text));
    try (SqsWorkerQueues found =
        open(Optional.ofNullable(option).map(name -> "http://" + name), environment)) {
      assertThat(found.isKnown()).isEqualTo(known);
      if (!known) {
        assertThatThrownBy(() -> found.of(CORE))
            .isInstanceOfSatisfying(
                StoreException.class,
                e -> {
                  assertThat(e)
                      .hasMessage(
                          "cannot ask queue lava-demo-core: another endpoint is given for the"
                              + " tables, and none for the queues");
                  assertThat(e.hint()).contains("set AWS_ENDPOINT_URL_SQS");
                });
      }
    }
  }

  private static void put(Map<String, String> environment, String variable, String host) {
    Optional.ofNullable(host).ifPresent(name -> environment.put(variable, "http://" + name));
  }

  @Test
  void settingsThatMakeNoSenseAreNamed() {
    assertThatThrownBy(() -> at("localhost", 1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("AWS_ENDPOINT_URL_SQS must be a URL");
  }
}
