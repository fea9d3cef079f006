package io.lavasched.domain.crontab;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.Optional;

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
      if (variable || CrontabLines.isEntry(line)) {
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
    return over("lines", lines, limits.lines(), limits)
        .or(() -> over("entries", entries, limits.entries(), limits))
        .or(() -> over("variables", variables, limits.variables(), limits))
        .or(() -> over("entries and variables", entries + variables, limits.activeLines(), limits))
        .or(
            () ->
                over(
                    "bytes of comments and blanks in a row",
                    idleBytes,
                    limits.idleBytes(),
                    limits));
  }

  private static Optional<Problem> over(String what, int found, int most, CronLimits limits) {
    if (found <= most) {
      return Optional.empty();
    }
    Problem problem =
        limits.known()
            ? Problem.of(
                    ProblemCode.CRONTAB_TOO_LARGE,
                    "crontab must have at most " + most + " " + what + ", found " + found)
                .withHint(limits.cron() + " takes no more: " + REMEDY)
            : Problem.of(
                    ProblemCode.CRONTAB_LARGE,
                    "crontab should have at most " + most + " " + what + ", found " + found)
                .withHint("some crons take no more: " + REMEDY);
    return Optional.of(problem.in(new Subject(Subject.Kind.CRONTAB, "")));
  }

  private static final String REMEDY =
      "spread the jobs over more dispatchers, each on an account or node of its own";
}
