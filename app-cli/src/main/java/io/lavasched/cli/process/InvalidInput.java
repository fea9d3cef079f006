// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import io.lavasched.domain.problem.Problem;
import java.util.List;

/** The lavasched job or another input of the user is wrong: exit code 1. */
public final class InvalidInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidInput(List<Problem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
