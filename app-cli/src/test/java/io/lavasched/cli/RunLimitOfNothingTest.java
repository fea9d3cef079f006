package io.lavasched.cli;

import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.StoreException;
import io.lavasched.domain.port.UnreachableCrontab;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.UnreachableCrontabContract;
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
