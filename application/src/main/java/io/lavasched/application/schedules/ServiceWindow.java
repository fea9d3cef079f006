// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The time in which one schedule of the service is in force.
 *
 * <p>The service has a window of its own for each schedule, and needs no rebuild when it begins or
 * ends. The last second of lava's window is part of it (lava 8.2, lava/lavacore.py, {@code
 * Schedule.active}), while the service no longer invokes at its {@code EndDate} (API reference,
 * CreateSchedule): that is one second later.
 *
 * @param start the first instant; empty for one that has come
 * @param end the first instant after the last one; empty for none
 * @param isSecond whether it is what follows the pause of a window that excludes
 */
public record ServiceWindow(Optional<Instant> start, Optional<Instant> end, boolean isSecond) {

  private static final long EARLIEST =
      ActiveWindow.EARLIEST.toInstant(ZoneOffset.UTC).getEpochSecond();
  private static final long LATEST = ActiveWindow.LATEST.toInstant(ZoneOffset.UTC).getEpochSecond();

  /** Checks that nothing is null. */
  public ServiceWindow {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(end, "end");
  }

  /**
   * The windows that a schedule still has.
   *
   * @param window when it is active
   * @param now what ended before it is left out
   * @return none for a window that is over; two for one that excludes, before its pause
   */
  public static List<ServiceWindow> of(ActiveSeconds window, Instant now) {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(now, "now");
    long second = now.getEpochSecond();
    boolean isOver = window.last() < second;
    if (!window.excludes()) {
      return isOver
          ? List.of()
          : List.of(new ServiceWindow(start(window.first(), second), end(window.last()), false));
    }
    boolean hasPause = window.first() > window.last() + 1;
    if (!hasPause || end(window.last()).isEmpty()) {
      return List.of(new ServiceWindow(Optional.empty(), Optional.empty(), false));
    }
    List<ServiceWindow> windows = new ArrayList<>();
    if (!isOver) {
      windows.add(new ServiceWindow(Optional.empty(), end(window.last()), false));
    }
    windows.add(new ServiceWindow(start(window.first(), second), Optional.empty(), true));
    return windows;
  }

  /** The service refuses one that is long past. */
  private static Optional<Instant> start(long first, long now) {
    return first > Math.max(now, EARLIEST)
        ? Optional.of(Instant.ofEpochSecond(first))
        : Optional.empty();
  }

  private static Optional<Instant> end(long last) {
    return last >= LATEST ? Optional.empty() : Optional.of(Instant.ofEpochSecond(last + 1));
  }
}
