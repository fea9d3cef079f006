// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.testkit.InMemoryScheduleStore;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import io.lavasched.eventbridge.testkit.SchedulerFault;
import io.lavasched.testkit.Campaign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fault at each request of a run in turn: what was asked for is done, or not done, or it is done
 * in the next run; nothing else changes.
 */
class EventBridgeFaultsTest {

  private static final String GROUP = Stores.GROUP.text();

  /** What is there before: some to keep, some to change, some to take away, and one of another. */
  private static final List<ScheduleSpec> BEFORE =
      List.of(
          Specs.plain("job_1"),
          Specs.plain("job_2"),
          Specs.plain("job_3"),
          Specs.plain("job_4"),
          Specs.plain("theirs"));

  private static final List<ScheduleSpec> AFTER =
      List.of(
          Specs.plain("job_1"),
          Specs.described("job_2", "changed"),
          Specs.plain("job_5"),
          Specs.described("job_6", "new"),
          Specs.plain("theirs"));

  private static final List<Consumer<ScheduleStore>> STEPS =
      List.of(
          ScheduleStore::makeGroup,
          store -> store.create(Specs.plain("job_5")),
          store -> store.create(Specs.described("job_6", "new")),
          store -> store.replace(Specs.described("job_2", "changed")),
          store -> store.delete(new ScheduleName("job_3")),
          store -> store.delete(new ScheduleName("job_4")));

