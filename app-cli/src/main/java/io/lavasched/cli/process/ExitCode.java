// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** An exit code as the help explains it: what it means depends on the command. */
public enum ExitCode {
  DONE(ExitCodes.OK, "done; changed or not"),
  INVALID(
      ExitCodes.INVALID,
      "the lavasched job or its parameters are wrong, or --on-invalid fail met a bad record:"
          + " nothing written"),
  NOT_FOUND(ExitCodes.INVALID, "there is no such job or dispatcher"),
  USAGE(ExitCodes.USAGE, "the command line is wrong"),
  QUARANTINED(
      ExitCodes.QUARANTINED, "done, but some jobs are quarantined because their records are bad"),
  GUARDED(ExitCodes.GUARDED, "a guard refused, because too much would go: nothing written"),
  OUTSIDE(
      ExitCodes.OUTSIDE,
      "something outside failed (AWS, crontab, the lock, a file): nothing written, or put back"),
  CHANGES(ExitCodes.DIFFERENT, "there are changes (with --exit-code)"),
  FINDINGS(ExitCodes.DIFFERENT, "there are findings: an error or a warning"),
  MISSING(ExitCodes.DIFFERENT, "dispatches are missing, or did not start in time"),
  UNFIT(ExitCodes.DIFFERENT, "the node is not fit to dispatch: a check failed"),
  BUG(ExitCodes.BUG, "a bug of lavasched"),
  SIGNAL(130, "stopped by Ctrl-C (143 by SIGTERM, 129 by SIGHUP)");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The codes of a command and those of all commands, in order. */
  public static Map<String, String> help(ExitCode... own) {
    TreeSet<ExitCode> all = new TreeSet<>(Arrays.asList(DONE, USAGE, OUTSIDE, BUG, SIGNAL));
    all.addAll(Arrays.asList(own));
    Map<String, String> help = new LinkedHashMap<>();
    for (ExitCode each : all) {
      help.merge(String.valueOf(each.code), each.meaning, (one, other) -> one + "; or " + other);
    }
    return help;
  }
}
