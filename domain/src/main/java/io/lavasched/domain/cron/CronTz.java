// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Suggestions;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The variable with which a crontab names the zone that its schedules are meant in.
 *
 * <p>Its value is a name of the tz database, in capitals and small letters as there, or empty for
 * the node's own zone. A name that no zone has makes cronie go by UTC without a word, and others by
 * their own zone: CRON.md section 4.
 */
public final class CronTz {

  /** Its name. */
  public static final String VARIABLE = "CRON_TZ";

  /** Names of the tz database that Java keeps apart from its zones. */
  private static final Map<String, String> SHORT =
      Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");

  private CronTz() {}

  /**
   * Reads the value.
   *
   * @param value any text; it does not appear in a problem
   * @return the zone, or none for an empty text; else {@code cron-tz-unknown-zone}
   */
  public static Parsed<Optional<ZoneId>> parse(String value) {
    Objects.requireNonNull(value, "value");
    if (value.isEmpty()) {
      return Parsed.ok(Optional.empty());
    }
    Collection<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
    known.removeIf(zone -> zone.startsWith("SystemV/")); // Java's own
    if (known.contains(value)) {
      return Parsed.ok(Optional.of(ZoneId.of(value)));
    }
    if (SHORT.containsKey(value)) {
      return Parsed.ok(Optional.of(ZoneId.of(value, SHORT)));
    }
    return Parsed.bad(
        Problem.of(
                ProblemCode.CRON_TZ_UNKNOWN_ZONE,
                VARIABLE + " must name a zone of the tz database, found another text")
            .withHint(hint(value, known).orElse("write such as Europe/Berlin or UTC")));
  }

  /** Near names, or those of which only the town was given. */
  private static Optional<String> hint(String value, Collection<String> known) {
    String town = "/" + value.toLowerCase(Locale.ROOT).replace(' ', '_');
    List<String> ofTown =
        known.stream().filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith(town)).toList();
    return ofTown.isEmpty()
        ? Suggestions.hint(value, known)
        : Suggestions.hint(ofTown.get(0), ofTown);
  }
}
