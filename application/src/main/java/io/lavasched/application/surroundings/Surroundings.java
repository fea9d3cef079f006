// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.surroundings;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.Crontab.ForeignEntry;
import io.lavasched.domain.crontab.Crontab.ForeignVariable;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.PosixShell;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a block and the foreign lines around it do to each other: cron's variables stay in force for
 * all lines below.
 */
public final class Surroundings {

  private static final Subject CRONTAB = new Subject(Subject.Kind.CRONTAB, "");

  private Surroundings() {}

  /**
   * What the lines around a block and the block itself have to say to each other.
   *
   * @param dialect which cron reads them
   * @param variables those of the entries, whether they are lines of the block or not
   */
  public static List<Problem> problems(
      Crontab crontab, Block block, CronDialect dialect, List<EnvVar> variables) {
    Set<String> own =
        variables.stream()
            .map(EnvVar::name)
            .filter(name -> canBeSet(name, dialect))
            .collect(Collectors.toSet());
    List<Problem> problems = new ArrayList<>();
    crontab
        .variablesAbove(dialect)
        .forEach(
            (name, above) -> {
              if (!own.contains(name)) {
                checkAbove(name, above, dialect, problems);
              }
            });
    crontab.firstEntryBelow().ifPresent(entry -> checkBelow(entry, block, problems));
    return problems;
  }

  private static boolean canBeSet(String name, CronDialect dialect) {
    return VariableAbove.of(name)
        .map(kind -> kind.canBeSet(dialect))
        .orElseGet(() -> VariableAbove.canBeSet(VariableAbove.Reader.CRON, dialect));
  }

  private static void checkAbove(
      String name, ForeignVariable above, CronDialect dialect, List<Problem> problems) {
    String line = "line " + above.line();
    if (name.equals(PosixShell.VARIABLE)) {
      if (!PosixShell.is(above.value())) {
        problems.add(
            PosixShell.problem(line)
                .withHint(
                    (canBeSet(name, dialect)
                            ? "set SHELL to /bin/sh in env of the lavasched job, or "
                            : "")
                        + "move the line below")
                .in(CRONTAB));
      }
      return;
    }
    VariableAbove.of(name)
        .filter(kind -> kind.matters(above.value(), dialect))
        .map(kind -> above(name, kind, dialect).under(line).in(CRONTAB))
        .ifPresent(problems::add);
  }

  private static Problem above(String name, VariableAbove kind, CronDialect dialect) {
    String shown = Quoted.name(name);
    return Problem.of(
            ProblemCode.ENVIRONMENT_ABOVE,
            "block should set its own "
                + shown
                + ", found one above that changes "
                + kind.meaning())
        .withHint(
            (kind.canBeSet(dialect) ? "set " + shown + " in env of the lavasched job, or " : "")
                + "move the line below the block");
  }

  private static void checkBelow(ForeignEntry entry, Block block, List<Problem> problems) {
    below(
            entry,
            block.variables().stream().map(EnvVar::name).toList(),
            "inherits",
            "cron cannot unset a variable: move the lines above the block, or set their own")
        .ifPresent(problems::add);
  }

  /** What the lines below the block lose when it goes. */
  public static Optional<Problem> withoutBlock(Crontab crontab) {
    return crontab
        .firstEntryBelow()
        .flatMap(
            entry ->
                below(
                    entry,
                    crontab.blockVariables().keySet(),
                    "loses",
                    "set those that the line needs above it"));
  }

  private static Optional<Problem> below(
      ForeignEntry entry, Collection<String> variables, String verb, String hint) {
    List<String> inherited =
        variables.stream().filter(name -> !entry.variables().contains(name)).toList();
    return inherited.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.INHERITED_ENVIRONMENT,
                    "lines below the block should not depend on its variables, found line "
                        + entry.line()
                        + ": "
                        + Quoted.of(entry.gist())
                        + ", which "
                        + verb
                        + " "
                        + Quoted.escape(String.join(", ", inherited)))
                .withHint(hint)
                .in(CRONTAB));
  }
}
