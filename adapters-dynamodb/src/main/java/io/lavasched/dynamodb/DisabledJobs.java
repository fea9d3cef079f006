package io.lavasched.dynamodb;

import com.google.common.collect.Iterables;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.value.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Asks the jobs table, in batches, which jobs are disabled. */
final class DisabledJobs {

  /** The field that {@link JobRecord#isDisabled} looks at. */
  static final String FIELD = "enabled";

  /** The most keys that DynamoDB takes in one batch. */
  static final int BATCH = 100;

  /** How many answers in a row may process nothing: with the waits between them, about 10 s. */
  static final int MOST_IDLE = 8;

  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final DynamoDbClient client;
  private final AwsCall call;
  private final Pause pause;

  DisabledJobs(DynamoDbClient client, AwsCall call, Pause pause) {
    this.client = client;
    this.call = call;
    this.pause = pause;
  }

  Set<JobId> among(Set<String> ids) {
    Set<JobId> disabled = new HashSet<>();
    for (List<String> batch : Iterables.partition(ids, BATCH)) {
      read(batch, disabled);
    }
    return disabled;
  }

  private void read(List<String> batch, Set<JobId> disabled) {
    KeysAndAttributes pending =
        KeysAndAttributes.builder()
            .keys(
                batch.stream()
                    .map(id -> Map.of(LiveJobsTable.KEY, AttributeValue.fromS(id)))
                    .toList())
            .projectionExpression("#id, #enabled")
            .expressionAttributeNames(Map.of("#id", LiveJobsTable.KEY, "#enabled", FIELD))
            .consistentRead(true)
            .build();
    int idle = 0;
    while (true) {
      BatchGetItemRequest request =
          BatchGetItemRequest.builder().requestItems(Map.of(call.table(), pending)).build();
      BatchGetItemResponse response = call.run(() -> client.batchGetItem(request));
      response
          .responses()
          .getOrDefault(call.table(), List.of())
          .forEach(item -> addIfDisabled(item, disabled));
      Optional<KeysAndAttributes> rest =
          Optional.ofNullable(response.unprocessedKeys().get(call.table()))
              .filter(keys -> !keys.keys().isEmpty());
      if (rest.isEmpty()) {
        return;
      }
      // Keys also stay unprocessed where records are large: 16 MB end an answer. Only answers that
      // get nowhere count.
      idle = rest.get().keys().size() < pending.keys().size() ? 0 : idle + 1;
      if (idle >= MOST_IDLE) {
        throw AwsFailures.throttled(call, "unprocessed keys", Optional.empty());
      }
      pending = rest.get();
      await(idle);
    }
  }

  private void await(int idle) {
    if (idle == 0) {
      return;
    }
    try {
      pause.take(BACKOFF.computeDelay(idle));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsFailures.interrupted(call, e);
    }
  }

  private static void addIfDisabled(Map<String, AttributeValue> item, Set<JobId> disabled) {
    Value.MapOf record = AttributeValues.toValue(item);
    if (JobRecord.isDisabled(record)
        && record.get(LiveJobsTable.KEY).orElse(Value.NULL) instanceof Value.Text id) {
      disabled.add(new JobId(id.get()));
    }
  }
}
