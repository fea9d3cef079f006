// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.schedules.ScheduleArchive;

@ContractOf(InMemoryScheduleArchive.class)
class InMemoryScheduleArchiveTest extends ScheduleArchiveContract {

  @Override
  protected ScheduleArchive emptyArchive() {
    return new InMemoryScheduleArchive();
  }
}
