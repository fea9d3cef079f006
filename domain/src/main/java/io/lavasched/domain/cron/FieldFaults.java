// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import io.lavasched.domain.field.CronField;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what is wrong with one field of a cron string, and with all of its items.
 *
 * <p>Law: it finds nothing in a field that {@link CronReader} reads, and something in every other.
 */
final class FieldFaults {

  private static final int NOT_A_VALUE = -1;

  /** As many are reported of one field; a record of some 100 KB could have as many wrong items. */
  static final int MOST_PROBLEMS = 8;

  private final CharSequence text;
  private final CronField field;
  private final List<Problem> problems;

  private int told;

  /** The place whose column was asked for last, and that column: each is counted on from there. */
  private int placeBefore;

  private int columnBefore = 1;

  FieldFaults(CharSequence text, CronField field, List<Problem> problems) {
    this.text = text;
    this.field = field;
    this.problems = problems;
  }

  /** What is wrong in the field at [from, to) goes to the problems. */
  void find(int from, int to) {
    int start = from;
    while (start <= to) {
      if (told >= MOST_PROBLEMS) {
        reportMore(start, to);
        break;
      }
      int end = place(',', start, to);
      findInItem(start, end);
      start = end + 1;
    }
  }

  /** Where the character is in [from, to), or {@code to}: nothing beyond is looked at. */
  private int place(char c, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) != c) {
      at++;
    }
    return at;
  }

  private void findInItem(int from, int to) {
    if (from == to) {
      report(
          ProblemCode.CRON_SYNTAX,
          field.label() + " must not have an empty item in its list",
          from,
          to,
          Optional.of("remove the extra comma"));
      return;
    }
    int baseEnd = place('/', from, to);
    boolean hasStep = baseEnd < to;
    int step = hasStep ? step(baseEnd + 1, from, to) : 1;

    if (text.charAt(from) == '*') {
      if (baseEnd != from + 1) {
        reportSyntax(from, to);
      }
      return;
    }
    int dash = place('-', from, baseEnd);
    if (dash == baseEnd) {
      int number = value(from, baseEnd, from, to);
      if (number == NOT_A_VALUE) {
        return;
      }
      if (hasStep) {
        report(
            ProblemCode.CRON_STEP,
            field.label() + " must have a range or * before a step, found " + quote(from, to),
            from,
            to,
            step == NOT_A_VALUE
                ? Optional.empty()
                : Optional.of("write " + number + "-" + field.max() + "/" + step));
      }
      return;
    }
    int low = value(from, dash, from, to);
    int high = value(dash + 1, baseEnd, from, to);
    if (low == NOT_A_VALUE || high == NOT_A_VALUE) {
      return;
    }
    if (low > high) {
      report(
          ProblemCode.CRON_REVERSED_RANGE,
          field.label() + " must have a range that runs upwards, found " + quote(from, baseEnd),
          from,
          baseEnd,
          Optional.of(
              "cron would accept it and never run; write "
                  + (hasStep ? "two ranges" : unwrapped(low, high))));
    }
  }

  /** A range that wraps around, as ranges that do not: 22-2 is 22-23,0-2. */
  private String unwrapped(int low, int high) {
    if (field != CronField.DAY_OF_WEEK) {
      return span(low, field.max()) + "," + span(field.min(), high);
    }
    if (low == 7) {
      return span(0, high);
    }
    return high == 0 ? span(low, 7) : span(low, 6) + "," + span(0, high);
  }

  private static String span(int low, int high) {
    return low == high ? Integer.toString(low) : low + "-" + high;
  }

  /** The step at [from, to), or {@link #NOT_A_VALUE} after telling why; its item is around it. */
  private int step(int from, int itemFrom, int to) {
    int number = number(from, to);
    if (number < 1 || number > field.max()) {
      int shown = from == to ? itemFrom : from;
      report(
          ProblemCode.CRON_STEP,
          field.label() + " must have a step of 1-" + field.max() + ", found " + quote(shown, to),
          shown,
          to,
          number > field.max()
              ? Optional.of("a step beyond the field leaves only its first value; write that value")
              : Optional.empty());
      return NOT_A_VALUE;
    }
    return number;
  }

  /**
   * The number at [from, to), or {@link #NOT_A_VALUE} after telling why; [itemFrom, itemTo) is
   * around it.
   */
  private int value(int from, int to, int itemFrom, int itemTo) {
    if (from == to) {
      reportSyntax(itemFrom, itemTo);
      return NOT_A_VALUE;
    }
    if (isDigits(from, to)) {
      int number = number(from, to);
      if (number < field.min() || number > field.max()) {
        report(
            ProblemCode.CRON_OUT_OF_RANGE,
            field.label()
                + " must be "
                + field.min()
                + "-"
                + field.max()
                + ", found "
                + quote(from, to),
            from,
            to,
            outOfRangeHint(number));
        return NOT_A_VALUE;
      }
      return number;
    }
    if (isLetters(from, to)) {
      int number = field.numberOf(slice(from, to));
      if (number >= 0) {
        return number;
      }
      if (!field.names().isEmpty() && to - from > 1) {
        report(
            ProblemCode.CRON_NAME,
            field.label()
                + " must be a number or a name of three letters, found "
                + quote(from, to),
            from,
            to,
            nameHint(slice(from, to)));
        return NOT_A_VALUE;
      }
    }
    reportSyntax(from, to);
    return NOT_A_VALUE;
  }

  private Optional<String> nameHint(String name) {
    if (name.length() > 3) {
      String three = name.substring(0, 3).toLowerCase(Locale.ROOT);
      if (field.numberOf(three) >= 0) {
        return Optional.of("write " + three);
      }
    }
    return Suggestions.hint(name, field.names());
  }

  private Optional<String> outOfRangeHint(int number) {
    return switch (field) {
      case HOUR -> number == 24 ? Optional.of("midnight is hour 0") : Optional.empty();
      case MINUTE -> number == 60 ? Optional.of("the full hour is minute 0") : Optional.empty();
      case DAY_OF_MONTH -> number == 0 ? Optional.of("days start at 1") : Optional.empty();
      case MONTH -> number == 0 ? Optional.of("January is month 1") : Optional.empty();
      case DAY_OF_WEEK -> Optional.of("Sunday is 0 or 7, Saturday is 6");
    };
  }

  private void reportSyntax(int from, int to) {
    report(
        ProblemCode.CRON_SYNTAX,
        field.label()
            + " must be *, numbers, ranges and steps such as 1-5/2, found "
            + quote(from, to),
        from,
        to,
        syntaxHint(slice(from, to)));
  }

  private Optional<String> syntaxHint(String found) {
    if (found.indexOf('?') >= 0) {
      return Optional.of("cron has no \"?\"; write *");
    }
    if (found.indexOf('~') >= 0) {
      return Optional.of("only some crons take a random \"~\"; write a number");
    }
    if (found.indexOf('#') >= 0 || found.matches("(?i)[0-9]*[lw]|lw")) {
      return Optional.of(
          "cron has no \"L\", \"W\" or \"#\"; list the days, or test the date in the job");
    }
    if (found.regionMatches(true, 0, "h", 0, 1)) {
      return Optional.of("cron has no \"H\"; write a number");
    }
    return Optional.empty();
  }

  /** Whether the rest is right is not reported: it is not read. */
  private void reportMore(int from, int to) {
    report(
        ProblemCode.CRON_SYNTAX,
        field.label()
            + " must have no more than "
            + MOST_PROBLEMS
            + " faults for the rest of its list to be read, found "
            + quote(from, to),
        from,
        to,
        Optional.of("correct the ones before it first"));
  }

  private void report(ProblemCode code, String message, int from, int to, Optional<String> hint) {
    told++;
    problems.add(
        Problem.of(code, message)
            .withHint(hint)
            .pointingAt(text.toString(), column(from), Character.codePointCount(text, from, to)));
  }

  private int column(int place) {
    columnBefore +=
        place >= placeBefore
            ? Character.codePointCount(text, placeBefore, place)
            : -Character.codePointCount(text, place, placeBefore);
    placeBefore = place;
    return columnBefore;
  }

  private String quote(int from, int to) {
    return Quoted.of(slice(from, to));
  }

  private String slice(int from, int to) {
    return text.subSequence(from, to).toString();
  }

  private boolean isDigits(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return to > from && to - from <= CronReader.LONGEST_TOKEN;
  }

  private boolean isLetters(int from, int to) {
    for (int i = from; i < to; i++) {
      int c = text.charAt(i) | 0x20;
      if (c < 'a' || c > 'z') {
        return false;
      }
    }
    return true;
  }

  /**
   * The digits at [from, to) as a number; anything too large is {@link Integer#MAX_VALUE}, no
   * digits -1.
   */
  private int number(int from, int to) {
    if (!isDigits(from, to)) {
      return NOT_A_VALUE;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      if (number > 9999) {
        return Integer.MAX_VALUE;
      }
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
