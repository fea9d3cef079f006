// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.InMemoryScheduleStore;
import io.lavasched.application.testkit.ScheduleStoreContract;
import io.lavasched.cli.wiring.RunLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written through it is written, until the run is to end. */
@ContractOf(GroupStore.class)
class GroupStoreTest extends ScheduleStoreContract {

  private final InMemoryScheduleStore.Service service = new InMemoryScheduleStore.Service(NOW);

  private RunLimit limit = new RunLimit(Duration.ofHours(1));

  @Override
  protected GroupStore store(GroupOwner owner) {
    return new GroupStore(GROUP, () -> new InMemoryScheduleStore(service, GROUP, owner), limit);
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

  private static ScheduleSpec small(String name) {
    return new ScheduleSpec(
        new ScheduleName(name),
        new ScheduleExpression("cron(0 6 * * ? *)", "UTC"),
        Optional.empty(),
        Optional.empty(),
        true,
        new ScheduleTarget("arn:aws:lambda:x", "arn:aws:iam:x", "{}", 900, 185, Optional.empty()),
        "");
  }

  @Test
  void itIsOpenedWhenItIsFirstAskedFor() {
    GroupStore store =
        new GroupStore(
            GROUP,
            () -> {
              throw new StoreException("open", "x", false, "no region", Optional.empty());
            },
            limit);

    assertThat(store.describe()).isEqualTo("schedule group " + GROUP);
    store.close();
    assertThatThrownBy(store::read).hasMessage("no region");
  }

  /** What a signal says stays true until the process has ended. */
  @Test
  void whoIsStoppedBetweenTwoWritesWritesNoMore() {
    GroupStore store = store(OWNER);
    store.begins(3);
    limit.within(
        () -> {
          store.makeGroup();
          store.create(small("a"));
          assertThat(limit.stop()).isEqualTo(RunLimit.Reached.INSTALLING);
          assertThat(limit.soFar())
              .contains(
                  "1 of 3 applied to schedule group " + GROUP + "; run it again: it does the rest");
          assertThatThrownBy(() -> store.create(small("b")))
              .isInstanceOfSatisfying(
                  StoreException.class, e -> assertThat(e.retryable()).isFalse())
              .hasMessage("the run was stopped by a signal");
          return 1;
        });

    assertThat(service.schedules(GROUP)).hasSize(1);
  }

  @Test
  void whoIsStoppedBeforeItWroteWritesNothing() {
    GroupStore store = store(OWNER);
    assertThat(limit.stop()).isEqualTo(RunLimit.Reached.NOTHING_WRITTEN);

    assertThatThrownBy(store::makeGroup).hasMessageEndingWith("nothing was written");

    assertThat(store.read()).isEmpty();
  }

  /** A run that is late ends between two writes, and is not left behind in one. */
  @Test
  void noWriteBeginsWhenTheTimeIsOver() {
    limit = new RunLimit(Duration.ofNanos(1));
    GroupStore store = store(OWNER);

    assertThatThrownBy(store::makeGroup)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessage("a run must end within 0 s, found it writing");

    assertThat(store.read()).isEmpty();
  }
}
