// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.SeenJobs;

@ContractOf(InMemorySeenJobs.class)
class InMemorySeenJobsTest extends SeenJobsContract {

  private final InMemorySeenJobs memory = new InMemorySeenJobs();

  @Override
  protected SeenJobs empty() {
    return memory;
  }

  @Override
  protected void breakIt() {
    memory.fail();
  }

  @Override
  protected void spoilIt() {
    memory.spoil();
  }
}
