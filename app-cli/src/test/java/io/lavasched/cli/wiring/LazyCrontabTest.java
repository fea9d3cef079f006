// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabStoreContract;
import io.lavasched.application.testkit.InMemoryCrontabStore;

/** What it finds is a crontab as any other. */
@ContractOf(LazyCrontab.class)
class LazyCrontabTest extends CrontabStoreContract {

  @Override
  protected CrontabStore storeWithoutCrontab() {
    InMemoryCrontabStore store = new InMemoryCrontabStore();
    return new LazyCrontab(() -> store);
  }
}
