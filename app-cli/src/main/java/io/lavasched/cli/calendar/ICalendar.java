// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.calendar;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes a calendar of events without a length, as RFC 5545 has it: lines end in CRLF and are at
 * most 75 octets long, longer ones go on in the next after a space; texts are escaped; times are
 * UTC.
 */
final class ICalendar {

  private static final int LONGEST_LINE = 75;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final String stamp;
  private boolean isEmpty = true;

  /**
   * Begins a calendar.
   *
   * @param now when it is made
   */
  ICalendar(PrintStream out, Instant now) {
    this.out = out;
    this.stamp = UTC.format(now);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//lavasched//lavasched next//EN");
  }

  /**
   * Adds an event.
   *
   * @param uid its name, the same in each calendar that has it
   * @param at when
   * @param summary what it is, in a few words
   * @param description what it is
   * @param category of which sort
   */
  void event(String uid, Instant at, String summary, String description, String category) {
    isEmpty = false;
    line("BEGIN:VEVENT");
    line("UID:" + escape(uid));
    line("DTSTAMP:" + stamp);
    line("DTSTART:" + UTC.format(at));
    line("SUMMARY:" + escape(summary));
    line("DESCRIPTION:" + escape(description));
    line("CATEGORIES:" + escape(category));
    // A dispatch takes nobody's time.
    line("TRANSP:TRANSPARENT");
    line("END:VEVENT");
  }

  /** Ends the calendar. It must have something in it: where there is no event, a time zone. */
  void end() {
    if (isEmpty) {
      List.of(
              "BEGIN:VTIMEZONE",
              "TZID:Etc/UTC",
              "BEGIN:STANDARD",
              "DTSTART:19700101T000000",
              "TZOFFSETFROM:+0000",
              "TZOFFSETTO:+0000",
              "END:STANDARD",
              "END:VTIMEZONE")
          .forEach(this::line);
    }
    line("END:VCALENDAR");
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  private void line(String text) {
    StringBuilder line = new StringBuilder(text.length() + 8);
    int octets = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int size = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        line.append("\r\n ");
        octets = 1;
      }
      line.appendCodePoint(c);
      octets += size;
      i += Character.charCount(c);
    }
    out.print(line.append("\r\n"));
  }
}
