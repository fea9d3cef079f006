// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants in a zone and in UTC, as people read them. */
public final class ClockTime {

  private static final DateTimeFormatter LOCAL = formatter("EEE uuuu-MM-dd HH:mm xxx");

  private static final DateTimeFormatter LOCAL_SECONDS = formatter("EEE uuuu-MM-dd HH:mm:ss xxx");

  private static final DateTimeFormatter UTC = formatter("uuuu-MM-dd'T'HH:mm'Z'");

  private ClockTime() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** Such as {@code Wed 2026-12-02 02:30 +11:00}, with seconds where they are not 0. */
  public static String local(long at, ZoneId zone) {
    OffsetDateTime time = Instant.ofEpochSecond(at).atZone(zone).toOffsetDateTime();
    return time.format(time.getSecond() == 0 ? LOCAL : LOCAL_SECONDS);
  }

  /** Such as {@code 2026-12-01T15:30Z}, with seconds where they are not 0. */
  static String utc(long at) {
    Instant instant = Instant.ofEpochSecond(at);
    return at % 60 == 0 ? instant.atOffset(ZoneOffset.UTC).format(UTC) : instant.toString();
  }

  /** Both, as a row of a table has them. */
  public static String both(long at, ZoneId zone) {
    return local(at, zone) + "  " + utc(at);
  }
}
