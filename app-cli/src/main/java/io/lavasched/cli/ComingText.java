package io.lavasched.cli;

import io.lavasched.domain.usecase.ComingChange;
import io.lavasched.domain.usecase.JobPlan;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;

/**
 * What windows will change, below the diff of now: for each time a comment, and the lines that go
 * and come.
 *
 * <pre>
 * # Mon 2027-02-01 00:00 +11:00 (2027-01-31T13:00Z)
 * -0 * * * * /usr/local/bin/lava-dispatcher --worker web prices/publish
 * +*&#47;10 * * * * /usr/local/bin/lava-dispatcher --worker web prices/publish
 * </pre>
 */
final class ComingText {

  private ComingText() {}

  static void print(List<ComingChange> changes, ZoneId zone, PrintStream out, Colours colours) {
    for (ComingChange change : changes) {
      long at = change.at().getEpochSecond();
      out.println("# " + ClockTime.local(at, zone) + " (" + ClockTime.utc(at) + ")");
      for (JobPlan job : change.jobs()) {
        EntryLines.shown(without(job.installed(), job.lines()))
            .forEach(line -> out.println(colours.red("-" + line)));
        EntryLines.shown(without(job.lines(), job.installed()))
            .forEach(line -> out.println(colours.green("+" + line)));
      }
    }
  }

  private static List<String> without(List<String> lines, List<String> others) {
    return lines.stream().filter(line -> !others.contains(line)).toList();
  }
}
