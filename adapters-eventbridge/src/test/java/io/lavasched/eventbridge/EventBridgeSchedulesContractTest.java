// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.ScheduleStoreContract;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

@ContractOf(EventBridgeSchedules.class)
class EventBridgeSchedulesContractTest extends ScheduleStoreContract {

  private final FakeScheduler service = new FakeScheduler(NOW);
  private final List<EventBridgeSchedules> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(EventBridgeSchedules::close);
    service.close();
  }

  @Override
  protected ScheduleStore store(GroupOwner owner) {
    EventBridgeSchedules store = Stores.of(service).owner(owner).open(GROUP, NOW);
    open.add(store);
    return store;
  }

  @Override
  protected void groupByHand(Map<String, String> tags) {
    service.makeGroup(GROUP.text(), tags);
  }

  @Override
  protected void flexibleByHand(ScheduleName name) {
    service.put(
        GROUP.text(),
        name.text(),
        "{\"FlexibleTimeWindow\":{\"Mode\":\"FLEXIBLE\",\"MaximumWindowInMinutes\":15}}");
  }
}
