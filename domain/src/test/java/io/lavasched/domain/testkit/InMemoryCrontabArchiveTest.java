package io.lavasched.domain.testkit;

import io.lavasched.domain.port.CrontabArchive;

@ContractOf(InMemoryCrontabArchive.class)
class InMemoryCrontabArchiveTest extends CrontabArchiveContract {

  @Override
  protected CrontabArchive emptyArchive() {
    return new InMemoryCrontabArchive();
  }
}
