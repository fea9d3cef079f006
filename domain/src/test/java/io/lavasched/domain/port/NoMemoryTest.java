package io.lavasched.domain.port;

import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.RunMemoryContract;

@ContractOf(NoMemory.class)
class NoMemoryTest extends RunMemoryContract {

  @Override
  protected RunMemory empty() {
    return RunMemory.OFF;
  }

  @Override
  protected LastRun kept(LastRun run) {
    return LastRun.NONE;
  }

  @Override
  protected void breakIt() {}
}
