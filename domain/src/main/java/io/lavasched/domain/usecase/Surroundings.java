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
import io.lavasched.domain.schedule.CronDialect;
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

  private static final String PATH = "PATH";

  /** Those that pass over {@link #CRON_TZ} in every version: CRON.md section 4. */
  private static final Set<CronDialect> WITHOUT_ZONES =
      Set.of(CronDialect.DEBIAN, CronDialect.BUSYBOX, CronDialect.BCRON);

  /** What each variable that cron itself heeds changes for the entries of the block. */
  private static final Map<String, String> MEANINGS =
      Map.of(
          CRON_TZ,
          "the time zone in which its schedules are read",
          PATH,
          "the Python that lava-dispatcher finds",
          "MAILTO",
          "who gets what its entries print");

  private Surroundings() {}

  /**
   * What the lines around a block and the block itself have to say to each other.
   *
   * @param dialect which cron reads them
   * @param variables those of the entries, whether they are lines of the block or not
   */
  static List<Problem> problems(
      Crontab crontab, Block block, CronDialect dialect, List<EnvVar> variables) {
    Set<String> own =
        variables.stream()
            .map(EnvVar::name)
            .filter(name -> !dialect.isStrict() || name.equals(PATH))
            .collect(Collectors.toSet());
    List<Problem> problems = new ArrayList<>();
    crontab.variablesAbove(dialect).entrySet().stream()
        .filter(above -> !own.contains(above.getKey()))
        .forEach(above -> checkAbove(above.getKey(), above.getValue(), dialect, problems));
    crontab.firstEntryBelow().ifPresent(entry -> checkBelow(entry, block, problems));
    return problems;
  }

  private static void checkAbove(
      String name, ForeignVariable above, CronDialect dialect, List<Problem> problems) {
    // In a command only the program sees a variable, but PATH is for that.
    boolean canSet = !dialect.isStrict() || name.equals(PATH);
    String line = "line " + above.line();
    if (name.equals(PosixShell.VARIABLE) && !PosixShell.is(above.value())) {
      problems.add(
          PosixShell.problem(line)
              .withHint(
                  (canSet ? "set SHELL to /bin/sh in env of the lavasched job, or " : "")
                      + "move the line below")
              .in(CRONTAB));
    } else if (matters(name, dialect) && !isReset(name, above.value())) {
      problems.add(
          Problem.of(
                  ProblemCode.ENVIRONMENT_ABOVE,
                  "block should set its own "
                      + name
                      + ", found one above that changes "
                      + MEANINGS.get(name))
              .withHint(
                  (canSet ? "set " + name + " in env of the lavasched job, or " : "")
                      + "move the line below the block")
              .under(line)
              .in(CRONTAB));
    }
  }

  /** Whether a cron heeds a variable, as far as its versions are known apart. */
  private static boolean matters(String name, CronDialect dialect) {
    return MEANINGS.containsKey(name)
        && (!name.equals(CRON_TZ) || !WITHOUT_ZONES.contains(dialect));
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
