// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.port.RunEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A run as an audit keeps it: there may be many, and instants would take most of the room.
 *
 * @param id its run id
 * @param dispatchedMicros when its message was sent, in microseconds since 1970
 * @param startedMicros its first event; {@link #NOT_KNOWN} where the record does not tell
 * @param lastEventMicros its last event
 * @param status that of the last event
 */
public record AuditedRun(
    String id, long dispatchedMicros, long startedMicros, long lastEventMicros, String status) {

  static final long NOT_KNOWN = Long.MIN_VALUE;

  private static final String REJECTED = "rejected";

  /** What a worker writes before the end (lava 8.2, lava/lava.py, run_job). */
  private static final Set<String> OPEN = Set.of("starting", "logging", "running", "retrying");

  /** Checks that nothing is null. */
  public AuditedRun {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
  }

  static AuditedRun of(RunEvents.Run run, String status) {
    return new AuditedRun(
        run.id(),
        micros(run.dispatched()),
        run.started().map(AuditedRun::micros).orElse(NOT_KNOWN),
        micros(run.lastEvent()),
        status);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * When its message was sent.
   *
   * @return in microseconds
   */
  public Instant dispatched() {
    return instant(dispatchedMicros);
  }

  /**
   * Its first event.
   *
   * @return empty where the record does not tell
   */
  public Optional<Instant> started() {
    return startedMicros == NOT_KNOWN ? Optional.empty() : Optional.of(instant(startedMicros));
  }

  /**
   * Its last event.
   *
   * @return in microseconds
   */
  public Instant lastEvent() {
    return instant(lastEventMicros);
  }

  /** When it started, as far as the record tells: no earlier than it was sent. */
  long startedOrDispatchedMicros() {
    return startedMicros == NOT_KNOWN ? dispatchedMicros : startedMicros;
  }

  /** Whether its record does not say that it ended. A status that nobody knows is an end. */
  boolean isOpen() {
    return OPEN.contains(status);
  }

  boolean isRejected() {
    return status.equals(REJECTED);
  }
}
