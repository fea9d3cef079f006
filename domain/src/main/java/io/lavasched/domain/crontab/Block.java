// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import io.lavasched.domain.entry.CrontabLines;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.word.Words;
import java.util.List;
import java.util.Objects;

/**
 * The lines of a crontab that lavasched owns.
 *
 * <pre>
 * #### Lava Schedules Start ####
 * NAME=value                      one line a variable, sorted by the code points of the name
 * &lt;cron&gt; &lt;command&gt;                one line an entry
 * #### Lava Schedules End ####
 * </pre>
 *
 * @param variables sorted by name, each name once
 * @param lines the entries, in the order in which they are written
 */
public record Block(List<EnvVar> variables, List<BlockLine> lines) {

  /** The line before the block. */
  public static final String START = "#### Lava Schedules Start ####";

  /** The line after the block. */
  public static final String END = "#### Lava Schedules End ####";

  /**
   * Checks that no variable comes twice, copies the entries, and copies and sorts the variables.
   */
  public Block {
    Objects.requireNonNull(variables, "variables");
    Objects.requireNonNull(lines, "lines");
    variables = variables.stream().sorted(Words.byCodePoint(EnvVar::name)).toList();
    lines = List.copyOf(lines);
    if (variables.stream().map(EnvVar::name).distinct().count() != variables.size()) {
      throw new IllegalArgumentException("a variable twice");
    }
  }

  /**
   * Whether cron would run a line of a block.
   *
   * @param line without its newline
   * @return false for a blank line, a comment or a variable
   */
  public static boolean isEntry(String line) {
    return CrontabLines.isEntry(line);
  }

  /**
   * What a message shows of an entry: its schedule and its program, but not the arguments, which
   * may hold a password.
   *
   * @param line without its newline
   * @return the start of the line
   */
  public static String gist(String line) {
    return CrontabLines.gist(line);
  }

  /**
   * The block with its markers.
   *
   * @return every line ends with a newline
   */
  public String text() {
    StringBuilder out = new StringBuilder(64 + 120 * lines.size());
    out.append(START).append('\n');
    variables.forEach(v -> out.append(v.line()).append('\n'));
    lines.forEach(line -> out.append(line.text()).append('\n'));
    return out.append(END).append('\n').toString();
  }
}
