// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.RunMemoryContract;

@ContractOf(RunMemory.None.class)
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
