// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.crontab.CrontabText;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link CrontabStore} does that cannot reach its crontab. */
public abstract class UnreachableCrontabContract extends PortContract {

  private static final CrontabText TEXT = CrontabText.of("0 4 * * * x\n");

  /**
   * A store whose crontab cannot be reached.
   *
   * @return a store of this test alone; called once in each test
   */
  protected abstract CrontabStore unreachable();

  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  public enum Use {
    READ(CrontabStore::read),
    INSTALL(store -> store.install(TEXT)),
    PREPARED_INSTALL(
        store -> {
          try (CrontabStore.NewCrontab ready = store.prepare(TEXT)) {
            ready.install();
          }
        }),
    REMOVE(CrontabStore::remove);

    private final Consumer<CrontabStore> act;

    Use(Consumer<CrontabStore> act) {
      this.act = act;
    }
  }

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(unreachable());
  }

  @ParameterizedTest
  @EnumSource
  void useFailsAndTellsWhy(Use use) {
    CrontabStore store = unreachable();

    assertThatThrownBy(() -> use.act.accept(store))
        .asInstanceOf(type(StoreException.class))
        .satisfies(
            e -> {
              assertThat(e.operation()).isNotBlank();
              assertThat(e.resource()).isNotBlank();
              assertThat(e).message().isNotBlank().doesNotContain("Exception");
            });
  }

  @Test
  void whatOnlyTellsNeverFails() {
    CrontabStore store = unreachable();

    assertThat(store.limits()).isNotNull();
    assertThat(store.dialect()).isNotNull();
    assertThat(store.describe()).isNotBlank().hasLineCount(1);
    assertThat(store.fit(TEXT)).isEqualTo(TEXT);
  }
}
