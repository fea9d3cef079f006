// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.CrontabArchive;

@ContractOf(InMemoryCrontabArchive.class)
class InMemoryCrontabArchiveTest extends CrontabArchiveContract {

  @Override
  protected CrontabArchive emptyArchive() {
    return new InMemoryCrontabArchive();
  }
}
