package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.Crontab.ForeignEntry;
import io.lavasched.domain.crontab.Crontab.ForeignVariable;
import io.lavasched.domain.crontab.EnvVar;
import io.lavasched.domain.crontab.PosixShell;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a block and the foreign lines around it do to each other: cron's variables stay in force for
 * all lines below.
 */
final class Surroundings {

  private static final Subject CRONTAB = new Subject(Subject.Kind.CRONTAB, "");

  private static final String CRON_TZ = "CRON_TZ";

  /** What each variable that cron itself heeds changes for the entries of the block. */
  private static final Map<String, String> MEANINGS =
      Map.of(
          CRON_TZ,
          "the time zone in which its schedules are read",
          "PATH",
          "the Python that lava-dispatcher finds",
          "MAILTO",
          "who gets what its entries print");

  private Surroundings() {}

  static List<Problem> problems(Crontab crontab, Block block) {
    Set<String> own = block.variables().stream().map(EnvVar::name).collect(Collectors.toSet());
    List<Problem> problems = new ArrayList<>();
    crontab.variablesAbove().entrySet().stream()
        .filter(above -> !own.contains(above.getKey()))
        .forEach(above -> checkAbove(above.getKey(), above.getValue(), problems));
    crontab.firstEntryBelow().ifPresent(entry -> checkBelow(entry, block, problems));
    return problems;
  }

  private static void checkAbove(String name, ForeignVariable above, List<Problem> problems) {
    String line = "line " + above.line();
    if (name.equals(PosixShell.VARIABLE) && !PosixShell.is(above.value())) {
      problems.add(
          PosixShell.problem(line)
              .withHint("set SHELL to /bin/sh in env of the lavasched job, or move the line below")
              .in(CRONTAB));
    } else if (MEANINGS.containsKey(name) && !isReset(name, above.value())) {
      problems.add(
          Problem.of(
                  ProblemCode.ENVIRONMENT_ABOVE,
                  "block should set its own "
                      + name
                      + ", found one above that changes "
                      + MEANINGS.get(name))
              .withHint(
                  "set " + name + " in env of the lavasched job, or move the line below the block")
              .under(line)
              .in(CRONTAB));
    }
  }

  /** Cronie takes an empty zone for the node's own again. */
  private static boolean isReset(String name, String value) {
    return name.equals(CRON_TZ) && value.isEmpty();
  }

  private static void checkBelow(ForeignEntry entry, Block block, List<Problem> problems) {
    List<String> inherited =
        block.variables().stream()
            .map(EnvVar::name)
            .filter(name -> !entry.variables().contains(name))
            .toList();
    if (inherited.isEmpty()) {
      return;
    }
    problems.add(
        Problem.of(
                ProblemCode.INHERITED_ENVIRONMENT,
                "lines below the block should not depend on its variables, found line "
                    + entry.line()
                    + ": "
                    + Quoted.of(entry.gist())
                    + ", which inherits "
                    + Quoted.escape(String.join(", ", inherited)))
            .withHint(
                "cron cannot unset a variable: move the lines above the block, or set their own")
            .in(CRONTAB));
  }
}
