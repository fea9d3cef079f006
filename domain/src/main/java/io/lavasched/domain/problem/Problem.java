// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import io.lavasched.domain.text.Quoted;
import java.util.Objects;
import java.util.Optional;

/**
 * One finding, as data.
 *
 * <pre>{@code
 * Problem problem =
 *     Problem.of(ProblemCode.CRON_OUT_OF_RANGE, "hour must be 0-23, found \"24\"")
 *         .pointingAt("0 24 * * *", 3, 2)
 *         .withHint("midnight is hour 0")
 *         .under("schedule")
 *         .in(Subject.job("demo/etl"));
 * out.accept(problem.inFull());
 * // job demo/etl: schedule:3: error: hour must be 0-23, found "24" [cron-out-of-range]
 * //     0 24 * * *
 * //       ^^
 * //   help: midnight is hour 0
 * }</pre>
 *
 * <p>The message says what must hold, then what was found; it is one line, in lower case, without a
 * full stop, and its values are quoted and escaped. Values of {@code env} never appear in it.
 *
 * @param code the stable name of its kind: a {@link ProblemCode}, or one of another validator
 * @param location where it is
 * @param message what must hold and what was found
 * @param hint what to do, where that is known
 * @param excerpt the text to point into, where there is one
 */
public record Problem(
    Code code,
    Location location,
    String message,
    Optional<String> hint,
    Optional<Excerpt> excerpt) {

  /** What a message or a hint says at most, in code points: a record may have values of 400 KB. */
  public static final int LONGEST = 2_000;

  /** Checks that nothing is null, and cuts what is too long to be read. */
  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(hint, "hint");
    Objects.requireNonNull(excerpt, "excerpt");
    message = Quoted.head(message, LONGEST);
    hint = hint.map(text -> Quoted.head(text, LONGEST));
  }

  /**
   * A problem that is not placed anywhere yet.
   *
   * @param code its kind
   * @param message what must hold and what was found
   * @return the problem
   */
  public static Problem of(Code code, String message) {
    return new Problem(code, Location.NOWHERE, message, Optional.empty(), Optional.empty());
  }

  /**
   * The same problem with a hint.
   *
   * @param text what to do
   * @return a new problem
   */
  public Problem withHint(String text) {
    Objects.requireNonNull(text, "text");
    return new Problem(code, location, message, Optional.of(text), excerpt);
  }

  /**
   * The same problem in other words.
   *
   * @param text what must hold and what was found
   * @return a new problem
   */
  public Problem withMessage(String text) {
    Objects.requireNonNull(text, "text");
    return new Problem(code, location, text, hint, excerpt);
  }

  /**
   * The same problem with a hint, if there is one.
   *
   * @param text what to do
   * @return a new problem, or this one
   */
  public Problem withHint(Optional<String> text) {
    Objects.requireNonNull(text, "text");
    return text.map(this::withHint).orElse(this);
  }

  /**
   * The same problem, pointing into a text.
   *
   * @param text the whole text
   * @param column 1-based, in code points
   * @param length how many code points are meant; less than 1 counts as 1
   * @return a new problem
   */
  public Problem pointingAt(String text, int column, int length) {
    return new Problem(
        code,
        location.atColumn(column),
        message,
        hint,
        Optional.of(new Excerpt(text, Math.max(1, length))));
  }

  /**
   * The same problem, seen from one level further out: {@code [1]} under {@code schedule} is {@code
   * schedule[1]}.
   *
   * @param outer the name of the field around it
   * @return a new problem
   */
  public Problem under(String outer) {
    Objects.requireNonNull(outer, "outer");
    return new Problem(code, location.under(outer), message, hint, excerpt);
  }

  /**
   * The same problem in a record; a subject that is already known is kept.
   *
   * @param subject the record or thing
   * @return a new problem
   */
  public Problem in(Subject subject) {
    Objects.requireNonNull(subject, "subject");
    return new Problem(code, location.in(subject), message, hint, excerpt);
  }

  /**
   * How much it matters.
   *
   * @return the severity of its code
   */
  public Severity severity() {
    return code.severity();
  }

  /**
   * The problem in one line: {@code job demo/etl: schedule[1].crontab:3: error: hour must be 0-23,
   * found "24" [cron-out-of-range]}.
   *
   * @return one line, without the hint
   */
  public String text() {
    String where = location.text();
    return (where.isEmpty() ? "" : where + ": ")
        + severity().label()
        + ": "
        + message
        + " ["
        + code.id()
        + "]";
  }

  /**
   * The problem in full, as a person reads it: {@link #text}, the excerpt with carets below what is
   * meant, and the hint.
   *
   * <pre>
   * job demo/etl: schedule[1].crontab:3: error: hour must be 0-23, found "24" [cron-out-of-range]
   *     0 24 * * *
   *       ^^
   *   help: midnight is hour 0
   * </pre>
   *
   * @return one line or more, without a newline at the end
   */
  public String inFull() {
    StringBuilder out = new StringBuilder(text());
    excerpt.ifPresent(
        shown -> shown.drawn(location.column()).forEach(l -> out.append("\n    ").append(l)));
    hint.ifPresent(help -> out.append("\n  help: ").append(help));
    return out.toString();
  }

  /**
   * For logs and tests: {@link #text}, with the hint behind an arrow.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return text() + hint.map(text -> " -> " + text).orElse("");
  }
}
