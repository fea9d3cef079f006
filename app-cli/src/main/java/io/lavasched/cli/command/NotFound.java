// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.cli.json.ErrorJson;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.cli.text.Messages;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import java.util.List;

/** What the command line asks for, and no record is. */
final class NotFound {

  private static final Subject COMMAND_LINE = new Subject(Subject.Kind.COMMAND_LINE, "");

  private NotFound() {}

  /** Tells it, and gives the exit code. */
  static int tell(
      List<Problem> problems,
      String command,
      boolean isJson,
      Messages messages,
      Environment environment) {
    List<Problem> placed = problems.stream().map(problem -> problem.in(COMMAND_LINE)).toList();
    messages.problems(placed);
    if (isJson) {
      ErrorJson.write(command, new InvalidInput(placed), environment.out());
    }
    return ExitCodes.INVALID;
  }
}
