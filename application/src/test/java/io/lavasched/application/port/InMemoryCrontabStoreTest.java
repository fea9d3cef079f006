// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabStoreContract;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.domain.crontab.CrontabText;
import org.junit.jupiter.api.Test;

@ContractOf(InMemoryCrontabStore.class)
class InMemoryCrontabStoreTest extends CrontabStoreContract {

  @Override
  protected CrontabStore storeWithoutCrontab() {
    return new InMemoryCrontabStore();
  }

  @Test
  void remembersWhatWasInstalled() {
    InMemoryCrontabStore store = new InMemoryCrontabStore(CrontabText.of("# first\n"));
    assertThat(store.installed()).isEmpty();
    assertThat(store.read()).contains(CrontabText.of("# first\n"));

    store.install(CrontabText.EMPTY);
    store.remove();

    assertThat(store.installed()).containsExactly(CrontabText.EMPTY);
  }
}
