package io.lavasched.cli;

/** The exit codes of every command, and what they mean. */
final class ExitCodes {

  /** Done, whether anything changed or not. */
  static final int OK = 0;

  /** The lavasched job is wrong, or a bad record was not to be tolerated: nothing written. */
  static final int INVALID = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Done, but some jobs are quarantined. */
  static final int QUARANTINED = 3;

  /** A guard refused: nothing written. */
  static final int GUARDED = 4;

  /** AWS, crontab, the lock or a file failed: nothing written, or put back. */
  static final int OUTSIDE = 5;

  /** There are changes (plan --exit-code), findings (check) or failures (doctor). */
  static final int DIFFERENT = 10;

  /** A bug of lavasched. */
  static final int BUG = 70;

  private ExitCodes() {}

  /** Whether a command came to its end: then its product belongs on standard output. */
  static boolean isDone(int code) {
    return code == OK || code == QUARANTINED || code == DIFFERENT;
  }
}
