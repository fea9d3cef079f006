// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.CrontabLines;
import io.lavasched.domain.entry.DispatcherArgs;
import io.lavasched.domain.entry.DispatcherOptions;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a line outside the block dispatches.
 *
 * @param line its number, from 1
 * @param realm empty where nobody names one, and nothing is dispatched
 * @param worker empty where the record of the job names it
 * @param jobs in their order; at least one
 */
public record OutsideDispatch(
    int line, Optional<String> realm, Optional<String> worker, List<String> jobs) {

  private static final String REALM = "LAVA_REALM";
  private static final String ASSIGNS_REALM = REALM + "=";

  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

  /** Of sh, with other flags or without. */
  private static final Pattern COMMAND_OPTION = Pattern.compile("-[a-z]*c");

  /** They name a program without running it. */
  private static final Set<String> NOT_RUNNING =
      Set.of("echo", "printf", "logger", "grep", "pgrep", "pkill", "killall", "test", "[", "ls");

  /** A command that a shell runs for a shell. */
  private static final int MOST_NESTED = 3;

  /** Checks that nothing is null, and copies the jobs. */
  public OutsideDispatch {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(jobs, "jobs");
    jobs = List.copyOf(jobs);
  }

  /**
   * Finds the lines outside the block that run the dispatcher program, alone or within a longer
   * command line.
   *
   * @param crontab the whole crontab
   * @param dialect which cron reads it
   * @param program the dispatcher program in use; one of its name is it, wherever it is
   * @param ofBlock the realm that the block sets for the lines below it; empty where it sets none
   * @return in the order of the lines
   */
  public static List<OutsideDispatch> find(
      Crontab crontab, CronDialect dialect, DispatcherProgram program, Optional<String> ofBlock) {
    Objects.requireNonNull(crontab, "crontab");
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(ofBlock, "ofBlock");
    List<OutsideDispatch> found = new ArrayList<>();
    Optional<String> realm = Optional.empty();
    boolean isBelow = false;
    for (Crontab.ForeignLine line : crontab.foreignLines()) {
      if (line.isBelow() && !isBelow) {
        isBelow = true;
        realm = ofBlock.isPresent() ? ofBlock : realm;
      }
      Optional<String> set =
          CrontabLines.variable(line.text(), dialect)
              .filter(variable -> variable.getKey().equals(REALM))
              .map(variable -> variable.getValue());
      realm = set.isPresent() ? set : realm;
      if (CrontabLines.isEntry(line.text())) {
        new Reader(line.number(), program, found)
            .read(InstalledEntry.shellCommand(line.text()), realm, MOST_NESTED);
      }
    }
    return found;
  }

  /** Reads one line. */
  private record Reader(int line, DispatcherProgram program, List<OutsideDispatch> found) {

    void read(String text, Optional<String> inForce, int depth) {
      Optional<String> realm = inForce;
      for (List<String> words : ShellCommands.of(text)) {
        int first = 0;
        while (first < words.size()
            && (ASSIGNMENT.matcher(words.get(first)).matches()
                || words.get(first).equals("export"))) {
          first++;
        }
        if (first == words.size()) {
          realm = assigned(words, realm);
        } else if (!NOT_RUNNING.contains(words.get(first))) {
          command(words, first, realm, depth);
        }
      }
    }

    private void command(List<String> words, int first, Optional<String> inForce, int depth) {
      for (int i = first; i < words.size(); i++) {
        if (InstalledEntry.isNamedLike(words.get(i), program)) {
          add(words.subList(i + 1, words.size()), assigned(words.subList(0, i), inForce));
          return;
        }
        if (depth > 0
            && i + 1 < words.size()
            && COMMAND_OPTION.matcher(words.get(i)).matches()
            && words.get(i + 1).indexOf(' ') > 0) {
          read(words.get(i + 1), assigned(words.subList(0, i), inForce), depth - 1);
          return;
        }
      }
    }

    private void add(List<String> words, Optional<String> inForce) {
      DispatcherArgs args = DispatcherArgs.ofWords(words);
      if (!args.jobs().isEmpty() && !args.ends()) {
        found.add(
            new OutsideDispatch(
                line,
                args.last(DispatcherOptions.Use.REALM).or(() -> inForce),
                args.last(DispatcherOptions.Use.WORKER),
                args.jobs()));
      }
    }

    private static Optional<String> assigned(List<String> words, Optional<String> inForce) {
      return words.stream()
          .filter(word -> word.startsWith(ASSIGNS_REALM))
          .reduce((earlier, later) -> later)
          .map(word -> word.substring(ASSIGNS_REALM.length()))
          .or(() -> inForce);
    }
  }
}
