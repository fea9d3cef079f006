// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.testkit.LocalDynamoDb;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LiveJobsTableTest {

  private static final DispatcherName CORE = new DispatcherName("core");

  @Test
  void everyPageOfTheIndexIsFollowed() {
    String long1 = "0 1 * * * " + " ".repeat(3000);
    RealmName realm =
        LocalDynamoDb.realmWith(
            IntStream.range(0, 900).mapToObj(i -> job(i, "core", long1)).toList());
    AtomicInteger queries = new AtomicInteger();
    List<String> origins = new ArrayList<>();
    new LiveJobsTable(realm, counting("query", queries), AwsLimits.DEFAULT, Pause.SLEEPING)
        .forEachOf(CORE, r -> origins.add(r.origin()));

    assertThat(origins)
        .isEqualTo(
            IntStream.range(0, 900)
                .mapToObj(i -> realm.jobsTable() + ", job_id \"" + id(i) + "\"")
                .toList());
    assertThat(queries).hasValueGreaterThan(2);
  }

  @Test
  void everyPageOfTheTableIsFollowed() {
    String long1 = "x".repeat(3000);
    RealmName realm =
        LocalDynamoDb.realmWith(
            IntStream.range(0, 900).mapToObj(i -> job(i, "core", long1)).toList());
    AtomicInteger scans = new AtomicInteger();
    Set<String> origins = new HashSet<>();
    new LiveJobsTable(realm, counting("scan", scans), AwsLimits.DEFAULT, Pause.SLEEPING)
        .forEach(r -> origins.add(r.origin()));

    assertThat(origins).hasSize(900);
    assertThat(scans).hasValueGreaterThan(2);
  }

  @Test
  void recordsAreAskedForInBatches() {
    RealmName realm =
        LocalDynamoDb.realmWith(
            IntStream.range(0, 250)
                .mapToObj(i -> Map.of("job_id", id(i), "enabled", i % 3 != 0, "owner", "x"))
                .toList());
    AtomicInteger batches = new AtomicInteger();
    List<SourceRecord> found = new ArrayList<>();
    new LiveJobsTable(realm, counting("batchGetItem", batches), AwsLimits.DEFAULT, Pause.SLEEPING)
        .forEachAmong(
            Stream.concat(IntStream.range(0, 260).boxed(), IntStream.range(0, 260).boxed())
                .map(i -> new JobId(id(i)))
                .toList(),
            found::add);

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 250)
                .mapToObj(
                    i ->
                        new SourceRecord(
                            realm.jobsTable() + ", job_id \"" + id(i) + "\"",
                            Value.of(Map.of("job_id", id(i), "enabled", i % 3 != 0))))
                .toList());
    assertThat(batches).hasValue(3);
  }

  /** 100 of these are 38 MB: an answer ends at 16 MB, though nothing is throttled. */
  @Test
  void recordsTooLargeForOneAnswerAllArrive() {
    String large = "x".repeat(380_000);
    RealmName realm = LocalDynamoDb.realmWith(List.of());
    IntStream.range(0, 100).forEach(i -> LocalDynamoDb.put(realm, job(i, "core", large)));
    AtomicInteger batches = new AtomicInteger();
    List<JobId> ids = IntStream.range(0, 100).mapToObj(i -> new JobId(id(i))).toList();
    List<String> origins = new ArrayList<>();
    new LiveJobsTable(
            realm,
            counting("batchGetItem", batches),
            AwsLimits.DEFAULT,
            duration -> {
              throw new IllegalStateException("nothing to wait for");
            })
        .forEachAmong(ids, r -> origins.add(r.origin()));

    assertThat(origins).hasSize(100).doesNotHaveDuplicates();
    assertThat(batches).hasValueGreaterThan(1);
  }

  @Test
  void noRecordAskedForIsNoCall() {
    AtomicInteger batches = new AtomicInteger();
    new LiveJobsTable(
            LocalDynamoDb.newRealm(),
            counting("batchGetItem", batches),
            AwsLimits.DEFAULT,
            Pause.SLEEPING)
        .forEachAmong(List.of(new JobId("x".repeat(2049))), r -> {});

    assertThat(batches).hasValue(0);
  }

  @Test
  void everyTypeOfAttribute() {
    SdkBytes bytes = SdkBytes.fromUtf8String("x");
    Map<String, Object> item = new HashMap<>();
    item.put("job_id", "a");
    item.put("s", "");
    item.put("n", AttributeValue.fromN("12345678901234567890123456789012345678"));
    item.put("t", true);
    item.put("z", AttributeValue.fromNul(true));
    item.put("l", List.of("x", 1, List.of()));
    item.put("m", Map.of("k", Map.of()));
    item.put("b", AttributeValue.fromB(bytes));
    item.put("ss", AttributeValue.fromSs(List.of("x")));
    item.put("ns", AttributeValue.fromNs(List.of("1")));
    item.put("bs", AttributeValue.fromBs(List.of(bytes)));
    Map<String, Object> expected = new HashMap<>(item);
    expected.put("n", new BigDecimal("12345678901234567890123456789012345678"));
    expected.put("z", null);
    expected.put("b", new Value.Other("binary data"));
    expected.put("ss", new Value.Other("a string set"));
    expected.put("ns", new Value.Other("a number set"));
    expected.put("bs", new Value.Other("a binary set"));

    Value found =
        table(LocalDynamoDb.realmWith(List.of(item))).find(new JobId("a")).orElseThrow().value();

    assertThat(found).isEqualTo(Value.of(expected));
    assertThat(List.copyOf(((Value.MapOf) found).fields().keySet())).isSorted();
  }

  @Test
  void realmRecordIsGiven() {
    RealmName realm = LocalDynamoDb.newRealm();
    Map<String, Object> record =
        Map.of("realm", realm.text(), "config", Map.of("DISPATCHER", "/opt/d"));
    LocalDynamoDb.realms(List.of(record, Map.of("realm", "other")));

    assertThat(table(realm).realm())
        .hasValueSatisfying(
            r -> {
              assertThat(r.value()).isEqualTo(Value.of(record));
              assertThat(r.origin()).isEqualTo("lava.realms, realm \"" + realm.text() + '"');
            });
  }

  @Test
  void realmWithoutARecordHasNone() {
    LocalDynamoDb.realms(List.of(Map.of("realm", "other")));

    assertThat(table(LocalDynamoDb.newRealm()).realm()).isEmpty();
  }

  @Test
  void realmRecordNeedsNoTableOfRealms() {
    LocalDynamoDb.noRealms();

    assertThat(table(LocalDynamoDb.newRealm()).realm()).isEmpty();
  }

  @Test
  void missingTableIsNamed() {
    RealmName realm = LocalDynamoDb.newRealm();
    JobsTable table = table(realm);
    String resource = "table " + realm.jobsTable() + " (ap-southeast-2)";

    assertMissing(() -> table.forEachOf(CORE, r -> {}), "query", resource);
    assertMissing(() -> table.forEach(r -> {}), "scan", resource);
    assertMissing(() -> table.find(new JobId("a")), "read", resource);
    assertMissing(() -> table.forEachAmong(List.of(new JobId("a")), r -> {}), "read", resource);
  }

  private static void assertMissing(Runnable read, String operation, String resource) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e).hasMessage("cannot %s %s: there is no such table", operation, resource);
              assertThat(e.hint())
                  .contains(
                      "are the realm (--realm) and the region (--region, --profile) the right"
                          + " ones?");
              assertThat(e.operation()).isEqualTo(operation);
              assertThat(e.resource()).isEqualTo(resource);
              assertThat(e.retryable()).isFalse();
              assertThat(e).hasCauseInstanceOf(RuntimeException.class);
            });
  }

  @Test
  void missingIndexIsNamed() {
    RealmName realm = LocalDynamoDb.realmWithoutIndex();

    assertThatThrownBy(() -> table(realm).forEachOf(CORE, r -> {}))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e)
                  .hasMessage(
                      "cannot query table %s (ap-southeast-2): the table has no index"
                          + " dispatcher-index",
                      realm.jobsTable());
              assertThat(e.hint().orElseThrow())
                  .contains("hash key dispatcher and range key job_id", "worker and schedule");
              assertThat(e.retryable()).isFalse();
            });
  }

  @Test
  void describesItself() {
    assertThat(table(new RealmName("demo")).describe())
        .isEqualTo("table lava.demo.jobs (ap-southeast-2)");
  }

  private static JobsTable table(RealmName realm) {
    return new LiveJobsTable(realm, LocalDynamoDb.client(), AwsLimits.DEFAULT, Pause.SLEEPING);
  }

  private static Map<String, Object> job(int number, String dispatcher, String schedule) {
    return Map.of(
        "job_id", id(number), "worker", "w", "dispatcher", dispatcher, "schedule", schedule);
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "job-%05d", number);
  }

  /** The client, counting the calls of one method. */
  private static DynamoDbClient counting(String method, AtomicInteger calls) {
    DynamoDbClient client = LocalDynamoDb.client();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            LiveJobsTableTest.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                calls.incrementAndGet();
              }
              try {
                return called.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
