// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * An item of the table of run records, as lava's worker writes it (lava 8.2, lava/event.py).
 *
 * <table>
 * <caption>What is read of it</caption>
 * <tr><td>{@code job_id}, {@code run_id}</td><td>its key</td></tr>
 * <tr><td>{@code ts_dispatch}</td><td>when it was dispatched: what Python's {@code isoformat} makes
 *     of a local time with its offset, {@code 2026-11-30T12:00:00+10:00}</td></tr>
 * <tr><td>{@code tu_event}</td><td>its last event: the same of a time in UTC without an offset,
 *     {@code 2026-11-30T02:00:00}</td></tr>
 * <tr><td>{@code status}</td><td>that of the last event</td></tr>
 * <tr><td>{@code worker}</td><td>the name of the worker</td></tr>
 * <tr><td>{@code log[0].tu_event}</td><td>its first event</td></tr>
 * </table>
 *
 * <p>Times are of whole seconds (lava/lib/datetime.py, {@code now_tz}); those with a fraction are
 * read as well. A worker writes the {@code ts_dispatch} of the message as it found it: in a message
 * that is not of {@code lava-dispatcher} it may have no offset, and then nobody can know when it
 * was.
 *
 * @param id empty where it has none
 * @param lastEvent empty where that is no time
 * @param run empty where it cannot be read
 * @param fault what is wrong with it; empty where it can be read
 */
public record RunRecord(String id, Optional<Instant> lastEvent, Optional<Run> run, String fault) {

  public static final String RUN = "run_id";
  public static final String DISPATCHED = "ts_dispatch";
  public static final String LAST_EVENT = "tu_event";
  public static final String STATUS = "status";
  public static final String WORKER = "worker";
  public static final String LOG = "log";

  /** All fields that lava gives an item. */
  public static final Set<String> FIELDS =
      Set.of(
          LiveJobsTable.KEY,
          RUN,
          DISPATCHED,
          LAST_EVENT,
          STATUS,
          WORKER,
          LOG,
          "ts_event",
          "worker_id",
          "hostname",
          "instance_id",
          "ttl");

  /** Those that are read. */
  public static final Set<String> READ =
      Set.of(LiveJobsTable.KEY, RUN, DISPATCHED, LAST_EVENT, STATUS, WORKER, LOG);

  /** Reads an item; never fails. */
  public static RunRecord of(Value.MapOf item) {
    String id = text(item, RUN).orElse("");
    Optional<Instant> lastEvent = text(item, LAST_EVENT).flatMap(RunRecord::utc);
    Optional<Instant> dispatched = text(item, DISPATCHED).flatMap(RunRecord::withOffset);
    Optional<String> status = text(item, STATUS);
    String fault =
        id.isEmpty()
            ? must(item, RUN, "a string")
            : lastEvent.isEmpty()
                ? must(item, LAST_EVENT, "a time in UTC such as 2026-11-30T02:00:00")
                : dispatched.isEmpty()
                    ? must(item, DISPATCHED, "a time such as 2026-11-30T12:00:00+10:00")
                    : status.isEmpty() ? must(item, STATUS, "a string") : flaw(item);
    if (!fault.isEmpty()) {
      return new RunRecord(
          id,
          lastEvent,
          Optional.empty(),
          id.isEmpty() ? fault : "run " + Quoted.of(id) + ": " + fault);
    }
    return new RunRecord(
        id,
        lastEvent,
        Optional.of(
            new Run(
                id,
                dispatched.orElseThrow(),
                started(item),
                lastEvent.orElseThrow(),
                status.orElseThrow(),
                text(item, WORKER).filter(name -> !name.isEmpty()))),
        "");
  }

  /** Whether its last event is at or after a time, or may be. */
  public boolean isSince(Instant time) {
    return lastEvent.isEmpty() || !lastEvent.get().isBefore(time);
  }

  /** A time as {@code tu_event} has it, in whole seconds. */
  static String utcText(Instant time) {
    // Nothing ran before; and a year of more than four digits would not be in order.
    Instant sortable = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        LocalDateTime.ofEpochSecond(sortable.getEpochSecond(), 0, ZoneOffset.UTC));
  }

  private static Optional<Instant> utc(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> withOffset(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> started(Value.MapOf item) {
    return item.get(LOG).orElse(Value.NULL) instanceof Value.ListOf log
            && !log.items().isEmpty()
            && log.items().get(0) instanceof Value.MapOf first
        ? text(first, LAST_EVENT).flatMap(RunRecord::utc)
        : Optional.empty();
  }

  /** Of what is read of it: what a job printed into its log is of no interest. */
  private static String flaw(Value.MapOf item) {
    return item.flaws().stream()
        .filter(flaw -> READ.contains(flaw.path()))
        .map(flaw -> flaw.path() + " must be plain data, found " + flaw.found())
        .findFirst()
        .orElse("");
  }

  private static String must(Value.MapOf item, String field, String what) {
    Value found = item.get(field).orElse(Value.NULL);
    return field
        + " must be "
        + what
        + ", found "
        + (item.get(field).isEmpty()
            ? "none"
            : found instanceof Value.Text text ? Quoted.of(text.get()) : found.kind());
  }

  private static Optional<String> text(Value.MapOf item, String field) {
    return item.get(field).orElse(Value.NULL) instanceof Value.Text text
        ? Optional.of(text.get())
        : Optional.empty();
  }
}
