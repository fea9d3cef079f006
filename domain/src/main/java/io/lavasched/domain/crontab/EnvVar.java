package io.lavasched.domain.crontab;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.text.Words;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One variable at the top of the block.
 *
 * <p>Law: what the parsers of Debian's cron and cronie, in all their versions, read from {@link
 * #line()} is this name with exactly this value.
 *
 * @param name not empty; visible characters without {@code =}, quotes or blanks; not starting with
 *     {@code #}
 * @param value without control characters, in a form that some quoting carries
 */
public record EnvVar(String name, String value) {

  private static final Pattern USUAL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What cron reads as a name: up to a blank or {@code =}, not a comment, not quoted. */
  private static final Pattern NAME = Pattern.compile("(?U)[^\\s\\p{Z}='\"#][^\\s\\p{Z}='\"]*");

  /** Checks name and value; see {@link #parse} for data. */
  public EnvVar {
    if (parseName(name).hasError() || written(value).isEmpty()) {
      throw new IllegalArgumentException("variable " + Quoted.of(name));
    }
  }

  /**
   * Reads a variable.
   *
   * @param name any text
   * @param value any text; it never appears in a problem
   * @return the variable, with {@code env-name-unusual} for a name that shells cannot refer to; or
   *     {@code env-name}, {@code bad-character}, {@code env-value}
   */
  public static Parsed<EnvVar> parse(String name, String value) {
    Problems problems = parseName(name);
    String shown = Quoted.of(name);
    if (Words.badCharacter("value", value).isPresent()) {
      problems.add(
          Problem.of(
              ProblemCode.BAD_CHARACTER,
              "value of " + shown + " must not have line breaks or other control characters"));
    } else if (written(value).isEmpty()) {
      problems.add(
          Problem.of(
                  ProblemCode.ENV_VALUE,
                  "value of " + shown + " must be one that every cron reads back unchanged")
              .withHint(
                  "no quoting carries it: take off blanks at the end, quotes around all of it, or"
                      + " one of the two kinds of quotes in it"));
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
   */
  public String line() {
    return name + "=" + written(value).orElseThrow();
  }

  /**
   * What a cron asks of the line beyond its parts: its length.
   *
   * @param limits which cron
   * @return {@code line-too-long}; or {@code line-long} where the cron is not known
   */
  public Optional<Problem> problem(CronLimits limits) {
    return LineLimit.check("variable " + Quoted.of(name), line(), limits.variableBytes(), limits);
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
