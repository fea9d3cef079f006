// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.move.BothLive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.problem.Problem;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Asks the crontab of this account whether it dispatches still. */
final class CrontabGuard {

  private CrontabGuard() {}

  /**
   * None where this machine has no crontab program, or does not let this account have a crontab:
   * then no cron dispatches from here.
   *
   * @throws StoreException if there may be one, and it cannot be read
   */
  static List<Problem> refusals(Environment environment, CommandSpec spec) {
    CrontabStore crontab;
    try {
      crontab = Wiring.crontab(Optional.empty(), environment, spec);
    } catch (StoreException e) {
      return List.of();
    }
    try {
      return BothLive.refusals(crontab);
    } catch (StoreException e) {
      if (Wiring.hasNoCrontab(e)) {
        return List.of();
      }
      throw e;
    }
  }
}
