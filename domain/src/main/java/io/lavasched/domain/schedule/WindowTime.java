// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as ISO 8601 writes it, with or without an offset from UTC.
 *
 * <p>Form: a date {@code 2026-11-23} or {@code 20261123}; optionally {@code T} or one space and a
 * time {@code 10:15}, {@code 10:15:30}, {@code 10:15:30.5}, {@code 1015} or {@code 101530}; after a
 * time optionally {@code Z}, {@code +hh}, {@code +hhmm} or {@code +hh:mm}; {@code t} and {@code z}
 * may be small, and blanks, tabs and line ends may stand around it all. A date alone is its
 * midnight, {@code 24:00} is the midnight at the end of the day. Years are 0001-9999, offsets less
 * than a day.
 *
 * @param local date and time as written, to the nanosecond
 * @param offsetSeconds seconds east of UTC; empty for a time in the node's own zone
 * @param isDateAlone whether only the date was written
 */
public record WindowTime(LocalDateTime local, OptionalInt offsetSeconds, boolean isDateAlone) {

  private static final Pattern FORM =
      Pattern.compile(
          "[ \\t\\r\\n]*+(?:(\\d{4})-(\\d{2})-(\\d{2})|(\\d{4})(\\d{2})(\\d{2}))"
              + "(?:[Tt ](?:(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d+))?)?"
              + "|(\\d{2})(\\d{2})(?:(\\d{2})(?:[.,](\\d+))?)?)"
              + "(?:([Zz])|([+-])(\\d{2})(?::?(\\d{2}))?)?)?[ \\t\\r\\n]*+");

  private static final int NANO_DIGITS = 9;

  /** Checks that nothing is null. */
  public WindowTime {
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(offsetSeconds, "offsetSeconds");
  }

  /**
   * A date and time.
   *
   * @param local date and time as written, to the nanosecond
   * @param offsetSeconds seconds east of UTC; empty for a time in the node's own zone
   */
  public WindowTime(LocalDateTime local, OptionalInt offsetSeconds) {
    this(local, offsetSeconds, false);
  }

  /**
   * Reads a time.
   *
   * @param text any text
   * @return the time, or {@code time-syntax}
   */
  public static Parsed<WindowTime> parse(String text) {
    Objects.requireNonNull(text, "text");
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return bad("must be an ISO 8601 date or date and time", text);
    }
    try {
      return Parsed.ok(
          new WindowTime(local(m), offset(m), m.group(7) == null && m.group(11) == null));
    } catch (DateTimeException e) {
      return bad("must be a date and time that exist", text);
    }
  }

  private static Parsed<WindowTime> bad(String rule, String text) {
    return Parsed.bad(
        Problem.of(ProblemCode.TIME_SYNTAX, rule + ", found " + Quoted.of(text))
            .withHint(
                "write 2026-11-23, 2026-11-23T10:15:00, 2026-11-23T10:15Z or"
                    + " 2026-11-23T10:15:00+10:00"));
  }

  private static LocalDateTime local(Matcher m) {
    int year = number(m, 1, 4);
    if (year == 0) {
      throw new DateTimeException("year 0000");
    }
    LocalDate date = LocalDate.of(year, number(m, 2, 5), number(m, 3, 6));
    int hour = number(m, 7, 11);
    int minute = number(m, 8, 12);
    int second = number(m, 9, 13);
    int nano = nanos(m, 10, 14);
    if (hour == 24 && minute == 0 && second == 0 && nano == 0) {
      return date.plusDays(1).atStartOfDay();
    }
    return date.atTime(LocalTime.of(hour, minute, second, nano));
  }

  private static OptionalInt offset(Matcher m) {
    if (m.group(15) != null) {
      return OptionalInt.of(0);
    }
    if (m.group(16) == null) {
      return OptionalInt.empty();
    }
    LocalTime size = LocalTime.of(number(m, 17, 17), number(m, 18, 18));
    return OptionalInt.of(m.group(16).equals("-") ? -size.toSecondOfDay() : size.toSecondOfDay());
  }

  /** The number in one of two groups; 0 when neither took part. */
  private static int number(Matcher m, int extended, int basic) {
    String digits = m.group(extended) != null ? m.group(extended) : m.group(basic);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(Matcher m, int extended, int basic) {
    String digits = m.group(extended) != null ? m.group(extended) : m.group(basic);
    if (digits == null) {
      return 0;
    }
    String nine = (digits + "000000000").substring(0, NANO_DIGITS);
    return Integer.parseInt(nine);
  }

  /**
   * The instant that is meant.
   *
   * @param zone the node's own zone, for a time without an offset; a local time that a zone skips
   *     is the instant at which the clock jumps over it, of one that comes twice the first is
   *     meant. So the order of two local times never turns round
   * @return the instant
   */
  public Instant toInstant(ZoneId zone) {
    Objects.requireNonNull(zone, "zone");
    if (offsetSeconds.isPresent()) {
      return local.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds.getAsInt());
    }
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        : local.toInstant(rules.getOffset(local));
  }
}
