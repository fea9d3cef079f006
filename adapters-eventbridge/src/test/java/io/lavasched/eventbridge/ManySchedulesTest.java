// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import io.lavasched.testkit.Campaign;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What a large group costs: requests, and waits for the rate. Times: {@code benchmarks/schedules}.
 */
class ManySchedulesTest {

  private static final int MANY = Campaign.size("schedules", 1_000, 10_000);

  @Test
  void requestsAndWaitsAreThoseOfTheRate() {
    try (FakeScheduler service = new FakeScheduler(Stores.NOW)) {
      try (EventBridgeSchedules store = Stores.of(service).open()) {
        store.makeGroup();
        store.create(Specs.plain("first"));
      }
      String json = service.schedules(Stores.GROUP.text()).get("first");
      for (int i = 0; i < MANY; i++) {
        service.put(Stores.GROUP.text(), String.format(Locale.ROOT, "job_%05d", i), json);
      }
      int before = service.calls().size();
      Stores stores = Stores.of(service);
      try (EventBridgeSchedules store = stores.open()) {
        List<Stored> all = store.read().orElseThrow();

        assertThat(all).hasSize(MANY + 1).allMatch(stored -> stored.beyond().isEmpty());
      }
      int pages = MANY / GroupReading.PAGE + 1;
      int requests = 2 + pages + MANY + 1;
      assertThat(service.calls().size() - before).isEqualTo(requests);
      assertThat(service.count("ListSchedules")).isEqualTo(pages);
      // Of a second's calls nothing is waited for; of all others a hundredth of a second each.
      assertThat(stores.waited())
          .isEqualTo(
              Duration.ofMillis(1_000L * (requests - 1 - CallRate.DEFAULT) / CallRate.DEFAULT));
    }
  }
}
