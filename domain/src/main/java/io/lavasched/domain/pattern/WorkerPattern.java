// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.pattern;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.text.Glob;
import io.lavasched.domain.word.Words;
import java.util.Objects;

/**
 * Which workers are meant: one by its name, or all whose names fit a {@link Glob}.
 *
 * @param text such as {@code core} or {@code core-*}; not empty, without control characters
 */
public record WorkerPattern(String text) {

  /** Checks the text; see {@link #parse} for what a user writes. */
  public WorkerPattern {
    Words.require("worker", text);
  }

  /**
   * Reads a pattern.
   *
   * @param text any text
   * @return the pattern, or {@code empty-value} or {@code bad-character}
   */
  public static Parsed<WorkerPattern> parse(String text) {
    return Words.parse("worker", text, WorkerPattern::new);
  }

  /**
   * Whether it may stand for more than one worker.
   *
   * @return false for a plain name
   */
  public boolean isGlob() {
    return Glob.isGlob(text);
  }

  /**
   * Whether a worker is meant.
   *
   * @param name of the worker, as a record has it
   * @return true if the pattern fits all of it
   */
  public boolean matches(String name) {
    Objects.requireNonNull(name, "name");
    return Glob.matches(text, name);
  }

  @Override
  public String toString() {
    return text;
  }
}
