// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import io.lavasched.domain.field.CronField;
import java.util.Optional;

/**
 * Reads the five fields of a right cron string, from left to right and each character once. It only
 * tells that one is wrong, not why: {@link FieldFaults} does, for the few that are.
 *
 * <p>Grammar, which Debian's cron and cronie share with the same meaning in every version: fields
 * with blanks or tabs between them, each {@code item ("," item)*}, item {@code "*" ["/" step] |
 * value ["-" value ["/" step]]}, value a number or, for months and weekdays, three letters in any
 * case.
 */
final class CronReader {

  /** Cron reads a number or name into a buffer of 100 bytes. */
  static final int LONGEST_TOKEN = 99;

  private static final int NAME = 3;

  private final String text;
  private final int end;
  private int at;

  /** The character there. Where the text ends it is a blank, which ends a field as well. */
  private char next;

  private boolean isRight = true;

  private CronReader(String text, int start, int end) {
    this.text = text;
    this.end = end;
    goTo(start);
  }

  /** What the fields at [start, end) mean; nothing where anything is wrong. */
  static Optional<CronTimes> read(String text, int start, int end) {
    CronReader reader = new CronReader(text, start, end);
    CronTimes times =
        new CronTimes(
            reader.field(CronField.MINUTE),
            reader.field(CronField.HOUR),
            reader.field(CronField.DAY_OF_MONTH),
            reader.field(CronField.MONTH),
            reader.field(CronField.DAY_OF_WEEK),
            false);
    return reader.isRight && reader.at == end ? Optional.of(times) : Optional.empty();
  }

  /** A field, and the blanks behind it. Once something is wrong, it does not matter any more. */
  private CronTimes.Field field(CronField field) {
    boolean star = next == '*';
    long bits = item(field);
    while (take(',')) {
      bits |= item(field);
    }
    check(isBlank());
    while (at < end && isBlank()) {
      goTo(at + 1);
    }
    if (field == CronField.DAY_OF_WEEK) {
      bits = (bits | (bits >>> 7)) & 0x7f; // Sunday is 0 only.
    }
    return new CronTimes.Field(bits, star);
  }

  private long item(CronField field) {
    int low = field.min();
    int high = field.max();
    if (!take('*')) {
      low = value(field);
      if (!take('-')) {
        return 1L << low;
      }
      high = value(field);
    }
    check(low <= high);
    return take('/') ? range(low, high, step(field)) : (2L << high) - (1L << low);
  }

  private static long range(int low, int high, int step) {
    long bits = 0;
    for (int n = low; n <= high; n += step) {
      bits |= 1L << n;
    }
    return bits;
  }

  private int value(CronField field) {
    int value = isDigit() ? number(field) : name(field);
    check(value >= field.min());
    return value;
  }

  private int step(CronField field) {
    int step = number(field);
    check(step > 0);
    return Math.max(step, 1);
  }

  /** Up to the largest number of the field. */
  private int number(CronField field) {
    int start = at;
    int number = 0;
    while (isDigit() && number <= field.max()) {
      number = number * 10 + (next - '0');
      goTo(at + 1);
    }
    check(at > start && at - start <= LONGEST_TOKEN && number <= field.max());
    return number;
  }

  private int name(CronField field) {
    int number = at + NAME <= end ? field.numberOf(text, at) : -1;
    goTo(at + NAME);
    return number;
  }

  private void check(boolean holds) {
    isRight &= holds;
  }

  private boolean take(char c) {
    if (next != c) {
      return false;
    }
    goTo(at + 1);
    return true;
  }

  private void goTo(int place) {
    at = place;
    next = place < end ? text.charAt(place) : ' ';
  }

  private boolean isDigit() {
    return next >= '0' && next <= '9';
  }

  private boolean isBlank() {
    return next == ' ' || next == '\t';
  }
}
