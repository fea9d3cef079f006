// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.worker;

import io.lavasched.domain.value.Value;
import java.util.Objects;

/**
 * What the field {@code enabled} of a job record makes of the job when a worker gets it.
 *
 * <p>Source: lava 8.2, lavacore.py, get_job_spec, where a missing field becomes false; and lava.py,
 * run_job, where a boolean is what it says, a string is rendered with Jinja and must then be {@code
 * true}, stripped and in any case, and anything else is not looked at.
 */
public enum Enabled {
  /** {@code true}, or the string in any case, blanks around it included. */
  YES(Outcome.RUN),
  /** {@code false}, or the string: the only one that says so outright. */
  NO(Outcome.SKIP),
  /** There is no such field. */
  MISSING(Outcome.SKIP),
  /** Any other string without Jinja in it, the empty one included. */
  OTHER_TEXT(Outcome.SKIP),
  /** A string that Jinja renders when the job is run. */
  TEMPLATE(Outcome.DECIDED_LATER),
  /** Null, a number, a list or an object: it runs, and nobody meant it. */
  OTHER_VALUE(Outcome.RUN);

  private enum Outcome {
    RUN,
    SKIP,
    DECIDED_LATER
  }

  private final Outcome outcome;

  Enabled(Outcome outcome) {
    this.outcome = outcome;
  }

  /**
   * Reads the field of a record.
   *
   * @param record any data; what is no record has no fields
   * @return what the worker makes of it
   */
  public static Enabled of(Value record) {
    Objects.requireNonNull(record, "record");
    if (!(record instanceof Value.MapOf map) || map.get("enabled").isEmpty()) {
      return MISSING;
    }
    Value value = map.get("enabled").get();
    if (value instanceof Value.Bool bool) {
      return bool.get() ? YES : NO;
    }
    return value instanceof Value.Text text ? ofText(text.get()) : OTHER_VALUE;
  }

  private static Enabled ofText(String text) {
    if (text.contains("{{") || text.contains("{%") || text.contains("{#")) {
      return TEMPLATE;
    }
    String word = stripped(text);
    if (word.equalsIgnoreCase("true")) {
      return YES;
    }
    return word.equalsIgnoreCase("false") ? NO : OTHER_TEXT;
  }

  /** As Python strips: no-break spaces too, which Java's own strip leaves. */
  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /**
   * Whether the worker skips the job, whenever it gets it.
   *
   * @return false also where nobody can tell before
   */
  public boolean isDisabled() {
    return outcome == Outcome.SKIP;
  }

  /**
   * Whether nobody can tell before the job is run.
   *
   * @return true for a template
   */
  public boolean isDecidedAtRunTime() {
    return outcome == Outcome.DECIDED_LATER;
  }
}
