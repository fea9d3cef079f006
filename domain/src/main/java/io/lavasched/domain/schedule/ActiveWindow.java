// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The time in which a schedule is active.
 *
 * <p>With {@code from <= to} it is active between them, both included; with {@code from > to} it is
 * active outside them: until {@code to}, and again from {@code from} on.
 *
 * @param from the first instant
 * @param to the last instant
 */
public record ActiveWindow(WindowTime from, WindowTime to) {

  /** When a schedule without {@code from} begins: 0001-01-01T00:00Z. */
  public static final WindowTime EARLIEST = utc(1, 1, 1);

  /** When a schedule without {@code to} ends: 9999-12-31T00:00Z. */
  public static final WindowTime LATEST = utc(9999, 12, 31);

  /** The window of a schedule that names neither end. */
  public static final ActiveWindow ALWAYS = new ActiveWindow(EARLIEST, LATEST);

  static final long EARLIEST_SECOND = EARLIEST.toInstant(ZoneOffset.UTC).getEpochSecond();
  static final long LATEST_SECOND = LATEST.toInstant(ZoneOffset.UTC).getEpochSecond();

  private static final ActiveSeconds ALWAYS_IN_SECONDS =
      new ActiveSeconds(EARLIEST_SECOND, LATEST_SECOND, false);

  /** Checks that nothing is null. */
  public ActiveWindow {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }

  private static WindowTime utc(int year, int month, int day) {
    return new WindowTime(LocalDateTime.of(year, month, day, 0, 0), OptionalInt.of(0));
  }

  /**
   * Whether the schedule is active.
   *
   * @param now the instant to ask for; its fraction of a second is dropped
   * @param zone the node's own zone, for ends without an offset
   * @return true if entries of the schedule belong into the crontab
   */
  public boolean isActive(Instant now, ZoneId zone) {
    Objects.requireNonNull(now, "now");
    return inSeconds(zone).has(now.getEpochSecond());
  }

  /**
   * Whether the schedule was active for the last time before now.
   *
   * @param now the instant to ask for
   * @param zone the node's own zone
   * @return true if it will never be active again; false for a window that excludes
   */
  public boolean isOver(Instant now, ZoneId zone) {
    Objects.requireNonNull(now, "now");
    ActiveSeconds seconds = inSeconds(zone);
    return !seconds.excludes() && now.getEpochSecond() > seconds.last();
  }

  /**
   * The same in whole seconds.
   *
   * @param zone the node's own zone, for ends without an offset
   * @return when it is active
   */
  @SuppressWarnings("ReferenceEquality") // An equal one goes the longer way, to the same answer.
  public ActiveSeconds inSeconds(ZoneId zone) {
    Objects.requireNonNull(zone, "zone");
    if (this == ALWAYS) { // Nearly every schedule, and its ends need no calendar.
      return ALWAYS_IN_SECONDS;
    }
    Instant start = from.toInstant(zone);
    Instant end = to.toInstant(zone);
    long first = start.getEpochSecond() + (start.getNano() > 0 ? 1 : 0);
    return new ActiveSeconds(first, end.getEpochSecond(), start.isAfter(end));
  }
}
