// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ContractOf(InMemoryScheduleStore.class)
class InMemoryScheduleStoreTest extends ScheduleStoreContract {

  private final InMemoryScheduleStore.Service service = new InMemoryScheduleStore.Service(NOW);

  @Override
  protected ScheduleStore store(GroupOwner owner) {
    return new InMemoryScheduleStore(service, GROUP, owner);
  }

  @Override
  protected void groupByHand(Map<String, String> tags) {
    service.makeGroup(GROUP, tags);
  }

  @Override
  protected void flexibleByHand(ScheduleName name) {
    Stored before =
        service.schedules(GROUP).stream()
            .filter(stored -> stored.name().equals(name))
            .findFirst()
            .orElseThrow();
    service.put(
        GROUP, new Stored(name, before.spec(), List.of("a flexible time window of 15 minutes")));
  }

  @Test
  void callThatFailsDoesNothing() {
    InMemoryScheduleStore store = new InMemoryScheduleStore(service, GROUP, OWNER).failAt(2);
    store.makeGroup();

    assertThatThrownBy(() -> store.create(full())).isInstanceOf(StoreException.class);

    assertThat(service.schedules(GROUP)).isEmpty();
    assertThat(store.faultsLeft()).isEmpty();
  }

  @Test
  void callWhoseAnswerIsLostIsDone() {
    InMemoryScheduleStore store = new InMemoryScheduleStore(service, GROUP, OWNER).loseAnswerAt(2);
    store.makeGroup();

    assertThatThrownBy(() -> store.create(full())).isInstanceOf(StoreException.class);

    assertThat(service.schedules(GROUP)).containsExactly(Stored.of(full()));
    store.create(full());
    assertThat(store.calls()).containsExactly("makeGroup", "create a", "create a");
  }

  @Test
  void faultThatNeverCameIsLeft() {
    InMemoryScheduleStore store = new InMemoryScheduleStore(service, GROUP, OWNER).failAt(2);
    store.makeGroup();

    assertThat(store.faultsLeft()).containsExactly(2);
  }
}
