// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.doctor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.TableChecks;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.TableChecksContract;
import io.lavasched.aws.AwsIdentity;
import io.lavasched.aws.AwsOptions;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.FakeSqs;
import io.lavasched.dynamodb.testkit.FakeSts;
import io.lavasched.dynamodb.testkit.LocalDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.testkit.dynamodb.Fault;
import io.lavasched.testkit.dynamodb.FaultyEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** On DynamoDB Local, with faults in front of it. */
@Timeout(value = 120, unit = SECONDS)
@ContractOf(AwsCheckup.class)
class AwsCheckupTest extends TableChecksContract {

  private static final String INDEX = "dispatcher-index";

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private RealmName realm = LocalDynamoDb.newRealm();

  @BeforeEach
  void settings() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            "[default]\nregion = ap-southeast-2\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                .formatted(TestAws.ACCESS_KEY, TestAws.SECRET_KEY));
    environment.put("AWS_CONFIG_FILE", config.toString());
    environment.put("AWS_MAX_ATTEMPTS", "1");
  }

  private TableChecks.Found check(URI endpoint, boolean needsRealm, Clock clock) {
    return checkup(endpoint, clock)
        .check(new TableChecks.Wanted(new DispatcherName("d"), new JobId("a"), needsRealm));
  }

  private AwsCheckup checkup(URI endpoint, Clock clock) {
    return new AwsCheckup(
        realm,
        new AwsOptions(Optional.empty(), Optional.of("default"), Optional.of(endpoint.toString())),
        environment,
        clock);
  }

  @Override
  protected TableChecks sound() {
    lavasTable();
    LocalDynamoDb.noRealms();
    return checkup(LocalDynamoDb.endpoint(), Clock.systemUTC());
  }

  @Override
  protected TableChecks outOfReach() {
    return checkup(URI.create("http://localhost:1"), Clock.systemUTC());
  }

  private List<String> told(URI endpoint) {
    return told(check(endpoint, true, Clock.systemUTC()));
  }

  private List<String> told(TableChecks.Found checkup) {
    return checkup.findings().stream()
        .map(f -> f.status().label() + " " + f.check().id() + ": " + f.detail())
        .map(line -> line.replace(realm.jobsTable(), "TABLE").replace(realm.text(), "REALM"))
        .toList();
  }

  private void lavasTable() {
    realm =
        LocalDynamoDb.realmWith(
            List.of(Map.of("job_id", "a", "worker", "w", "dispatcher", "d", "schedule", "@daily")));
    LocalDynamoDb.addEvents(realm);
  }

  @Test
  void aSoundTableIsOk() {
    lavasTable();
    LocalDynamoDb.realms(List.of(Map.of("realm", realm.text())));

    TableChecks.Found checkup = check(LocalDynamoDb.endpoint(), true, Clock.systemUTC());

    assertThat(told(checkup))
        .containsExactly(
            "ok aws-identity: key AKIA****MPLE of profile default, region ap-southeast-2; whose"
                + " they are is not asked, because another endpoint is given",
            "ok jobs-table: table TABLE (ap-southeast-2) is active",
            "ok dispatcher-index: active, keys dispatcher (HASH, S), job_id (RANGE, S), with worker"
                + " and schedule",
            "ok right-query: dynamodb:Query was answered",
            "ok right-get-item: dynamodb:GetItem was answered",
            "ok right-batch-get-item: dynamodb:BatchGetItem was answered",
            "ok right-scan: dynamodb:Scan was answered",
            "ok realm-record: read from lava.realms",
            "ok audit-access: lava.REALM.events can be queried; no queue is asked, because another"
                + " endpoint is given");
    assertThat(checkup.toString()).doesNotContain(TestAws.ACCESS_KEY, TestAws.SECRET_KEY);
  }

  @Test
  void theRecordOfTheRealmNeedNotBeThere() {
    lavasTable();
    LocalDynamoDb.realms(List.of(Map.of("realm", "other")));
    assertThat(told(LocalDynamoDb.endpoint()))
        .contains(
            "ok realm-record: lava.realms has no record of it: lava's usual dispatcher program is"
                + " used");
    LocalDynamoDb.noRealms();
    assertThat(told(LocalDynamoDb.endpoint()))
        .contains(
            "ok realm-record: there is no lava.realms: lava's usual dispatcher program is used");
    assertThat(told(check(LocalDynamoDb.endpoint(), false, Clock.systemUTC())))
        .contains("skipped realm-record: the dispatcher program is given");
  }

  @Test
  void aMissingTableIsToldOnce() {
    assertThat(told(LocalDynamoDb.endpoint()).subList(1, 9))
        .containsExactly(
            "failure jobs-table: cannot describe table TABLE (ap-southeast-2): there is no such"
                + " table",
            "unknown dispatcher-index: see jobs-table",
            "unknown right-query: see jobs-table",
            "unknown right-get-item: see jobs-table",
            "unknown right-batch-get-item: see jobs-table",
            "unknown right-scan: see jobs-table",
            "unknown realm-record: see jobs-table",
            "unknown audit-access: see jobs-table");
  }

  @Test
  void aMissingIndexIsToldOnce() {
    realm = LocalDynamoDb.realmWithoutIndex();

    assertThat(told(LocalDynamoDb.endpoint()))
        .contains(
            "failure dispatcher-index: there must be an index dispatcher-index, found none",
            "unknown right-query: see dispatcher-index",
            "ok right-get-item: dynamodb:GetItem was answered");
  }

  /** The keys of the table and of the index, and what the index projects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          job_id       | dispatcher job_id | worker schedule owner | ok | active, keys dispatcher (HASH, S), job_id (RANGE, S), with worker and schedule
          job_id       | dispatcher job_id | ALL             | ok      | active, keys dispatcher (HASH, S), job_id (RANGE, S), with worker and schedule
          job_id       | dispatcher        | worker schedule | failure | index dispatcher-index must have the keys dispatcher (HASH, S), job_id (RANGE, S), found dispatcher (HASH, S)
          job_id       | worker job_id     | ALL             | failure | index dispatcher-index must have the keys dispatcher (HASH, S), job_id (RANGE, S), found worker (HASH, S), job_id (RANGE, S)
          job_id       | dispatcher:N job_id | ALL           | failure | index dispatcher-index must have the keys dispatcher (HASH, S), job_id (RANGE, S), found dispatcher (HASH, N), job_id (RANGE, S)
          job_id       | dispatcher job_id | KEYS_ONLY       | failure | index dispatcher-index must have worker and schedule, found no worker and no schedule
          job_id       | dispatcher job_id | worker owner    | failure | index dispatcher-index must have worker and schedule, found no schedule
          """)
  void shapesOfTheIndex(String key, String keys, String projected, String status, String detail) {
    table(key, keys, projected);

    assertThat(told(LocalDynamoDb.endpoint())).contains(status + " dispatcher-index: " + detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id           | id (HASH, S)
          job_id:N     | job_id (HASH, N)
          job_id owner | job_id (HASH, S), owner (RANGE, S)
          """)
  void otherKeysOfTheTable(String key, String found) {
    table(key, "dispatcher worker", "ALL");

    assertThat(told(LocalDynamoDb.endpoint()))
        .contains(
            "failure jobs-table: table TABLE must have the key job_id (HASH, S), found " + found,
            "unknown right-get-item: see jobs-table");
  }

  private void table(String key, String keys, String projected) {
    List<String> names = List.of((key + " " + keys).split(" ", -1));
    LocalDynamoDb.client()
        .createTable(
            table ->
                table
                    .tableName(realm.jobsTable())
                    .keySchema(schema(key))
                    .attributeDefinitions(
                        names.stream().distinct().map(AwsCheckupTest::definition).toList())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .globalSecondaryIndexes(
                        GlobalSecondaryIndex.builder()
                            .indexName(INDEX)
                            .keySchema(schema(keys))
                            .projection(
                                p -> {
                                  if (projected.matches("[A-Z_]+")) {
                                    p.projectionType(projected);
                                  } else {
                                    p.projectionType(ProjectionType.INCLUDE)
                                        .nonKeyAttributes(projected.split(" ", -1));
                                  }
                                })
                            .build()));
  }

  private static List<KeySchemaElement> schema(String keys) {
    String[] names = keys.split(" ", -1);
    return IntStream.range(0, names.length)
        .mapToObj(
            i ->
                KeySchemaElement.builder()
                    .attributeName(names[i].replaceAll(":.*", ""))
                    .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
                    .build())
        .toList();
  }

  private static AttributeDefinition definition(String name) {
    return AttributeDefinition.builder()
        .attributeName(name.replaceAll(":.*", ""))
        .attributeType(name.endsWith(":N") ? ScalarAttributeType.N : ScalarAttributeType.S)
        .build();
  }

  /** What is denied, and what is found then; all else is answered. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Query        | failure | right-query          | allow dynamodb:Query on index dispatcher-index of table TABLE; the README has the whole IAM policy
          BatchGetItem | failure | right-batch-get-item | allow dynamodb:BatchGetItem on table TABLE; the README has the whole IAM policy
          Scan         | warning | right-scan           | allow dynamodb:Scan on table TABLE; the README has the whole IAM policy
          """)
  void aDeniedRightIsNamed(String operation, String status, String id, String help) {
    lavasTable();
    LocalDynamoDb.noRealms();
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).from(operation, 1, Fault.DENIED)) {
      TableChecks.Found checkup = check(endpoint.uri(), true, Clock.systemUTC());

      Finding found =
          checkup.findings().stream()
              .filter(f -> f.check().id().equals(id))
              .findFirst()
              .orElseThrow();
      assertThat(found.status().label()).isEqualTo(status);
      assertThat(found.detail()).contains("access is denied");
      assertThat(found.help().orElseThrow().replace(realm.jobsTable(), "TABLE")).isEqualTo(help);
      assertThat(checkup.findings().stream().filter(f -> f.status() == Status.OK))
          .hasSize(operation.equals("Query") ? 7 : 8);
    }
  }

  @Test
  void deniedItemsOfBothTablesAreTold() {
    lavasTable();
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).from("GetItem", 1, Fault.DENIED)) {
      TableChecks.Found checkup = check(endpoint.uri(), true, Clock.systemUTC());

      assertThat(
              checkup.findings().stream()
                  .filter(f -> f.status() == Status.FAILURE)
                  .map(Finding::check))
          .containsExactly(Check.RIGHT_GET_ITEM, Check.REALM_RECORD);
      assertThat(checkup.findings().get(7).help().orElseThrow())
          .isEqualTo("allow dynamodb:GetItem on table lava.realms, or give --dispatcher-program");
    }
  }

  @Test
  void withoutTheRightToDescribeTheReadsTell() {
    lavasTable();
    LocalDynamoDb.noRealms();
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).from("DescribeTable", 1, Fault.DENIED)) {
      List<String> told = told(endpoint.uri());

      assertThat(told.get(1)).startsWith("unknown jobs-table: its keys and state are not known");
      assertThat(told.get(2)).startsWith("unknown dispatcher-index: its keys and state are not");
      assertThat(told.subList(3, 9)).allMatch(line -> line.startsWith("ok "));
    }
  }

  @Test
  void whatHoldsUpOneReadIsNotWaitedForAgain() {
    lavasTable();
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).from("Query", 1, Fault.ERROR_500)) {
      List<String> told = told(endpoint.uri());

      assertThat(told.get(3)).startsWith("failure right-query: cannot query table TABLE");
      assertThat(told.subList(4, 9))
          .containsExactly(
              "unknown right-get-item: see right-query",
              "unknown right-batch-get-item: see right-query",
              "unknown right-scan: see right-query",
              "unknown realm-record: see right-query",
              "unknown audit-access: see right-query");
      assertThat(endpoint.count("Scan")).isZero();
    }
  }

  @Test
  void anEndpointThatIsNotThereIsToldOnce() {
    List<String> told = told(URI.create("http://localhost:1"));

    assertThat(told.get(1)).startsWith("failure jobs-table: cannot describe table TABLE");
    assertThat(told.subList(2, 9)).allMatch(line -> line.endsWith(": see jobs-table"));
  }

  @Test
  void refusedCredentialsAreToldByTheFirstRead() {
    lavasTable();
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).from("DescribeTable", 1, Fault.EXPIRED)) {
      assertThat(told(endpoint.uri()).get(1))
          .startsWith("failure jobs-table: ")
          .endsWith("AWS refuses the credentials (ExpiredTokenException)");
    }
  }

  @Test
  void theClockOfTheAnswersIsComparedWithTheOneHere() {
    lavasTable();
    try (FaultyEndpoint endpoint = FaultyEndpoint.before(LocalDynamoDb.endpoint())) {
      Duration right = check(endpoint.uri(), true, Clock.systemUTC()).behind().orElseThrow();
      Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
      Duration wrong = check(endpoint.uri(), true, slow).behind().orElseThrow();

      assertThat(right).isBetween(Duration.ofSeconds(-20), Duration.ofSeconds(20));
      assertThat(wrong.minusHours(2)).isBetween(Duration.ofSeconds(-20), Duration.ofSeconds(20));
    }
  }

  @Test
  void refusalsTellTheClockAsWell() {
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(LocalDynamoDb.endpoint()).from("DescribeTable", 1, Fault.EXPIRED)) {
      assertThat(check(endpoint.uri(), true, Clock.systemUTC()).behind()).isPresent();
    }
    assertThat(check(URI.create("http://localhost:1"), true, Clock.systemUTC()).behind()).isEmpty();
  }

  @Test
  void noCredentialsAreAFailureAndNothingIsAsked() throws IOException {
    Files.writeString(folder.resolve("config"), "[default]\nregion = eu-west-1\n");

    List<String> told = told(LocalDynamoDb.endpoint());

    assertThat(told.get(0))
        .isEqualTo(
            "failure aws-identity: cannot read table TABLE (eu-west-1): there must be AWS"
                + " credentials, found none");
    assertThat(told.subList(1, 9)).allMatch(line -> line.endsWith(": see aws-identity"));
  }

  @Test
  void settingsThatMakeNoSenseAreAFailure() {
    environment.put("AWS_REGION", "eu west");

    assertThat(told(LocalDynamoDb.endpoint()).get(0))
        .startsWith("failure aws-identity: the AWS settings must make sense");
  }

  @Test
  void stsTellsWhoAsks() {
    lavasTable();
    try (FakeSts sts = FakeSts.knowing("arn:aws:sts::123456789012:assumed-role/lava/i-0abc")) {
      environment.put("AWS_ENDPOINT_URL_STS", sts.endpoint());

      assertThat(told(LocalDynamoDb.endpoint()).get(0))
          .isEqualTo(
              "ok aws-identity: arn:aws:sts::123456789012:assumed-role/lava/i-0abc, by key"
                  + " AKIA****MPLE of profile default, region ap-southeast-2");
      assertThat(sts.calls()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"403, InvalidClientTokenId", "403, ExpiredToken", "403, SignatureDoesNotMatch"})
  void credentialsThatStsRefusesAreAFailure(int status, String code) {
    try (FakeSts sts = FakeSts.refusing(status, code)) {
      environment.put("AWS_ENDPOINT_URL_STS", sts.endpoint());

      List<String> told = told(LocalDynamoDb.endpoint());

      assertThat(told.get(0))
          .isEqualTo(
              "failure aws-identity: AWS must take the credentials, found that it refuses them ("
                  + code
                  + "): key AKIA****MPLE of profile default, region ap-southeast-2");
      assertThat(told.get(1)).isEqualTo("unknown jobs-table: see aws-identity");
    }
  }

  @Test
  void aNetworkWithoutStsIsNoFailure() {
    lavasTable();
    environment.put("AWS_ENDPOINT_URL_STS", "http://localhost:1");

    List<String> told = told(LocalDynamoDb.endpoint());

    assertThat(told.get(0))
        .startsWith("unknown aws-identity: key AKIA****MPLE")
        .contains("whose they are STS did not say, which is needed for nothing else: ");
    assertThat(told.get(1)).startsWith("ok jobs-table");
  }

  @ParameterizedTest
  @CsvSource({
    "AKIAIOSFODNN7EXAMPLE, AKIA****MPLE",
    "ASIAIOSFODNN7EXAMPLE, ASIA****MPLE",
    "ACCOUNT1, ****",
    "123456789012345, ****"
  })
  void aKeyIsMasked(String id, String shown) {
    assertThat(AwsIdentity.masked(id)).isEqualTo(shown);
  }

  /** Only an audit reads them: the node can rebuild its crontab without. */
  @Test
  void runRecordsThatAreNotThereAreAWarning() {
    realm =
        LocalDynamoDb.realmWith(
            List.of(Map.of("job_id", "a", "worker", "w", "dispatcher", "d", "schedule", "@daily")));

    TableChecks.Found checkup = check(LocalDynamoDb.endpoint(), false, Clock.systemUTC());

    assertThat(told(checkup))
        .contains(
            "warning audit-access: cannot query table lava.REALM.events (ap-southeast-2): there is"
                + " no such table (only lavasched audit needs it)");
    assertThat(checkup.isReadable()).isTrue();
  }

  @Test
  void anotherIndexOfRunRecordsIsAWarning() {
    realm = LocalDynamoDb.realmWithOtherIndexOfEvents();
    LocalDynamoDb.addJobs(
        realm,
        List.of(Map.of("job_id", "a", "worker", "w", "dispatcher", "d", "schedule", "@daily")));

    assertThat(told(LocalDynamoDb.endpoint()))
        .contains(
            "warning audit-access: cannot query table lava.REALM.events (ap-southeast-2): the table"
                + " has no index job_id-tu_event-index (only lavasched audit needs it)");
  }

  /** The queue of the worker of the first job that the index has. */
  @Test
  void theQueueOfAWorkerIsAsked() {
    lavasTable();
    try (FakeSqs sqs =
        new FakeSqs(Map.of("lava-" + realm.text() + "-w", new WorkerQueues.Waiting(1, 0, 0)))) {
      environment.put("AWS_ENDPOINT_URL_SQS", sqs.url());

      assertThat(told(LocalDynamoDb.endpoint()).get(8))
          .isEqualTo(
              "ok audit-access: lava.REALM.events can be queried, and queue lava-REALM-w can be"
                  + " asked");
      assertThat(sqs.actions()).containsExactly("GetQueueUrl", "GetQueueAttributes");
    }
  }

  @Test
  void aQueueThatIsNotThereIsAWarning() {
    lavasTable();
    try (FakeSqs sqs = new FakeSqs(Map.of())) {
      environment.put("AWS_ENDPOINT_URL_SQS", sqs.url());

      assertThat(told(LocalDynamoDb.endpoint()).get(8))
          .isEqualTo(
              "warning audit-access: queue lava-REALM-w must exist, found none that this node may"
                  + " see");
    }
  }

  @Test
  void aQueueThatMayNotBeAskedIsAWarning() {
    lavasTable();
    try (FakeDynamoDb sqs = new FakeDynamoDb(FakeDynamoDb.error(403, "AccessDenied", "No"))) {
      environment.put("AWS_ENDPOINT_URL_SQS", sqs.url());

      TableChecks.Found checkup = check(LocalDynamoDb.endpoint(), true, Clock.systemUTC());

      assertThat(told(checkup).get(8))
          .isEqualTo(
              "warning audit-access: cannot ask queue lava-REALM-w (ap-southeast-2): access is"
                  + " denied: No (only lavasched audit needs it)");
      assertThat(checkup.findings().get(8).help().orElseThrow())
          .isEqualTo(
              "allow sqs:GetQueueUrl on queue lava-"
                  + realm.text()
                  + "-w; the README has the whole IAM policy");
      assertThat(checkup.isReadable()).isTrue();
    }
  }

  @Test
  void withoutAJobNoQueueIsAsked() {
    realm = LocalDynamoDb.realmWith(List.of());
    LocalDynamoDb.addEvents(realm);
    try (FakeSqs sqs = new FakeSqs(Map.of())) {
      environment.put("AWS_ENDPOINT_URL_SQS", sqs.url());

      assertThat(told(LocalDynamoDb.endpoint()).get(8))
          .isEqualTo(
              "ok audit-access: lava.REALM.events can be queried; no queue is asked, because no job"
                  + " tells of a worker");
      assertThat(sqs.actions()).isEmpty();
    }
  }

  @Test
  void skippedChecksAreAllThere() {
    TableChecks.Found checkup = TableChecks.Found.skipped("files");

    assertThat(checkup.findings())
        .hasSize(9)
        .allMatch(f -> f.status() == Status.SKIPPED && f.detail().equals("files"));
  }
}
