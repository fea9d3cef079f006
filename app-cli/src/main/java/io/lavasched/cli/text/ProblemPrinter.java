// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.domain.problem.Excerpt;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;

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

  private static final int WIDEST = 100;

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
  public String line(Problem problem, String where) {
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
    String text = excerpt.text();
    int points = text.codePointCount(0, text.length());
    int from = text.offsetByCodePoints(0, Math.min(column - 1, points));
    int length = Math.min(excerpt.length(), points - text.codePointCount(0, from));
    int to = text.offsetByCodePoints(from, length);
    // Escaped text is longer than it was: the caret goes under what is seen.
    String before = Quoted.escape(text.substring(0, from));
    String meant = Quoted.escape(text.substring(from, to));
    String after = Quoted.escape(text.substring(to));
    int beforeLength = TextColumns.points(before);
    if (beforeLength > WIDEST / 2) {
      before = "..." + before.substring(before.offsetByCodePoints(0, beforeLength - WIDEST / 2));
    }
    if (TextColumns.points(meant) > WIDEST) {
      meant = cut(meant, WIDEST);
      after = "";
    }
    if (TextColumns.points(after) > WIDEST / 2) {
      after = cut(after, WIDEST / 2);
    }
    out.append("\n    ").append(before).append(meant).append(after);
    out.append("\n    ").append(" ".repeat(TextColumns.points(before)));
    out.append(colours.green("^".repeat(Math.max(1, TextColumns.points(meant)))));
  }

  private static String cut(String text, int points) {
    return text.substring(0, text.offsetByCodePoints(0, points)) + "...";
  }
}
