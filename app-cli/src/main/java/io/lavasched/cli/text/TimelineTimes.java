// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.timeline.ClockChange;
import io.lavasched.application.timeline.Interval;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.WindowTime;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as a timeline shows them: short, for all are within a month. */
public final class TimelineTimes {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  private TimelineTimes() {}

  /** Such as {@code Mon 23 Nov}. */
  public static String day(LocalDateTime at) {
    return DAY.format(at);
  }

  /** Such as {@code 06:15}. */
  public static String clock(LocalDateTime at) {
    return CLOCK.format(at);
  }

  /** What the clock shows after a change, with the day where that is another: 24 hours may go. */
  public static String after(ClockChange change) {
    LocalDateTime after = change.after();
    boolean isSameDay = after.toLocalDate().equals(change.before().toLocalDate());
    return (isSameDay ? "" : day(after) + " ") + clock(after);
  }

  /** Such as {@code Mon 23 Nov 06:15}. */
  public static String moment(Interval interval, int minute) {
    LocalDateTime at = interval.local(minute);
    return day(at) + " " + clock(at);
  }

  /** Such as {@code Mon 23 Nov to Sun 29 Nov 2026}. */
  public static String days(Interval interval) {
    LocalDateTime first = interval.local(0);
    LocalDateTime last = interval.local(interval.minutes() - 1);
    String firstDay = day(first) + (first.getYear() == last.getYear() ? "" : " " + first.getYear());
    String lastDay = day(last) + " " + last.getYear();
    return first.toLocalDate().equals(last.toLocalDate()) ? lastDay : firstDay + " to " + lastDay;
  }

  /** The ends of a window in words; empty for one without ends. */
  public static String window(ActiveWindow window, Interval interval) {
    boolean hasFrom = !window.from().equals(ActiveWindow.EARLIEST);
    boolean hasTo = !window.to().equals(ActiveWindow.LATEST);
    if (hasFrom && hasTo) {
      boolean isExcluding =
          window.from().toInstant(interval.zone()).isAfter(window.to().toInstant(interval.zone()));
      return isExcluding
          ? "until " + text(window.to()) + ", and again from " + text(window.from())
          : "from " + text(window.from()) + " until " + text(window.to());
    }
    if (hasFrom) {
      return "from " + text(window.from());
    }
    return hasTo ? "until " + text(window.to()) : "";
  }

  private static String text(WindowTime time) {
    StringBuilder text = new StringBuilder(time.local().toLocalDate().toString());
    if (!time.local().toLocalTime().equals(LocalTime.MIDNIGHT)) {
      text.append(' ').append(time.local().toLocalTime());
    }
    if (time.offsetSeconds().isPresent()) {
      int minutes = time.offsetSeconds().getAsInt() / 60;
      text.append(
          minutes == 0
              ? "Z"
              : String.format(
                  Locale.ROOT,
                  "%s%02d:%02d",
                  minutes < 0 ? "-" : "+",
                  Math.abs(minutes) / 60,
                  Math.abs(minutes) % 60));
    }
    return text.toString();
  }
}
