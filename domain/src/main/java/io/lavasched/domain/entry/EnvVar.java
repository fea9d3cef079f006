// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One variable of the block: in a line of its own at the top, or in each command where the cron
 * does not read such lines (see {@link EntryForm}).
 *
 * <p>Law: what the parsers of Debian's cron and cronie, in all their versions, read from {@link
 * #line()} is this name with exactly this value. A few values have no such line, and can stand in
 * commands only.
 *
 * @param name not empty; visible characters without {@code =}, quotes or blanks; not starting with
 *     {@code #}
 * @param value without control characters
 */
public record EnvVar(String name, String value) {

  private static final Pattern USUAL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What cron reads as a name: up to a blank or {@code =}, not a comment, not quoted. */
  private static final Pattern NAME = Pattern.compile("(?U)[^\\s\\p{Z}='\"#][^\\s\\p{Z}='\"]*");

  /** Checks name and value; see {@link #parse} for data. */
  public EnvVar {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (parseName(name).hasError() || Words.badCharacter("value", value).isPresent()) {
      throw new IllegalArgumentException("variable " + Quoted.of(name));
    }
  }

  /**
   * Reads a variable.
   *
   * @param name any text
   * @param value any text; it never appears in a problem
   * @return the variable, with {@code env-name-unusual} for a name that shells cannot refer to; or
   *     {@code env-name}, {@code bad-character}
   */
  public static Parsed<EnvVar> parse(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Problems problems = parseName(name);
    String shown = Quoted.of(name);
    if (Words.badCharacter("value", value).isPresent()) {
      problems.add(
          Problem.of(
              ProblemCode.BAD_CHARACTER,
              "value of " + shown + " must not have line breaks or other control characters"));
    }
    return problems.result(() -> new EnvVar(name, value));
  }

  private static Problems parseName(String name) {
    Problems problems = new Problems();
    if (Words.badCharacter("name", name).isPresent() || !NAME.matcher(name).matches()) {
      problems.add(
          Problem.of(
                  ProblemCode.ENV_NAME,
                  "name of a variable must be letters, digits and underscores, found "
                      + Quoted.of(name))
              .withHint("blanks, =, quotes, # and control characters cannot be in a name"));
    } else if (!USUAL_NAME.matcher(name).matches()) {
      problems.add(
          Problem.of(
              ProblemCode.ENV_NAME_UNUSUAL,
              "name of a variable should be letters, digits and underscores, found "
                  + Quoted.of(name)));
    }
    return problems;
  }

  /**
   * The crontab line that sets the variable: {@code NAME=value}, the value plain where that works,
   * in quotes where it must be.
   *
   * @return without its newline
   * @throws java.util.NoSuchElementException where {@link #quotingProblem} has something against
   *     the value
   */
  public String line() {
    return name + "=" + written(value).orElseThrow();
  }

  /**
   * What keeps the value from a line of its own, whatever reads that line.
   *
   * @return {@code env-value} or nothing
   */
  public Optional<Problem> quotingProblem() {
    return written(value).isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.ENV_VALUE,
                    "value of "
                        + Quoted.of(name)
                        + " must be one that every cron reads back unchanged")
                .withHint(
                    "no quoting carries it: take off blanks at the end, quotes around all of it,"
                        + " or one of the two kinds of quotes in it"));
  }

  /**
   * What a cron has against the line: that no quoting carries the value, or its length.
   *
   * @param limits which cron
   * @return {@code env-value}, {@code line-too-long}; or {@code line-long} where the cron is not
   *     known
   */
  public Optional<Problem> problem(CronLimits limits) {
    Objects.requireNonNull(limits, "limits");
    return quotingProblem()
        .or(
            () ->
                LineLimit.check(
                    "variable " + Quoted.of(name), line(), limits.variableBytes(), limits));
  }

  /**
   * The value as cron has to find it after the {@code =}.
   *
   * <p>Plain, cron drops blanks on both ends, takes a quote at the start as a beginning quote, and
   * old versions refuse an empty one. In quotes, cron reads up to the next quote of that kind, and
   * Debian's then still drops blanks at the end and a second pair of quotes around it.
   */
  private static Optional<String> written(String value) {
    if (Words.badCharacter("value", value).isPresent()) {
      return Optional.empty();
    }
    if (value.isEmpty()) {
      return Optional.of("\"\"");
    }
    char first = value.charAt(0);
    char last = value.charAt(value.length() - 1);
    if (last == ' ') {
      return Optional.empty();
    }
    if (first != ' ' && !isQuote(first)) {
      return Optional.of(value);
    }
    if (isQuote(first) && first == last && value.length() > 1) {
      return Optional.empty();
    }
    for (char quote : new char[] {'"', '\''}) {
      if (value.indexOf(quote) < 0) {
        return Optional.of(quote + value + quote);
      }
    }
    return Optional.empty();
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