  /** With a fault that passes, all goes through: the SDK tries again. */
  @ParameterizedTest
  @EnumSource(
      value = SchedulerFault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DENIED"})
  void faultThatPassesIsOvercome(SchedulerFault fault) {
    for (int request : requests(fault == SchedulerFault.THROTTLED ? 4 : 1)) {
      for (boolean keepsTokens : List.of(true, false)) {
        try (FakeScheduler service = service();
            EventBridgeSchedules store = Stores.of(service).open()) {
          if (!keepsTokens) {
            service.forgetTokens();
          }
          service.faultAt(request, fault);

          STEPS.forEach(step -> step.accept(store));

          assertThat(store.read()).as("%s at %s", fault, request).contains(stored(AFTER));
          assertOthersAreUntouched(service);
        }
      }
    }
  }

  /**
   * With a fault that lasts for a step, the step fails, done or not; the next run mends it. Where a
   * connection was closed without a byte, the JDK itself asks once more for what changes nothing or
   * has no body; and nobody reads the end of an answer that says nothing.
   */
  @ParameterizedTest
  @EnumSource(SchedulerFault.class)
  void nextRunMendsWhatAFaultLeft(SchedulerFault fault) {
    for (int request : requests(1)) {
      try (FakeScheduler service = service();
          EventBridgeSchedules store = Stores.of(service).attempts(1).open()) {
        service.faultAt(request, fault);
        Optional<Integer> failed = firstThatFails(store);
        service.noFaults();

        assertThat(failed.isPresent() || !fault.isAnswered())
            .as("%s at %s", fault, request)
            .isTrue();
        assertIsBetween(failed.orElse(STEPS.size()), read(service));
        assertOthersAreUntouched(service);
        converge(service);
        assertThat(read(service)).as("%s at %s", fault, request).isEqualTo(stored(AFTER));
        assertOthersAreUntouched(service);
      }
    }
  }

  /** Nothing works any more from some request on: killed, or throttled for good. */
  @ParameterizedTest
  @EnumSource(
      value = SchedulerFault.class,
      names = {"THROTTLED", "CLOSED", "DROPPED"})
  void nextRunMendsWhatARunLeftThatCameToItsEnd(SchedulerFault fault) {
    for (int request : requests(1)) {
      try (FakeScheduler service = service();
          EventBridgeSchedules store = Stores.of(service).attempts(1).open()) {
        service.faultFrom(request, fault);
        Optional<Integer> failed = firstThatFails(store);
        service.noFaults();

        assertIsBetween(failed.orElseThrow(), read(service));
        converge(service);
        assertThat(read(service)).as("%s from %s", fault, request).isEqualTo(stored(AFTER));
        assertOthersAreUntouched(service);
      }
    }
  }

  /** A read is whole, or a failure: at whichever request it breaks. */
  @ParameterizedTest
  @EnumSource(SchedulerFault.class)
  void readThatMeetsAFaultIsAFailure(SchedulerFault fault) {
    for (int request = 1; request <= 2 + 1 + BEFORE.size(); request++) {
      try (FakeScheduler service = service();
          EventBridgeSchedules store = Stores.of(service).attempts(1).open()) {
        service.faultAt(request, fault);

        try {
          assertThat(store.read()).as("%s at %s", fault, request).contains(stored(BEFORE));
          assertThat(fault.isAnswered()).isFalse();
        } catch (StoreException e) {
          assertThat(e).message().isNotBlank();
        }
      }
    }
  }

  /** Half of all requests fail, in a service that is far too small: it is only slow. */
  @Test
  void everySecondRequestFails() {
    try (FakeScheduler service = service();
        EventBridgeSchedules store = Stores.of(service).attempts(9).open()) {
      service.faultEach(2, SchedulerFault.SERVER_ERROR);

      STEPS.forEach(step -> step.accept(store));

      assertThat(store.read()).contains(stored(AFTER));
    }
  }

  /** Two runs at once, step by step in each order: both end, and what they want is there. */
  @Test
  void twoRunsAtOnceConverge() {
    for (int ahead = 0; ahead <= STEPS.size(); ahead++) {
      try (FakeScheduler service = service();
          EventBridgeSchedules one = Stores.of(service).open();
          EventBridgeSchedules two = Stores.of(service).open()) {
        STEPS.subList(0, ahead).forEach(step -> step.accept(one));
        STEPS.forEach(step -> step.accept(two));
        STEPS.subList(ahead, STEPS.size()).forEach(step -> step.accept(one));

        assertThat(one.read()).contains(stored(AFTER));
        assertThat(two.read()).contains(stored(AFTER));
      }
    }
  }

  /** The step that fails, counted from 0. */
  private static Optional<Integer> firstThatFails(EventBridgeSchedules store) {
    for (int step = 0; step < STEPS.size(); step++) {
      try {
        STEPS.get(step).accept(store);
      } catch (StoreException e) {
        assertThat(e).message().isNotBlank();
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** All steps before it are done, none after it, and it is done or not. */
  private static void assertIsBetween(int failed, List<Stored> found) {
    assertThat(found).isIn(afterSteps(failed), afterSteps(failed + 1));
  }

  private static List<Stored> afterSteps(int steps) {
    InMemoryScheduleStore.Service service = new InMemoryScheduleStore.Service(Stores.NOW);
    ScheduleStore memory = new InMemoryScheduleStore(service, Stores.GROUP, Stores.OWNER);
    memory.makeGroup();
    BEFORE.forEach(memory::create);
    STEPS.subList(0, Math.min(steps, STEPS.size())).forEach(step -> step.accept(memory));
    return service.schedules(Stores.GROUP);
  }

  /** As a reconcile does it: read, create and replace what differs, then delete. */
  private static void converge(FakeScheduler service) {
    try (EventBridgeSchedules store = Stores.of(service).open()) {
      store.makeGroup();
      Map<ScheduleName, Stored> there = new TreeMap<>();
      store.read().orElseThrow().forEach(stored -> there.put(stored.name(), stored));
      List<ScheduleName> wanted = new ArrayList<>();
      for (ScheduleSpec spec : AFTER) {
        wanted.add(spec.name());
        Stored before = there.get(spec.name());
        if (before == null) {
          store.create(spec);
        } else if (!before.is(spec)) {
          store.replace(spec);
        }
      }
      there.keySet().stream().filter(name -> !wanted.contains(name)).forEach(store::delete);
    }
  }

  private static List<Stored> read(FakeScheduler service) {
    try (EventBridgeSchedules store = Stores.of(service).open()) {
      return store.read().orElseThrow();
    }
  }

  /** The requests of all steps, or each nth of them; each of them once in a full campaign. */
  private static List<Integer> requests(int nth) {
    int all;
    try (FakeScheduler service = service();
        EventBridgeSchedules store = Stores.of(service).open()) {
      int before = service.calls().size();
      STEPS.forEach(step -> step.accept(store));
      all = service.calls().size() - before;
    }
    int each = Campaign.size("faults", nth, 1);
    return IntStream.rangeClosed(1, all).filter(request -> request % each == 0).boxed().toList();
  }

  /** A service with the group of these tests, one of another job, and the one of everybody. */
  private static FakeScheduler service() {
    FakeScheduler service = new FakeScheduler(Stores.NOW);
    try (EventBridgeSchedules store = Stores.of(service).open()) {
      store.makeGroup();
      BEFORE.stream()
          .sorted(Comparator.comparing(ScheduleSpec::name).reversed())
          .forEach(store::create);
    }
    String json = service.schedules(GROUP).get("job_1");
    service.makeGroup("other", Map.of()).put("other", "job_3", json).put("default", "job_4", json);
    return service;
  }

  private static void assertOthersAreUntouched(FakeScheduler service) {
    assertThat(service.schedules("other")).containsOnlyKeys("job_3");
    assertThat(service.schedules("default")).containsOnlyKeys("job_4");
    assertThat(service.tags(GROUP)).isEqualTo(Stores.OWNER.tags());
    assertThat(service.calls()).doesNotContain("DeleteScheduleGroup", "TagResource");
  }

  private static List<Stored> stored(List<ScheduleSpec> specs) {
    return specs.stream().sorted(Comparator.comparing(ScheduleSpec::name)).map(Stored::of).toList();
  }
}
