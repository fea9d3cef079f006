// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import com.google.common.annotations.VisibleForTesting;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsCall;
import io.lavasched.aws.AwsClients;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsOptions;
import io.lavasched.aws.AwsRead;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The jobs table of a realm in DynamoDB.
 *
 * <p>Needs {@code dynamodb:Query} on the index {@code dispatcher-index}, {@code dynamodb:GetItem},
 * {@code dynamodb:BatchGetItem} and {@code dynamodb:Scan} on the table {@code lava.<realm>.jobs},
 * and {@code dynamodb:GetItem} on {@code lava.realms}, each where its method is used. Holds two
 * pages (of 1 MB) at a time.
 *
 * <p>No method waits for ever, whatever the other side does or leaves undone: each ends within 60
 * s, and those that take several calls ({@link #forEachOf}, {@link #forEach}, {@link
 * #forEachAmong}) within 60 s of each and 300 s of all. Time that runs out is a {@link
 * StoreException} that may be tried again.
 */
public final class LiveJobsTable implements JobsTable, AutoCloseable {

  public static final String DISPATCHER_INDEX = "dispatcher-index";
  public static final String KEY = "job_id";

  public static final String DISPATCHER = "dispatcher";

  private static final Map<String, String> INDEXED =
      Map.of("#job_id", KEY, "#worker", "worker", "#schedule", "schedule", "#of", DISPATCHER);

  /** DynamoDB refuses to look for a longer key, in bytes; no record can have one. */
  private static final int LONGEST_KEY = 2048;

  private final RealmName realm;
  private final DynamoDbClient client;
  private final AwsLimits limits;
  private final Pause pause;

  @VisibleForTesting
  public LiveJobsTable(RealmName realm, DynamoDbClient client, AwsLimits limits, Pause pause) {
    this.realm = realm;
    this.client = client;
    this.limits = limits;
    this.pause = pause;
  }

  /**
   * The jobs table of a realm. This finds the region, and calls nothing but, where no setting names
   * the region, the instance metadata service.
   *
   * @param realm which
   * @param options what the command line says
   * @param environment the environment variables
   * @return the table
   * @throws StoreException when there is no region, no such profile, or a setting makes no sense
   */
  public static LiveJobsTable open(
      RealmName realm, AwsOptions options, Map<String, String> environment) {
    AwsLimits limits = AwsLimits.DEFAULT;
    DynamoDbClient client = AwsClients.open(options, environment, limits);
    return new LiveJobsTable(realm, client, limits, Pause.SLEEPING);
  }

  @Override
  public void forEachOf(DispatcherName dispatcher, Consumer<? super SourceRecord> sink) {
    if (isTooLong(dispatcher.text())) {
      return;
    }
    AwsRead read = read("query", "dynamodb:Query", Optional.of(DISPATCHER_INDEX));
    QueryRequest request = jobsOf(dispatcher, realm);
    forEachOfAll(
        read,
        from -> {
          QueryResponse response =
              client.query(
                  from.map(key -> request.toBuilder().exclusiveStartKey(key).build())
                      .orElse(request));
          return new Page(response.hasItems(), response.items(), response.lastEvaluatedKey());
        },
        sink);
  }

  /** The first page of the jobs of a dispatcher. */
  public static QueryRequest jobsOf(DispatcherName dispatcher, RealmName realm) {
    return QueryRequest.builder()
        .tableName(realm.jobsTable())
        .indexName(DISPATCHER_INDEX)
        .keyConditionExpression("#of = :dispatcher")
        .expressionAttributeValues(Map.of(":dispatcher", AttributeValue.fromS(dispatcher.text())))
        .projectionExpression(String.join(", ", INDEXED.keySet()))
        .expressionAttributeNames(INDEXED)
        .build();
  }

  /** None: DynamoDB takes no item without the key, and no dispatcher that is not a string. */
  @Override
  public void forEachUnassignable(Consumer<? super SourceRecord> sink) {}

  @Override
  public void forEach(Consumer<? super SourceRecord> sink) {
    AwsRead read = read("scan", "dynamodb:Scan", Optional.empty());
    ScanRequest request = ScanRequest.builder().tableName(realm.jobsTable()).build();
    forEachOfAll(
        read,
        from -> {
          ScanResponse response =
              client.scan(
                  from.map(key -> request.toBuilder().exclusiveStartKey(key).build())
                      .orElse(request));
          return new Page(response.hasItems(), response.items(), response.lastEvaluatedKey());
        },
        sink);
  }

  /**
   * One answer of a query or scan.
   *
   * @param isWhole whether it says anything of items: else it is no answer to the question
   * @param last the key after which the next page starts; empty where there is none
   */
  private record Page(
      boolean isWhole, List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {}

  /** All pages, each asked for while the one before is looked at. */
  private void forEachOfAll(
      AwsRead read,
      Function<Optional<Map<String, AttributeValue>>, Page> ask,
      Consumer<? super SourceRecord> sink) {
    AwsRead.Answer<Page> answer = read.start(() -> ask.apply(Optional.empty()));
    while (true) {
      Page page = answer.take();
      if (!page.isWhole) {
        throw AwsFailures.incomplete(read.call());
      }
      boolean isLast = page.last.isEmpty();
      if (!isLast) {
        answer = read.start(() -> ask.apply(Optional.of(page.last)));
      }
      page.items.forEach(item -> sink.accept(record(item)));
      if (isLast) {
        return;
      }
    }
  }

  @Override
  public Optional<SourceRecord> find(JobId id) {
    if (isTooLong(id.text())) {
      return Optional.empty();
    }
    AwsRead read = read("read", "dynamodb:GetItem", Optional.empty());
    return item(read, KEY, id.text()).map(this::record);
  }

  @Override
  public void forEachAmong(Collection<JobId> ids, Consumer<? super SourceRecord> sink) {
    AwsRead read = read("read", "dynamodb:BatchGetItem", Optional.empty());
    List<String> askable = ids.stream().map(JobId::text).filter(id -> !isTooLong(id)).toList();
    new CurrentRecords(client, read).forEachAmong(askable, item -> sink.accept(record(item)));
  }

  @Override
  public Optional<SourceRecord> realm() {
    if (isTooLong(realm.text())) {
      return Optional.empty();
    }
    AwsCall call = AwsCall.ofRealmRecord(region(), endpoint());
    try {
      return item(new AwsRead(call, limits, pause), "realm", realm.text())
          .map(
              item ->
                  new SourceRecord(
                      AwsCall.REALMS_TABLE + ", realm " + Quoted.of(realm.text()),
                      AttributeValues.toValue(item)));
    } catch (StoreException e) {
      if (e.getCause() instanceof ResourceNotFoundException) {
        return Optional.empty(); // A realm for tests often has a jobs table and nothing else.
      }
      throw e;
    }
  }

  @Override
  public String describe() {
    return "table " + realm.jobsTable() + " (" + region() + ")";
  }

  /** Lets go of the connections. */
  @Override
  public void close() {
    client.close();
  }

  private Optional<Map<String, AttributeValue>> item(AwsRead read, String key, String value) {
    GetItemResponse response =
        read.next(
            () ->
                client.getItem(
                    request ->
                        request
                            .tableName(read.call().name())
                            .key(Map.of(key, AttributeValue.fromS(value)))
                            .consistentRead(true)));
    return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
  }

  private SourceRecord record(Map<String, AttributeValue> item) {
    Value.MapOf value = AttributeValues.toValue(item);
    String id = value.get(KEY).map(v -> v instanceof Value.Text t ? t.get() : v.kind()).orElse("");
    return new SourceRecord(realm.jobsTable() + ", " + KEY + " " + Quoted.of(id), value);
  }

  private AwsRead read(String verb, String action, Optional<String> index) {
    AwsCall call =
        new AwsCall(verb, action, realm.jobsTable(), index, region(), endpoint(), Optional.empty());
    return new AwsRead(call, limits, pause);
  }

  private String region() {
    return client.serviceClientConfiguration().region().id();
  }

  private Optional<String> endpoint() {
    return client.serviceClientConfiguration().endpointOverride().map(URI::toString);
  }

  static boolean isTooLong(String key) {
    return key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY;
  }
}
