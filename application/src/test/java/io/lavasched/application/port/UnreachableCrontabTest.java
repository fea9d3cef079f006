// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.UnreachableCrontabContract;
import java.util.Optional;

/** A crontab that is known not to be there. */
@ContractOf(UnreachableCrontab.class)
class UnreachableCrontabTest extends UnreachableCrontabContract {

  @Override
  protected CrontabStore unreachable() {
    return new UnreachableCrontab(
        new StoreException(
            "find", "crontab", false, "there must be one, found none", Optional.empty()));
  }
}
