// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabStoreContract;
import io.lavasched.application.testkit.InMemoryCrontabStore;

/** Without a fault it is a crontab as any other. */
@ContractOf(FaultyCrontab.class)
class FaultyCrontabTest extends CrontabStoreContract {

  @Override
  protected CrontabStore storeWithoutCrontab() {
    return new FaultyCrontab(new InMemoryCrontabStore());
  }
}
