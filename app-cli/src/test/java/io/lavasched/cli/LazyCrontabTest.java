package io.lavasched.cli;

import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.CrontabStoreContract;
import io.lavasched.domain.testkit.InMemoryCrontabStore;

/** What it finds is a crontab as any other. */
@ContractOf(LazyCrontab.class)
class LazyCrontabTest extends CrontabStoreContract {

  @Override
  protected CrontabStore storeWithoutCrontab() {
    InMemoryCrontabStore store = new InMemoryCrontabStore();
    return new LazyCrontab(() -> store);
  }
}
