// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.base.Ticker;
import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsCall;
import io.lavasched.aws.AwsClients;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsOptions;
import io.lavasched.aws.AwsRead;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * The run records of a realm in DynamoDB: table {@code lava.<realm>.events}, key {@code job_id} and
 * {@code run_id}, with the local secondary index {@code job_id-tu_event-index} on {@code tu_event},
 * which has all attributes (lava 8.2, cfn/lava-realm.cfn.json).
 *
 * <p>Needs {@code dynamodb:Query} on that index. A job costs one query, strongly consistent, for
 * each MB of its runs: one read unit for each 4 KB, and one at least. Reads wait where more would
 * be spent than the rate allows ({@link ReadUnits}).
 *
 * <p>No read waits for ever: one of a job ends within 60 s for each page and 300 s for all, without
 * the waits that the rate asks for.
 */
public final class LiveRunEvents implements RunEvents, AutoCloseable {

  /** Read units a second; lava gives the table 5. */
  public static final double RATE = 4;

  /** The most read units a second that can be asked for. */
  public static final double MOST_RATE = ReadUnits.MOST;

  /** The least that a page costs, also where an endpoint does not say it, or says nothing. */
  private static final double LEAST_COST = 1;

  private final RealmName realm;
  private final DynamoDbClient client;
  private final AwsLimits limits;
  private final Pause pause;
  private final ReadUnits units;
  private double spent;

  /**
   * Those of a client.
   *
   * @param rate read units a second
   * @param ticker the time by which they come
   */
  @VisibleForTesting
  public LiveRunEvents(
      RealmName realm,
      DynamoDbClient client,
      AwsLimits limits,
      Pause pause,
      double rate,
      Ticker ticker) {
    this.realm = realm;
    this.client = client;
    this.limits = limits;
    this.pause = pause;
    this.units = new ReadUnits(rate, ticker);
  }

  /**
   * The run records of a realm. This calls what {@link LiveJobsTable#open} does.
   *
   * @param realm which
   * @param options what the command line says
   * @param environment the environment variables
   * @param rate read units a second, more than 0 and {@link #MOST_RATE} at most
   * @return the records
   * @throws StoreException when there is no region, no such profile, or a setting makes no sense
   */
  public static LiveRunEvents open(
      RealmName realm, AwsOptions options, Map<String, String> environment, double rate) {
    AwsLimits limits = AwsLimits.DEFAULT;
    return new LiveRunEvents(
        realm,
        AwsClients.open(options, environment, limits),
        limits,
        Pause.SLEEPING,
        rate,
        Ticker.systemTicker());
  }

  /** The name of the table of a realm. */
  public static String tableOf(RealmName realm) {
    return "lava." + realm.text() + ".events";
  }

  @Override
  public Runs of(JobId job, Instant since) {
    if (LiveJobsTable.isTooLong(job.text())) {
      return Runs.NONE;
    }
    AwsRead read = new AwsRead(call(realm, client), limits, pause);
    QueryRequest request = runsOf(realm, job, since);
    // By id, for a run with an event between two pages comes on both; then the later one counts.
    Map<String, RunRecord> records = new LinkedHashMap<>();
    Map<String, AttributeValue> last = Map.of();
    do {
      QueryResponse page = page(read, request, last);
      for (Map<String, AttributeValue> item : page.items()) {
        RunRecord record = record(read, item, job);
        if (record.isSince(since)) {
          records.put(record.id(), record);
        }
      }
      last = page.lastEvaluatedKey();
    } while (!last.isEmpty());
    return runs(records.values());
  }

  /** Those that can be read, and what is wrong with the others. */
  public static Runs runs(Iterable<RunRecord> records) {
    List<Run> runs = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (RunRecord record : records) {
      record.run().ifPresentOrElse(runs::add, () -> unreadable.add(record.fault()));
    }
    return new Runs(runs, unreadable);
  }

  /** What is asked, for messages. */
  public static AwsCall call(RealmName realm, DynamoDbClient client) {
    return new AwsCall(
        "query",
        "dynamodb:Query",
        tableOf(realm),
        Optional.of(AwsCall.EVENTS_INDEX),
        client.serviceClientConfiguration().region().id(),
        client.serviceClientConfiguration().endpointOverride().map(URI::toString),
        Optional.empty());
  }

  /** The first page of the runs of a job. */
  public static QueryRequest runsOf(RealmName realm, JobId job, Instant since) {
    return QueryRequest.builder()
        .tableName(tableOf(realm))
        .indexName(AwsCall.EVENTS_INDEX)
        .consistentRead(true)
        .keyConditionExpression("#job = :job and #event >= :since")
        .projectionExpression("#job, #run, #dispatched, #event, #status, #worker, #log[0].#event")
        .expressionAttributeNames(
            Map.of(
                "#job",
                LiveJobsTable.KEY,
                "#run",
                RunRecord.RUN,
                "#dispatched",
                RunRecord.DISPATCHED,
                "#event",
                RunRecord.LAST_EVENT,
                "#status",
                RunRecord.STATUS,
                "#worker",
                RunRecord.WORKER,
                "#log",
                RunRecord.LOG))
        .expressionAttributeValues(
            Map.of(
                ":job",
                AttributeValue.fromS(job.text()),
                ":since",
                AttributeValue.fromS(RunRecord.utcText(since))))
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }

  private QueryResponse page(AwsRead read, QueryRequest request, Map<String, AttributeValue> last) {
    Duration debt = units.debt();
    if (!debt.isZero()) {
      read.rest(debt);
    }
    QueryRequest next =
        last.isEmpty() ? request : request.toBuilder().exclusiveStartKey(last).build();
    QueryResponse page = read.next(() -> client.query(next));
    spend(page);
    if (!page.hasItems() || (page.count() != null && page.count() != page.items().size())) {
      throw AwsFailures.incomplete(read.call());
    }
    return page;
  }

  private void spend(QueryResponse page) {
    double cost =
        Optional.ofNullable(page.consumedCapacity())
            .flatMap(found -> Optional.ofNullable(found.capacityUnits()))
            .filter(said -> said > LEAST_COST)
            .orElse(LEAST_COST);
    units.spend(cost);
    spent += cost;
  }

  private static RunRecord record(AwsRead read, Map<String, AttributeValue> item, JobId job) {
    // With the keys of something else it is no answer to the question.
    if (!text(item, LiveJobsTable.KEY).equals(Optional.of(job.text()))
        || text(item, RunRecord.RUN).isEmpty()) {
      throw AwsFailures.incomplete(read.call());
    }
    return RunRecord.of(AttributeValues.toValue(item));
  }

  private static Optional<String> text(Map<String, AttributeValue> item, String field) {
    return Optional.ofNullable(item.get(field)).map(AttributeValue::s);
  }

  /**
   * How many read units all reads took so far.
   *
   * @return what DynamoDB said; at least 1 for each page
   */
  double spent() {
    return spent;
  }

  @Override
  public String describe() {
    AwsCall call = call(realm, client);
    return "table " + call.name() + " (" + call.region() + ")";
  }

  /** Lets go of the connections. */
  @Override
  public void close() {
    client.close();
  }
}
