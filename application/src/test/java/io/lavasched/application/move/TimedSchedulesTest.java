// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.InMemoryScheduleStore;
import io.lavasched.application.testkit.ScheduleStoreContract;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Time changes nothing of what the service of a {@link World} does. */
@ContractOf(World.TimedSchedules.class)
class TimedSchedulesTest extends ScheduleStoreContract {

  private final InMemoryScheduleStore.Service service = new InMemoryScheduleStore.Service(NOW);

  @Override
  protected ScheduleStore store(GroupOwner owner) {
    World world = new World(NOW, ZoneOffset.UTC);
    return world.new TimedSchedules(new InMemoryScheduleStore(service, GROUP, owner));
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
}
