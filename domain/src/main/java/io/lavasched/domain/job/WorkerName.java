// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.job;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.util.Objects;

/**
 * The name of the fleet that runs a job; {@code lava-dispatcher --worker} takes it.
 *
 * @param text the name: not empty, without control characters, not starting with a hyphen
 */
public record WorkerName(String text) {

  /** Checks the text; see {@link #parse} for data. */
  public WorkerName {
    Words.require("worker", text);
    if (isOptionLike(text)) {
      throw new IllegalArgumentException("worker: " + Quoted.of(text));
    }
  }

  /**
   * Reads a worker name.
   *
   * @param text any text
   * @return the value, or {@code empty-value}, {@code bad-character} or {@code option-like}
   */
  public static Parsed<WorkerName> parse(String text) {
    Objects.requireNonNull(text, "text");
    if (isOptionLike(text)) {
      return Parsed.bad(
          Problem.of(
                  ProblemCode.OPTION_LIKE,
                  "worker must not start with \"-\", found " + Quoted.of(text))
              .withHint("lava-dispatcher would take it for one of its options"));
    }
    return Words.parse("worker", text, WorkerName::new);
  }

  private static boolean isOptionLike(String text) {
    return text.startsWith("-");
  }

  @Override
  public String toString() {
    return text;
  }
}
