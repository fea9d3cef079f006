// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one check found.
 *
 * @param check which check
 * @param status what came of it
 * @param detail what was looked at and found: one line, without secrets
 * @param help what to do; always there for a warning and a failure
 */
public record Finding(Check check, Status status, String detail, Optional<String> help) {

  /** Checks that anyone who has to act is shown how, and puts the detail into one line. */
  public Finding {
    Objects.requireNonNull(check, "check");
    detail = Quoted.head(oneLine(detail), Problem.LONGEST);
    help = help.map(text -> Quoted.head(text, Problem.LONGEST));
    if (detail.isEmpty()) {
      throw new IllegalArgumentException("no detail: " + check);
    }
    if (help.isEmpty() && (status == Status.WARNING || status == Status.FAILURE)) {
      throw new IllegalArgumentException("no help: " + check);
    }
  }

  /** By lines: a pattern that looks for blanks before a break tries each of many in vain. */
  private static String oneLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /**
   * All is well.
   *
   * @param check which check
   * @param detail what was found
   * @return the finding
   */
  public static Finding ok(Check check, String detail) {
    return new Finding(check, Status.OK, detail, Optional.empty());
  }

  /**
   * Jobs are dispatched, but not all is as it should be.
   *
   * @param check which check
   * @param detail what was found
   * @param help what to do
   * @return the finding
   */
  public static Finding warning(Check check, String detail, String help) {
    return new Finding(check, Status.WARNING, detail, Optional.of(help));
  }

  /**
   * The node is not fit.
   *
   * @param check which check
   * @param detail what was found
   * @param help what to do
   * @return the finding
   */
  public static Finding failure(Check check, String detail, String help) {
    return new Finding(check, Status.FAILURE, detail, Optional.of(help));
  }

  /**
   * Something outside failed, and that is what the check is about.
   *
   * @param check which check
   * @param failure what failed
   * @return the finding
   */
  public static Finding failure(Check check, StoreException failure) {
    return failure(
        check, failure.getMessage(), failure.hint().orElse("see the log with --level debug"));
  }

  /**
   * The check could not be made.
   *
   * @param check which check
   * @param why what is in the way
   * @return the finding
   */
  public static Finding unknown(Check check, String why) {
    return new Finding(check, Status.UNKNOWN, why, Optional.empty());
  }

  /**
   * The options leave the check out.
   *
   * @param check which check
   * @param why which option
   * @return the finding
   */
  public static Finding skipped(Check check, String why) {
    return new Finding(check, Status.SKIPPED, why, Optional.empty());
  }
}
