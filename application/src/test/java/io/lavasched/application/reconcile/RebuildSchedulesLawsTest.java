// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.testkit.InMemoryScheduleStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any records, whatever fails, and whatever was in the group before. */
class RebuildSchedulesLawsTest {

  private static final Guard[] ALL = Guard.values();

  /** A job, its schedule, and what fails while its records are brought in. */
  record Step(Map<String, List<String>> jobs, int failAt, boolean isLost) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<List<String>> schedules =
        Arbitraries.of(
                "0 6 * * *", "0 7 * * *", "*/5 * * * *", "0 6 1-7 * *", "0 0 31 2 *", "@daily")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);
    Arbitrary<Map<String, List<String>>> jobs =
        Arbitraries.maps(Arbitraries.of("a", "b", "c/d", "e f", "\u00fc"), schedules).ofMaxSize(5);
    return Combinators.combine(
            jobs, Arbitraries.integers().between(1, 16), Arbitraries.of(true, false))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static Realm realm(Map<String, List<String>> jobs, Random order) {
    Realm realm = Realm.of().onInvalid(OnInvalid.DROP).allowing(ALL);
    List<String> ids = new ArrayList<>(jobs.keySet());
    Collections.shuffle(ids, order);
    ids.forEach(id -> realm.job(id, jobs.get(id)));
    return realm;
  }

  private static Stored foreign() {
    return Stored.of(
        new ScheduleSpec(
            new ScheduleName("nightly"),
            new ScheduleExpression("rate(5 minutes)", "UTC"),
            Optional.empty(),
            Optional.empty(),
            true,
            Realm.TARGET,
            ""));
  }

  /**
   * Each step changes the records, and its run fails somewhere. Whatever came before, a run that
   * does not fail ends with what a new group would have, and with what is foreign as it was.
   */
  @Property
  void runEndsWithWhatTheRecordsSay(@ForAll("steps") List<Step> steps, @ForAll Random random) {
    Realm last = realm(steps.get(steps.size() - 1).jobs, random);
    last.run();
    List<Stored> wanted = new ArrayList<>(last.schedules());
    wanted.add(foreign());
    wanted.sort((a, b) -> a.name().compareTo(b.name()));

    Realm realm = realm(Map.of(), random);
    realm.run();
    realm.service.put(Realm.GROUP, foreign());
    for (Step step : steps) {
      for (String id : List.of("a", "b", "c/d", "e f", "\u00fc")) {
        realm.table.remove(id);
      }
      step.jobs.forEach(realm::job);
      InMemoryScheduleStore store = realm.store();
      if (step.isLost) {
        store.loseAnswerAt(step.failAt);
      } else {
        for (int later = step.failAt; later < 60; later++) {
          store.failAt(later);
        }
      }
      try {
        realm.run(store);
      } catch (StoreException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
      assertThat(realm.schedules()).contains(foreign());
    }

    realm.run();

    assertThat(realm.schedules()).isEqualTo(wanted);
    assertThat(realm.run().word()).isEqualTo("unchanged");
  }

  /** The plan says what the run then writes. */
  @Property
  void planIsWhatIsWritten(@ForAll("steps") List<Step> steps, @ForAll Random random) {
    Realm realm = Realm.of().allowing(ALL);
    for (Step step : steps) {
      for (String id : List.of("a", "b", "c/d", "e f", "\u00fc")) {
        realm.table.remove(id);
      }
      step.jobs.forEach(realm::job);
      List<String> planned =
          realm.plan().planned().orElseThrow().writes().stream()
              .map(change -> call(change.kind()) + change.name())
              .toList();
      InMemoryScheduleStore store = realm.store();

      realm.run(store);

      assertThat(store.calls().stream().filter(call -> call.contains(" ")).toList())
          .isEqualTo(planned);
    }
  }

  private static String call(ScheduleChange.Kind kind) {
    return kind.label() + " ";
  }
}
