// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.LastRuns;

@ContractOf(InMemoryLastRuns.class)
class InMemoryLastRunsTest extends LastRunsContract {

  private final InMemoryLastRuns runs = new InMemoryLastRuns();

  @Override
  protected LastRuns empty() {
    return runs;
  }

  @Override
  protected void spoil() {
    runs.spoil();
  }

  @Override
  protected void refuse() {
    runs.refuse();
  }
}
