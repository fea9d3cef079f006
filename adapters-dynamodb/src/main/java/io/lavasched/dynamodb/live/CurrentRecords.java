// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import com.google.common.collect.Iterables;
import io.lavasched.aws.AwsCall;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.AwsRead;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads records by their keys from the jobs table itself, in batches, strongly consistent.
 *
 * <p>Law: a key is passed over only when DynamoDB answered for it and had no record. Whatever else
 * happens to a key is a failure of the whole read, because entries are removed on the strength of
 * it.
 */
public final class CurrentRecords {

  /**
   * What is read of each record: when it is dispatched, whether it is run then, and whether it
   * rebuilds the crontab.
   */
  public static final List<String> FIELDS =
      List.of(
          LiveJobsTable.KEY,
          "worker",
          LiveJobsTable.DISPATCHER,
          "schedule",
          "enabled",
          "type",
          "payload",
          "parameters",
          "max_run_delay");

  /** The most keys that DynamoDB takes in one batch. */
  static final int BATCH = 100;

  /** How many answers in a row may process nothing: with the waits between them, about 10 s. */
  public static final int MOST_IDLE = 8;

  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5));

  /** By another name, because DynamoDB reserves some words, and may reserve more. */
  private static final Map<String, String> NAMES =
      FIELDS.stream().collect(Collectors.toUnmodifiableMap(field -> "#" + field, field -> field));

  private final DynamoDbClient client;
  private final AwsRead read;
  private final AwsCall call;

  CurrentRecords(DynamoDbClient client, AwsRead read) {
    this.client = client;
    this.read = read;
    this.call = read.call();
  }

  /** Reads those of the records that there are, each once. */
  void forEachAmong(Collection<String> ids, Consumer<? super Map<String, AttributeValue>> sink) {
    for (List<String> batch : Iterables.partition(new LinkedHashSet<>(ids), BATCH)) {
      read(batch, sink);
    }
  }

  private void read(List<String> batch, Consumer<? super Map<String, AttributeValue>> sink) {
    Set<String> open = new LinkedHashSet<>(batch);
    int idle = 0;
    while (!open.isEmpty()) {
      if (idle > 0) {
        read.pause(BACKOFF.computeDelay(idle));
      }
      BatchGetItemRequest request = request(open);
      BatchGetItemResponse response = read.next(() -> client.batchGetItem(request));
      Set<String> rest = unprocessed(response);
      List<Map<String, AttributeValue>> found =
          response.responses().getOrDefault(call.name(), List.of());
      boolean answers = response.responses().containsKey(call.name()) || rest.equals(open);
      if (!answers || !open.containsAll(rest) || !open.containsAll(ids(found))) {
        throw AwsFailures.incomplete(call);
      }
      int before = open.size();
      found.stream().filter(item -> open.remove(id(item))).forEachOrdered(sink);
      open.retainAll(rest);
      // Keys also stay unprocessed where records are large: 16 MB end an answer. Only answers that
      // get nowhere count.
      idle = open.size() < before ? 0 : idle + 1;
      if (idle >= MOST_IDLE) {
        throw AwsFailures.throttled(call, "unprocessed keys", Optional.empty());
      }
    }
  }

  private BatchGetItemRequest request(Collection<String> ids) {
    KeysAndAttributes wanted =
        KeysAndAttributes.builder()
            .keys(
                ids.stream()
                    .map(id -> Map.of(LiveJobsTable.KEY, AttributeValue.fromS(id)))
                    .toList())
            .projectionExpression(String.join(", ", NAMES.keySet()))
            .expressionAttributeNames(NAMES)
            .consistentRead(true)
            .build();
    return BatchGetItemRequest.builder().requestItems(Map.of(call.name(), wanted)).build();
  }

  private Set<String> unprocessed(BatchGetItemResponse response) {
    return Optional.ofNullable(response.unprocessedKeys().get(call.name()))
        .map(rest -> ids(rest.keys()))
        .orElse(Set.of());
  }

  private static Set<String> ids(List<Map<String, AttributeValue>> items) {
    return items.stream().map(CurrentRecords::id).collect(Collectors.toSet());
  }

  private static String id(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(LiveJobsTable.KEY)).map(AttributeValue::s).orElse("");
  }
}
