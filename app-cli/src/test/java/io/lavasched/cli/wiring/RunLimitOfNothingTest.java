// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.UnreachableCrontab;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.UnreachableCrontabContract;
import java.time.Duration;
import java.util.Optional;

/** What guards a crontab that cannot be reached. */
@ContractOf(RunLimit.Guarded.class)
class RunLimitOfNothingTest extends UnreachableCrontabContract {

  @Override
  protected CrontabStore unreachable() {
    return new RunLimit(Duration.ofSeconds(50))
        .guard(
            new UnreachableCrontab(
                new StoreException(
                    "find", "crontab", false, "there must be one, found none", Optional.empty())));
  }
}
