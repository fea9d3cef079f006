// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Variables in a command: {@code '/usr/bin/env' NAME=value NAME=value} before the program. For
 * crons that do not read back every line that sets a variable, or do not read such lines at all.
 *
 * @param variables sorted by name
 */
record EnvWords(List<EnvVar> variables) {

  private static final String PROGRAM = "/usr/bin/env";

  /** In quotes, as systemd-cron does less with a command then. */
  private static final String QUOTED_PROGRAM = "'" + PROGRAM + "'";

  /** What a shell can refer to: env takes others for its options. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Variables for cron, which the program that the command runs has no use for. */
  private static final Set<String> FOR_CRON =
      Set.of(
          PosixShell.VARIABLE,
          "MAILTO",
          "MAILFROM",
          "CONTENT_TYPE",
          "CONTENT_TRANSFER_ENCODING",
          "RANDOM_DELAY");

  EnvWords {
    variables = variables.stream().sorted(Words.byCodePoint(EnvVar::name)).toList();
  }

  /** What stands before the program, with the blank behind; nothing without variables. */
  String text() {
    if (variables.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(QUOTED_PROGRAM).append(' ');
    for (EnvVar variable : variables) {
      StrictWord.append(variable.name() + "=" + variable.value(), out);
      out.append(' ');
    }
    return out.toString();
  }

  /** The same with three dots for each value. */
  String names() {
    StringBuilder out = new StringBuilder(QUOTED_PROGRAM).append(' ');
    variables.forEach(variable -> out.append(variable.name()).append("=... "));
    return out.toString();
  }

  /** What keeps a variable from a command. */
  static Optional<Problem> problem(EnvVar variable) {
    if (!NAME.matcher(variable.name()).matches()) {
      return Optional.of(
          Problem.of(
                  ProblemCode.ENV_NAME,
                  "name of a variable must be letters, digits and underscores, found "
                      + Quoted.of(variable.name()))
              .withHint("the variables stand in the commands for this cron, behind env"));
    }
    return FOR_CRON.contains(variable.name())
        ? Optional.of(
            Problem.of(
                    ProblemCode.ENV_UNHEEDED,
                    "variable should be one for lava-dispatcher, found "
                        + Quoted.of(variable.name())
                        + ", which is for cron")
                .withHint(
                    "the variables stand in the commands for this cron, where it does not see them;"
                        + " where it supports this one, set it in a line of your own above the"
                        + " block"))
        : Optional.empty();
  }

  /** What keeps a program from standing behind variables. */
  static Optional<Problem> problem(DispatcherProgram program) {
    return program.path().indexOf('=') < 0
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.PROGRAM_EQUALS,
                    "dispatcher program must have no = in its path, found "
                        + Quoted.of(program.path()))
                .withHint(
                    "it stands behind env for this cron, which takes it for a variable; make a link"
                        + " to it"));
  }

  /** Variables at the start of a command, and how many words they take. */
  record Found(EnvWords words, int count) {}

  /**
   * Reads variables back.
   *
   * @param command a command
   * @param words its words
   * @return empty where it does not start as {@link #text} does, with a program in single quotes
   *     behind: lava's handler, which writes hostile cron strings unread, has its own there without
   *     quotes, unless its path needs some
   */
  static Optional<Found> find(String command, List<ShellSplit.Word> words) {
    List<EnvVar> variables = new ArrayList<>();
    int at = 1;
    while (at < words.size()) {
      String word = words.get(at).text();
      int equals = word.indexOf('=');
      if (equals < 0 || !NAME.matcher(word.substring(0, equals)).matches()) {
        break;
      }
      Optional<EnvVar> variable =
          EnvVar.parse(word.substring(0, equals), word.substring(equals + 1)).value();
      if (variable.isEmpty()) {
        return Optional.empty();
      }
      variables.add(variable.get());
      at++;
    }
    boolean isWritten =
        !variables.isEmpty()
            && at < words.size()
            && raw(command, words.get(0)).equals(QUOTED_PROGRAM)
            && command.charAt(words.get(at).from()) == '\'';
    return isWritten ? Optional.of(new Found(new EnvWords(variables), at)) : Optional.empty();
  }

  private static String raw(String command, ShellSplit.Word word) {
    return command.substring(word.from(), word.to());
  }
}
