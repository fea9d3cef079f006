package io.lavasched.domain.usecase;

import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.CrontabStoreContract;
import io.lavasched.domain.testkit.InMemoryCrontabStore;

/** Without a fault it is a crontab as any other. */
@ContractOf(FaultyCrontab.class)
class FaultyCrontabTest extends CrontabStoreContract {

  @Override
  protected CrontabStore storeWithoutCrontab() {
    return new FaultyCrontab(new InMemoryCrontabStore());
  }
}
