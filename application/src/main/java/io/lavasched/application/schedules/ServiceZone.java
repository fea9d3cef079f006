// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * A zone as the service can be given it: by its name in the tz database.
 *
 * @param id the zone
 * @param name what it is called there
 */
public record ServiceZone(ZoneId id, String name) {

  /** By the name that the service takes where none is given. */
  public static final ServiceZone UTC = new ServiceZone(ZoneOffset.UTC, "UTC");

  private static final int HOUR = 3600;

  /** Checks that nothing is null. */
  public ServiceZone {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }

  /**
   * The zone of the service for one of Java.
   *
   * @param id any
   * @return the same zone; {@code Etc/GMT-2} for one that is two hours before UTC and has no name;
   *     empty for any other without a name, such as {@code +05:30}
   */
  public static Optional<ServiceZone> of(ZoneId id) {
    Objects.requireNonNull(id, "id");
    String name = id.getId();
    boolean isJavasOwn = name.startsWith("SystemV/");
    if (!isJavasOwn && ZoneId.getAvailableZoneIds().contains(name)) {
      return Optional.of(new ServiceZone(id, name));
    }
    if (!id.getRules().isFixedOffset()) {
      return Optional.empty();
    }
    int seconds = id.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
    if (seconds == 0) {
      return Optional.of(UTC);
    }
    int hours = seconds / HOUR;
    // The signs of these are the other way round: Etc/GMT-14 is the zone where the day begins.
    return seconds % HOUR == 0 && hours >= -12 && hours <= 14
        ? Optional.of(new ServiceZone(id, "Etc/GMT" + (hours < 0 ? "+" : "-") + Math.abs(hours)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
