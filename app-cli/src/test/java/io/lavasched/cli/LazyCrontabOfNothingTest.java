package io.lavasched.cli;

import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.StoreException;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.UnreachableCrontabContract;
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
