// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.text.Quoted;
import java.util.Optional;
import java.util.Set;

/** Whether the crontab is ever made anew. */
final class WhoRebuildsCheckup {

  private WhoRebuildsCheckup() {}

  /**
   * Tells who rebuilds the crontab.
   *
   * @param found the jobs of the block that do, see {@code WhoRebuilds}
   * @param lavasched the lavasched job; empty where the parameters are given without a record
   * @return what was found by {@link Check#REBUILDER}
   */
  static Finding of(Set<String> found, Optional<JobId> lavasched) {
    if (!found.isEmpty()) {
      return Finding.ok(
          Check.REBUILDER,
          "rebuilt by job " + Phrases.some(found.stream().map(Quoted::escape).toList()));
    }
    if (lavasched.isEmpty()) {
      return Finding.skipped(Check.REBUILDER, "no lavasched job is given by its name");
    }
    return Finding.warning(
        Check.REBUILDER,
        "a job of the block should rebuild it, found that nothing rebuilds this crontab: neither"
            + " lavasched job "
            + Quoted.name(lavasched.get().text())
            + " nor an enabled job that runs it has an entry",
        "give one of them a schedule and the dispatcher of this block, unless something else runs"
            + " lavasched here, such as a timer of systemd");
  }
}
