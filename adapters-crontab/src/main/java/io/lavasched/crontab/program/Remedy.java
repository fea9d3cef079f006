// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What to do about the failures that crontab programs are known to report. The first match counts.
 */
enum Remedy {
  DENIED(
      "not allowed to use this program|cannot use this program|you are in \\S*cron\\.deny",
      "let the account in: name it in cron.allow in /etc or, where that file does not exist, take"
          + " it out of cron.deny (cronie with neither file lets only root in)"),
  STRANGER(
      "UID isn't in the passwd file|user .*unknown|unknown u(?:ser|id)",
      "give the account an entry in the user database (/etc/passwd)"),
  TOO_MANY_LINES(
      "crontab is too long|too many (?:entries|environment)|too much non-parseable",
      "this cron has a limit for one crontab: spread the jobs over more dispatchers, each on an"
          + " account or node of its own"),
  BAD_LINE(
      "errors in crontab file|Invalid crontab file|missing newline|premature EOF|not replacing",
      "correct the line that it names; Debian's crontab counts some lines from 0"),
  NO_ROOM(
      "No space left on device|Disk quota exceeded|Read-only file system",
      "make room on the disk that holds the spool, or make it writable"),
  NO_RIGHT(
      "Permission denied|Operation not permitted|must be suid",
      "crontab must have the set-user or set-group bit, and the spool the owner and mode, that the"
          + " package of cron gives them: reinstall it, or use --crontab-file"),
  NO_SPOOL(
      "Could not connect to bcron-spool|No such file or directory|can't change directory",
      "the spool directory is missing or the service of cron is down: install or start it, or use"
          + " --crontab-file");

  private final Pattern said;
  private final String hint;

  Remedy(String said, String hint) {
    this.said = Pattern.compile(said);
    this.hint = hint;
  }

  static Optional<Remedy> of(String text) {
    return Stream.of(values()).filter(remedy -> remedy.said.matcher(text).find()).findFirst();
  }

  String hint() {
    return hint;
  }

  /** Whether waiting may help. */
  boolean passes() {
    return this == NO_ROOM || this == NO_SPOOL;
  }
}
