// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import io.lavasched.application.install.InstallResult;
import java.util.Optional;

/** The exit codes of every command, and what they mean. */
public final class ExitCodes {

  /** Done, whether anything changed or not. */
  public static final int OK = 0;

  /** The lavasched job is wrong, or a bad record was not to be tolerated: nothing written. */
  public static final int INVALID = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Done, but some jobs are quarantined. */
  public static final int QUARANTINED = 3;

  /** A guard refused: nothing written. */
  public static final int GUARDED = 4;

  /** AWS, crontab, the lock or a file failed: nothing written, or put back. */
  public static final int OUTSIDE = 5;

  /** There are changes (plan --exit-code), findings (check) or failures (doctor). */
  public static final int DIFFERENT = 10;

  /** A bug of lavasched. */
  public static final int BUG = 70;

  private ExitCodes() {}

  /** Of an install; without a result nothing had to be written. */
  public static int of(Optional<InstallResult> result) {
    return result.map(r -> r instanceof InstallResult.Installed).orElse(true) ? OK : OUTSIDE;
  }

  /** Whether a command came to its end: then its product belongs on standard output. */
  public static boolean isDone(int code) {
    return code == OK || code == QUARANTINED || code == DIFFERENT;
  }
}
