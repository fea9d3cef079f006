// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.plan.ComingChange;
import io.lavasched.application.plan.ComingPlan;
import io.lavasched.application.plan.JobPlan;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What windows will change, below the diff of now: for each time a comment, and the lines that go
 * and come.
 *
 * <pre>
 * # Mon 2027-02-01 00:00 +11:00 (2027-01-31T13:00Z)
 * -0 * * * * /usr/local/bin/lava-dispatcher --worker web prices/publish
 * +*&#47;10 * * * * /usr/local/bin/lava-dispatcher --worker web prices/publish
 * </pre>
 *
 * <p>What goes with the end of a window goes {@code after} it: a window includes its last second.
 */
public final class ComingText {

  private ComingText() {}

  public static void print(ComingPlan plan, ZoneId zone, PrintStream out, Colours colours) {
    for (ComingChange change : plan.changes()) {
      long at = change.at().getEpochSecond();
      out.println("# " + heading(at, zone));
      for (JobPlan job : change.jobs()) {
        EntryText.shown(without(job.before(), job.after()))
            .forEach(line -> out.println(colours.red("-" + line)));
        EntryText.shown(without(job.after(), job.before()))
            .forEach(line -> out.println(colours.green("+" + line)));
      }
    }
    if (plan.isCut()) {
      out.println("# and more, which are not shown: choose a nearer --until");
    }
  }

  /** The end of a window is the last second of it, and people write a whole minute. */
  static String heading(long at, ZoneId zone) {
    boolean isAfter = Math.floorMod(at, 60) == 1;
    long shown = isAfter ? at - 1 : at;
    return (isAfter ? "after " : "")
        + ClockTime.local(shown, zone)
        + " ("
        + ClockTime.utc(shown)
        + ")";
  }

  private static List<EntryText> without(List<EntryText> entries, List<EntryText> others) {
    Set<String> known = new HashSet<>(EntryText.lines(others));
    return entries.stream().filter(entry -> !known.contains(entry.line())).toList();
  }
}
