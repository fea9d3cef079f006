// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.util.Objects;
import java.util.Set;

/**
 * Which values of {@code SHELL} run entries as they are written. csh and fish, among others, read
 * quotes in another way (CRON.md section 3); zsh makes a path of a word that begins with an equals
 * sign; restricted shells run no program by its path.
 */
public final class PosixShell {

  /** What cron runs the commands with. */
  public static final String VARIABLE = "SHELL";

  private static final Set<String> NAMES =
      Set.of(
          "sh", "ash", "bash", "dash", "hush", "ksh", "lksh", "mksh", "oksh", "pdksh", "posh",
          "yash");

  private PosixShell() {}

  /**
   * Whether a shell is one of the POSIX family.
   *
   * @param path as in {@code SHELL}; a version at its end does not matter
   * @return true for {@code /bin/sh} or {@code /usr/bin/ksh93}
   */
  public static boolean is(String path) {
    Objects.requireNonNull(path, "path");
    // From the end: a pattern would look from each digit of a long name whether the end is behind
    // it.
    int end = path.length();
    while (end > 0 && "-.0123456789".indexOf(path.charAt(end - 1)) >= 0) {
      end--;
    }
    return NAMES.contains(path.substring(path.lastIndexOf('/', end - 1) + 1, end));
  }

  /**
   * What is wrong with another shell.
   *
   * @param path where it is set
   * @return {@code shell-not-posix}; the value is not shown
   */
  public static Problem problem(String path) {
    Objects.requireNonNull(path, "path");
    return Problem.of(
            ProblemCode.SHELL_NOT_POSIX,
            "SHELL should be a POSIX shell, such as /bin/sh or /bin/bash, found another: it may run"
                + " other commands than the entries say")
        .under(path);
  }
}
