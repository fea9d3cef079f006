// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.entry.CrontabLines;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How large a crontab is, in the ways in which crons limit it.
 *
 * @param lines all lines
 * @param entries lines that cron runs
 * @param variables lines that set a variable
 * @param idleBytes the most bytes of comments, blank lines and indents between two of those
 */
public record CrontabSize(int lines, int entries, int variables, int idleBytes) {

  /**
   * Measures a crontab.
   *
   * @param text the whole crontab
   * @return its size
   */
  public static CrontabSize of(CrontabText text) {
    Objects.requireNonNull(text, "text");
    byte[] bytes = text.raw();
    int lines = 0;
    int entries = 0;
    int variables = 0;
    int idle = 0;
    int mostIdle = 0;
    for (int at = 0; at < bytes.length; ) {
      int end = BlockFinder.lineEnd(bytes, at);
      String line = CrontabLines.text(bytes, at, end);
      lines++;
      boolean variable = CrontabLines.isVariable(line);
      if (variable || CrontabLines.isActive(line)) {
        entries += variable ? 0 : 1;
        variables += variable ? 1 : 0;
        mostIdle = Math.max(mostIdle, idle + indent(line));
        idle = 0;
      } else {
        idle += Math.min(end + 1, bytes.length) - at;
      }
      at = end + 1;
    }
    return new CrontabSize(lines, entries, variables, Math.max(mostIdle, idle));
  }

  private static int indent(String line) {
    int at = 0;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /**
   * What a cron asks of the size.
   *
   * @param limits which cron
   * @return {@code crontab-too-large} for the first limit that is exceeded; or {@code
   *     crontab-large} where the cron is not known
   */
  public Optional<Problem> problem(CronLimits limits) {
    Objects.requireNonNull(limits, "limits");
    return excess(limits).map(excess -> problem(excess, limits));
  }

  /**
   * How many entries fewer would mend a crontab that a cron does not take.
   *
   * @param limits which cron
   * @return 0 if the crontab is taken, or fewer entries would not mend it
   */
  public int surplus(CronLimits limits) {
    Objects.requireNonNull(limits, "limits");
    return excess(limits)
        .filter(Excess::ofEntries)
        .map(excess -> excess.found - excess.most)
        .orElse(0);
  }

  /**
   * What a cron that does not take the crontab has against one more job.
   *
   * @param limits which cron
   * @param ofJob how many entries of it the job has
   * @return {@code crontab-too-large}; empty if the crontab is taken, or fewer entries would not
   *     mend it
   */
  public Optional<Problem> crowding(CronLimits limits, int ofJob) {
    Objects.requireNonNull(limits, "limits");
    return excess(limits)
        .filter(Excess::ofEntries)
        .map(
            excess ->
                Problem.of(
                        ProblemCode.CRONTAB_TOO_LARGE,
                        "crontab must have room for the entries of the job, found it full with its "
                            + ofJob
                            + ": "
                            + limits.cron()
                            + " takes "
                            + excess.most
                            + " "
                            + excess.what)
                    .withHint(
                        "say the same in fewer schedules, with lists, ranges and steps; or "
                            + SPREAD));
  }

  /** The first limit that is exceeded, and whether the number of entries counts for it. */
  private record Excess(String what, int found, int most, boolean ofEntries) {}

  private Optional<Excess> excess(CronLimits limits) {
    return Stream.of(
            new Excess("lines", lines, limits.lines(), true),
            new Excess("entries", entries, limits.entries(), true),
            new Excess("variables", variables, limits.variables(), false),
            new Excess("entries and variables", entries + variables, limits.activeLines(), true),
            new Excess(IDLE, idleBytes, limits.idleBytes(), false))
        .filter(excess -> excess.found > excess.most)
        .findFirst();
  }

  private static Problem problem(Excess excess, CronLimits limits) {
    String most = excess.most + " " + excess.what + ", found " + excess.found;
    String remedy = excess.what.equals(IDLE) ? SHORTEN : SPREAD;
    Problem problem =
        limits.known()
            ? Problem.of(ProblemCode.CRONTAB_TOO_LARGE, "crontab must have at most " + most)
                .withHint(limits.cron() + " takes no more: " + remedy)
            : Problem.of(ProblemCode.CRONTAB_LARGE, "crontab should have at most " + most)
                .withHint("some crons take no more: " + remedy);
    return problem.in(new Subject(Subject.Kind.CRONTAB, ""));
  }

  private static final String IDLE = "bytes of comments and blanks in a row";

  private static final String SHORTEN =
      "shorten or remove comments and blank lines between entries";

  private static final String SPREAD =
      "spread the jobs over more dispatchers, each on an account or node of its own";
}
