// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.util.Objects;

/**
 * The program that each crontab entry runs.
 *
 * @param path its full path, starting with a slash, without control characters
 */
public record DispatcherProgram(String path) {

  /** Where lava installs it. */
  public static final DispatcherProgram DEFAULT =
      new DispatcherProgram("/usr/local/bin/lava-dispatcher");

  /** Checks the path; see {@link #parse} for data. */
  public DispatcherProgram {
    Objects.requireNonNull(path, "path");
    Words.require("dispatcher program", path);
    if (!isFull(path)) {
      throw new IllegalArgumentException("dispatcher program: " + Quoted.of(path));
    }
  }

  /**
   * Reads a path.
   *
   * @param path any text
   * @return the program, or {@code empty-value}, {@code bad-character} or {@code program-path}
   */
  public static Parsed<DispatcherProgram> parse(String path) {
    Objects.requireNonNull(path, "path");
    if (!path.isEmpty() && !isFull(path)) {
      return Parsed.bad(
          Problem.of(
                  ProblemCode.PROGRAM_PATH,
                  "dispatcher program must be a full path, found " + Quoted.of(path))
              .withHint("cron does not have your PATH; write such as " + DEFAULT.path));
    }
    return Words.parse("dispatcher program", path, DispatcherProgram::new);
  }

  private static boolean isFull(String path) {
    return path.startsWith("/");
  }

  // Written out: those of a record are made by the JVM anew in each run, which takes milliseconds.

  @Override
  public boolean equals(Object other) {
    return other instanceof DispatcherProgram program && path.equals(program.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
