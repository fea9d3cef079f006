// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.domain.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes run records as lava's worker does: one {@code UpdateItem} for each event, which sets all
 * attributes but the key anew and appends to {@code log} (lava 8.2, lava/event.py); the events of a
 * run are those of lava/lava.py ({@code run_job}).
 */
public final class LavaRuns {

  /** Where the worker is. */
  private static final ZoneOffset ZONE = ZoneOffset.ofHours(10);

  /** {@code EVENT_TTL}, unless the realm has another (lava/config.py). */
  private static final Duration TTL = Duration.ofDays(2);

  /** What Python's {@code isoformat} makes of a time: six digits of a second, or none. */
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter WITH_FRACTION =
      new DateTimeFormatterBuilder()
          .append(WHOLE)
          .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
          .toFormatter(Locale.ROOT);

  /** The events of a run that ends before its job is run. */
  private static final Set<String> NOT_RUN = Set.of("skipped", "rejected", "starting", "logging");

  private final DynamoDbClient client;
  private final String table;

  public LavaRuns(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Writes a run, event by event. */
  public void write(JobId job, Run run) {
    List<Map<String, Object>> events = events(run);
    if (run.started().isEmpty()) {
      client.putItem(put -> put.tableName(table).item(LavaTables.attribute(item(job, run)).m()));
      return;
    }
    for (Map<String, Object> event : events) {
      Map<String, Object> changed = attributes(run, event);
      Map<String, String> names = new LinkedHashMap<>(Map.of("#log", "log"));
      Map<String, AttributeValue> values = new LinkedHashMap<>();
      values.put(":none", AttributeValue.fromL(List.of()));
      values.put(":event", LavaTables.attribute(List.of(event)));
      changed.forEach(
          (name, value) -> {
            names.put("#" + name, name);
            values.put(":" + name, LavaTables.attribute(value));
          });
      String set =
          changed.keySet().stream()
              .map(name -> "#" + name + " = :" + name)
              .collect(Collectors.joining(", "));
      client.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(LavaTables.attribute(Map.of("job_id", job.text(), "run_id", run.id())).m())
                  .updateExpression(
                      "SET " + set + ", #log = list_append(if_not_exists(#log, :none), :event)")
                  .expressionAttributeNames(names)
                  .expressionAttributeValues(values));
    }
  }

  /** The item that is there when all events are written. */
  public static Map<String, Object> item(JobId job, Run run) {
    List<Map<String, Object>> events = events(run);
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("job_id", job.text());
    item.put("run_id", run.id());
    item.putAll(attributes(run, events.get(events.size() - 1)));
    if (run.started().isPresent()) {
      item.put("log", events);
    }
    return item;
  }

  /** What the worker logs of a run, the first event first. */
  private static List<Map<String, Object>> events(Run run) {
    List<Map<String, Object>> events = new ArrayList<>();
    Instant started = run.started().orElse(run.lastEvent());
    if (!started.equals(run.lastEvent())) {
      events.add(event(started, "starting", null));
      if (!NOT_RUN.contains(run.status())) {
        events.add(event(started, "running", "Iteration 1"));
      }
    }
    events.add(event(run.lastEvent(), run.status(), Map.of("exit_status", 0, "output", List.of())));
    return events;
  }

  private static Map<String, Object> event(Instant time, String status, Object info) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("ts_event", local(time));
    event.put("tu_event", utc(time));
    event.put("status", status);
    event.put("info", info);
    return event;
  }

  private static Map<String, Object> attributes(Run run, Map<String, Object> event) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("ts_dispatch", local(run.dispatched()));
    attributes.put("status", event.get("status"));
    attributes.put("ts_event", event.get("ts_event"));
    attributes.put("tu_event", event.get("tu_event"));
    attributes.put("ttl", run.lastEvent().plus(TTL).getEpochSecond());
    run.worker().ifPresent(name -> attributes.put("worker", name));
    // Of a worker that is no EC2 instance.
    attributes.put("worker_id", null);
    attributes.put("hostname", "worker-0.example.com");
    return attributes;
  }

  /** As {@code ts_dispatch} has it. */
  public static String local(Instant time) {
    OffsetDateTime at = time.atOffset(ZONE);
    return text(at.toLocalDateTime()) + at.getOffset();
  }

  /** As {@code tu_event} has it. */
  public static String utc(Instant time) {
    return text(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  private static String text(LocalDateTime time) {
    boolean isWhole = time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    return (isWhole ? WHOLE : WITH_FRACTION).format(time);
  }
}
