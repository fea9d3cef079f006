// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.job;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a realm. It is part of the names of the realm's tables, so it has the characters that
 * DynamoDB allows there.
 *
 * @param text 1 to 244 of {@code A-Z a-z 0-9 _ . -}
 */
public record RealmName(String text) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,244}");

  /** Checks the text; see {@link #parse} for data. */
  public RealmName {
    Objects.requireNonNull(text, "text");
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("realm: " + Quoted.of(text));
    }
  }

  /**
   * Reads a realm name.
   *
   * @param text any text
   * @return the value, or {@code empty-value} or {@code bad-character}
   */
  public static Parsed<RealmName> parse(String text) {
    Objects.requireNonNull(text, "text");
    if (text.isEmpty()) {
      return Parsed.bad(Problem.of(ProblemCode.EMPTY_VALUE, "realm must not be empty"));
    }
    if (!FORM.matcher(text).matches()) {
      return Parsed.bad(
          Problem.of(
              ProblemCode.BAD_CHARACTER,
              "realm must be letters, digits, \"_\", \".\" or \"-\" (244 at most), found "
                  + Quoted.of(text)));
    }
    return Parsed.ok(new RealmName(text));
  }

  /**
   * The name of the realm's jobs table.
   *
   * @return {@code lava.<realm>.jobs}
   */
  public String jobsTable() {
    return "lava." + text + ".jobs";
  }

  @Override
  public String toString() {
    return text;
  }
}
