// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.lavasched.application.install.RemovePlan;
import io.lavasched.application.install.RestorePlan;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.cli.text.Colours;
import io.lavasched.domain.crontab.CrontabText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What would change in the crontab, as diff and patch write it.
 *
 * <p>Lines are handled as Latin-1, in which each byte is a character: foreign lines need not be
 * text in any charset, and come out byte for byte.
 */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /** Of what is written at once: each write is a call of the kernel. */
  private static final int PIECE = 16_384;

  /** The lines that name the two files. */
  private static final int HEADER_LINES = 2;

  private final List<String> lines;

  private UnifiedDiff(List<String> lines) {
    this.lines = lines;
  }

  public static UnifiedDiff of(RebuildPlan plan) {
    return of("planned", plan.before(), Optional.of(plan.after()));
  }

  public static UnifiedDiff of(RestorePlan plan) {
    return of("restored", plan.before(), plan.after());
  }

  public static UnifiedDiff of(RemovePlan plan) {
    return of("without the block", plan.before(), plan.after());
  }

  /** From the installed crontab to another; none is like an empty one. */
  private static UnifiedDiff of(String name, Optional<CrontabText> from, Optional<CrontabText> to) {
    List<String> before = lines(from.orElse(CrontabText.EMPTY));
    List<String> after = lines(to.orElse(CrontabText.EMPTY));
    return new UnifiedDiff(
        removalsFirst(
            UnifiedDiffUtils.generateUnifiedDiff(
                "crontab (installed)",
                "crontab (" + name + ")",
                before,
                // The ordinary algorithm takes the lines times the changes.
                DiffUtils.diff(before, after, new LineDiff()),
                CONTEXT)));
  }

  /** Within a run of changed lines the order means nothing; readers expect old before new. */
  private static List<String> removalsFirst(List<String> diff) {
    List<String> lines = new ArrayList<>(diff.size());
    List<String> additions = new ArrayList<>();
    for (int i = 0; i < diff.size(); i++) {
      String line = diff.get(i);
      boolean isHeader = i < HEADER_LINES;
      if (!isHeader && line.startsWith("+")) {
        additions.add(line);
        continue;
      }
      if (isHeader || !line.startsWith("-")) {
        lines.addAll(additions);
        additions.clear();
      }
      lines.add(line);
    }
    lines.addAll(additions);
    return lines;
  }

  private static List<String> lines(CrontabText crontab) {
    String text = new String(crontab.bytes(), StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        lines.add(text.substring(at) + "\n\\ No newline at end of file");
        break;
      }
      lines.add(text.substring(at, end));
      at = end + 1;
    }
    return lines;
  }

  /** The diff in UTF-8, as far as it is; empty when nothing changes. */
  public String text() {
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> out.append(line).append('\n'));
    return new String(out.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  public void print(PrintStream out, Colours colours) {
    StringBuilder text = new StringBuilder(PIECE + PIECE / 2);
    for (String line : lines) {
      text.append(paint(line, colours)).append('\n');
      if (text.length() >= PIECE) {
        write(text, out);
      }
    }
    write(text, out);
  }

  private static void write(StringBuilder text, PrintStream out) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes, 0, bytes.length);
    text.setLength(0);
  }

  private static String paint(String line, Colours colours) {
    if (!colours.on() || line.isEmpty()) {
      return line;
    }
    return switch (line.charAt(0)) {
      case '+' -> colours.green(line);
      case '-' -> colours.red(line);
      case '@' -> colours.cyan(line);
      default -> line;
    };
  }
}
