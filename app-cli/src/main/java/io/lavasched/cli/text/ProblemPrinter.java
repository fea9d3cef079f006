// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.domain.problem.Excerpt;
import io.lavasched.domain.problem.Problem;
import java.util.List;

/**
 * Problems as text.
 *
 * <pre>
 * job demo/etl: schedule[1].crontab:3: error: hour must be 0-23, found "24" [cron-out-of-range]
 *     0 24 * * *
 *       ^^
 *   help: midnight is hour 0
 * </pre>
 */
public final class ProblemPrinter {

  private final Colours colours;

  public ProblemPrinter(Colours colours) {
    this.colours = colours;
  }

  /** The whole problem, with a caret under what is meant. */
  String print(Problem problem) {
    StringBuilder out = new StringBuilder(headline(problem, problem.location().text()));
    problem.excerpt().ifPresent(excerpt -> appendCaret(problem.location().column(), excerpt, out));
    problem.hint().ifPresent(hint -> out.append("\n  help: ").append(hint));
    return out.toString();
  }

  /** The same in one line. */
  public String line(Problem problem) {
    return line(problem, problem.location().text());
  }

  /** The same in one line, with other words for where it is. */
  String line(Problem problem, String where) {
    return headline(problem, where) + problem.hint().map(hint -> "; help: " + hint).orElse("");
  }

  private String headline(Problem problem, String where) {
    return (where.isEmpty() ? "" : where + ": ")
        + colours.severity(problem.severity())
        + ": "
        + problem.message()
        + " ["
        + problem.code().id()
        + "]";
  }

  private void appendCaret(int column, Excerpt excerpt, StringBuilder out) {
    List<String> lines = excerpt.drawn(column);
    String carets = lines.get(1).stripLeading();
    String blanks = " ".repeat(lines.get(1).length() - carets.length());
    out.append("\n    ").append(lines.get(0));
    out.append("\n    ").append(blanks).append(colours.green(carets));
  }
}
