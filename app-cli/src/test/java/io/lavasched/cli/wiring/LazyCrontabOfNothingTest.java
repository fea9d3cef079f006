// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.UnreachableCrontabContract;
import java.util.Optional;

/** On a machine without a crontab program. */
@ContractOf(LazyCrontab.class)
class LazyCrontabOfNothingTest extends UnreachableCrontabContract {

  @Override
  protected CrontabStore unreachable() {
    return new LazyCrontab(
        () -> {
          throw new StoreException(
              "find", "crontab", false, "there must be one, found none", Optional.empty());
        });
  }
}
