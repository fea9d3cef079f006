// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.pattern.JobPattern;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The commands that would send what is missing: for a person to read, and to run.
 *
 * <p>Each once, however many dispatches of it are missing: a job that missed an hour of five-minute
 * dispatches is meant to catch up, not to run twelve times at once. In the order in which the first
 * of each was due. What may wait in a queue is not among them, as it would run twice.
 */
public final class ResendCommands {

  private ResendCommands() {}

  /**
   * The commands of an audit.
   *
   * @param report what it found
   * @param only of which jobs; empty for all
   * @return lines for a shell, each word quoted as it must be; never with a line break
   */
  public static List<String> of(AuditReport report, List<JobPattern> only) {
    Set<String> lines = new LinkedHashSet<>();
    report.findings().stream()
        .filter(finding -> finding.verdict() == Verdict.MISSING)
        .filter(
            finding ->
                only.isEmpty() || only.stream().anyMatch(each -> each.matches(finding.job())))
        .sorted(Comparator.comparingLong(AuditFinding::first))
        .forEach(finding -> lines.add(line(report.request().realm(), finding.by().entry())));
    return List.copyOf(lines);
  }

  /** The command of an entry, with the realm, which the crontab has in a variable. */
  private static String line(RealmName realm, CrontabEntry entry) {
    String program = new ShellWord(entry.program().path()).quoted();
    return program
        + " --realm "
        + new ShellWord(realm.text()).quoted()
        + entry.command().substring(program.length());
  }
}
