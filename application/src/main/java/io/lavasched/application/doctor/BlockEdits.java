// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of a block that lavasched does not write, whatever the records say. */
final class BlockEdits {

  private final DispatcherProgram program;
  private final List<ShellWord> args;
  private Optional<String> lastVariable = Optional.empty();
  private boolean isAmongEntries;

  private BlockEdits(DispatcherProgram program, List<ShellWord> args) {
    this.program = program;
    this.args = args;
  }

  /**
   * Finds them.
   *
   * @param first the number of the first line
   * @return each with its number, and without what may be a secret
   */
  static List<String> find(
      List<String> lines, int first, DispatcherProgram program, List<ShellWord> args) {
    BlockEdits edits = new BlockEdits(program, args);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int number = first + i;
      edits.check(line).ifPresent(what -> found.add("line " + number + " (" + what + ")"));
    }
    return found;
  }

  private Optional<String> check(String line) {
    if (Block.isEntry(line)) {
      isAmongEntries = true;
      return isWritten(line) ? Optional.empty() : Optional.of(Quoted.escape(Block.gist(line)));
    }
    String text = line.strip();
    if (text.isEmpty()) {
      return Optional.of("blank");
    }
    return text.charAt(0) == '#' ? Optional.of("a comment") : checkVariable(line);
  }

  private boolean isWritten(String line) {
    List<CrontabEntry> entries = InstalledEntry.parseShared(line, program, args);
    EntryForm form = InstalledEntry.form(line);
    return entries.size() > 1
        || entries.stream().map(form::line).anyMatch(written -> written.equals(line));
  }

  private Optional<String> checkVariable(String line) {
    Optional<EnvVar> variable = variable(line);
    if (variable.isEmpty()) {
      return Optional.of("a variable in another form");
    }
    String name = variable.get().name();
    boolean isInOrder =
        !isAmongEntries
            && lastVariable.filter(last -> Words.BY_CODE_POINT.compare(last, name) >= 0).isEmpty();
    lastVariable = Optional.of(name);
    return isInOrder
        ? Optional.empty()
        : Optional.of("variable " + Quoted.escape(name) + " out of its place");
  }

  private static Optional<EnvVar> variable(String line) {
    int equals = line.indexOf('=');
    String name = line.substring(0, Math.max(0, equals));
    String value = line.substring(equals + 1);
    return written(name, value, line)
        .or(
            () ->
                value.length() < 2
                    ? Optional.empty()
                    : written(name, value.substring(1, value.length() - 1), line));
  }

  private static Optional<EnvVar> written(String name, String value, String line) {
    return EnvVar.parse(name, value)
        .value()
        .filter(variable -> variable.quotingProblem().isEmpty() && variable.line().equals(line));
  }
}
