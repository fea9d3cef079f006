package io.lavasched.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.CrontabStoreContract;
import io.lavasched.domain.testkit.InMemoryCrontabStore;
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
