// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.testkit.InMemoryScheduleStore;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RebuildSchedulesTest {

  private static final ScheduleName A = ScheduleName.of(new JobId("a"), 0, false);

  private static Stored stored(Realm realm, ScheduleName name) {
    return realm.schedules().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ScheduleSpec edited(ScheduleSpec spec, String expression, boolean enabled) {
    return new ScheduleSpec(
        spec.name(),
        new ScheduleExpression(expression, spec.expression().zone()),
        spec.start(),
        spec.end(),
        enabled,
        spec.target(),
        spec.description());
  }

  private static Stored withInput(Stored stored, String input) {
    ScheduleSpec spec = stored.spec().orElseThrow();
    return Stored.of(
        new ScheduleSpec(
            spec.name(),
            spec.expression(),
            spec.start(),
            spec.end(),
            spec.enabled(),
            spec.target().withInput(input),
            spec.description()));
  }

  private static Stored foreign(String name) {
    return Stored.of(
        new ScheduleSpec(
            new ScheduleName(name),
            new ScheduleExpression("rate(5 minutes)", "UTC"),
            Optional.empty(),
            Optional.empty(),
            true,
            Realm.TARGET.withInput("{\"job_id\":\"other\"}"),
            ""));
  }

  @Nested
  class Plain {

    @Test
    void firstRunMakesTheGroupAndItsSchedules() {
      Realm realm = Realm.of("a", "b");

      SchedulesOutcome outcome = realm.run();

      assertThat(outcome.word()).isEqualTo("written");
      assertThat(realm.shown())
          .containsExactly(
              "a [0] cron(0 6 * * ? *)",
              "b [0] cron(0 6 * * ? *)",
              "demo.schedule-01 [0] cron(0,15,30,45 * * * ? *)");
      assertThat(realm.archive.list()).isEmpty();
      assertThat(stored(realm, A).spec().orElseThrow().isMarked()).isTrue();
    }

    @Test
    void secondRunWritesNothing() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      InMemoryScheduleStore store = realm.store();

      assertThat(realm.run(store).word()).isEqualTo("unchanged");

      assertThat(store.calls()).containsExactly("read");
      assertThat(realm.archive.list()).isEmpty();
    }

    @Test
    void otherCronStringIsReplacedInItsPlace() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      List<Stored> before = realm.schedules();
      realm.job("a", "0 7 * * *");
      InMemoryScheduleStore store = realm.store();

      SchedulesOutcome outcome = realm.run(store);

      assertThat(store.calls()).containsExactly("read", "replace " + A, "read");
      ScheduleChange change = outcome.planned().orElseThrow().writes().get(0);
      assertThat(change.fields().get(0))
          .isEqualTo(new FieldChange("expression", "cron(0 6 * * ? *)", "cron(0 7 * * ? *)"));
      assertThat(change.fields())
          .extracting(FieldChange::field)
          .containsExactly("expression", "description");
      assertThat(Realm.codes(outcome)).isEmpty();
      assertThat(realm.archive.read(realm.archive.list().get(0))).isEqualTo(before);
    }

    /** Nothing goes before all that comes is there. */
    @Test
    void deletionsComeLast() {
      Realm realm = Realm.of("a", "b", "c");
      realm.run();
      realm.table.remove("a");
      realm.job("b", List.of("0 7 * * *", "0 8 * * *"));
      realm.job("z", "0 9 * * *");
      InMemoryScheduleStore store = realm.store();

      realm.run(store);

      assertThat(store.calls())
          .extracting(call -> call.split(" ", 2)[0])
          .containsExactly("read", "replace", "create", "create", "delete", "read");
    }

    @Test
    void planWritesNothing() {
      Realm realm = Realm.of("a");

      SchedulesOutcome outcome = realm.plan();

      assertThat(outcome.word()).isEqualTo("planned");
      assertThat(Realm.changes(outcome))
          .containsExactly("create a [0]", "create demo/schedule-01 [0]");
      assertThat(realm.schedules()).isEmpty();
    }

    @Test
    void renderLooksAtNoGroup() {
      Realm realm = Realm.of("a");
      realm.run();
      InMemoryScheduleStore store = realm.store();

      SchedulesOutcome outcome =
          new RebuildSchedules(realm.table, store, realm.archive).render(realm.request());

      assertThat(Realm.changes(outcome))
          .containsExactly("create a [0]", "create demo/schedule-01 [0]");
      assertThat(store.calls()).isEmpty();
    }

    @Test
    void schedulesMayBeMadeDisabled() {
      Realm realm = Realm.of("a").schedulesDisabled(true);
      realm.run();
      assertThat(realm.shown().get(0)).isEqualTo("a [0] cron(0 6 * * ? *) disabled");

      SchedulesOutcome outcome = realm.schedulesDisabled(false).run();

      assertThat(outcome.planned().orElseThrow().writes().get(0).fields())
          .contains(new FieldChange("state", "disabled", "enabled"));
      assertThat(Realm.codes(outcome)).isEmpty();
    }

    @Test
    void disabledLavaschedJobDoesNothing() {
      Realm realm = Realm.of("a");
      realm.run();
      InMemoryScheduleStore store = realm.store();

      SchedulesOutcome outcome = realm.lavaschedDisabled().run(store);

      assertThat(outcome.word()).isEqualTo("disabled");
      assertThat(store.calls()).isEmpty();
    }

    /** A start that has come is gone from what is wanted; that alone is no change. */
    @Test
    void startThatHasComeIsNoChange() {
      Realm realm =
          Realm.of().job("a", List.of(Map.of("crontab", "0 6 * * *", "from", "2026-12-05")));
      realm.run();
      assertThat(stored(realm, A).spec().orElseThrow().start()).isPresent();

      SchedulesOutcome outcome = realm.at(Instant.parse("2026-12-07T00:00:00Z")).run();

      assertThat(outcome.word()).isEqualTo("unchanged");
      assertThat(stored(realm, A).spec().orElseThrow().start()).isPresent();
    }

    @Test
    void scheduleWhoseWindowIsOverGoes() {
      Realm realm =
          Realm.of().job("a", List.of(Map.of("crontab", "0 6 * * *", "to", "2026-12-05")));
      realm.run();

      SchedulesOutcome outcome = realm.at(Instant.parse("2026-12-07T00:00:00Z")).run();

      assertThat(Realm.changes(outcome)).contains("delete a [0]");
    }
  }

  @Nested
  class Others {

    @Test
    void foreignSchedulesAreReportedAndNeverTouched() {
      Realm realm = Realm.of("a");
      realm.run();
      // One that looks like lavasched's, of a job of which there is no record, is not either: its
      // input is of another job.
      List<Stored> others =
          List.of(
              foreign("nightly"),
              foreign("a.b_0123456789abcdef_0"),
              foreign("a_x_0"),
              // The hash of a job of which there is a record, and another name before it.
              foreign("my-" + A),
              foreign("my-" + ScheduleName.of(new JobId("z"), 0, false)));
      others.forEach(each -> realm.service.put(Realm.GROUP, each));
      realm.job("a", "0 7 * * *");

      SchedulesOutcome outcome = realm.run();

      assertThat(realm.schedules()).containsAll(others);
      assertThat(outcome.planned().orElseThrow().foreign())
          .containsExactlyInAnyOrderElementsOf(others);
      assertThat(Realm.codes(outcome)).containsExactly("schedule-foreign");
    }

    @Test
    void editIsNamedAndSetBack() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      ScheduleSpec written = stored(realm, A).spec().orElseThrow();
      for (ScheduleSpec edit :
          List.of(
              edited(written, "cron(0 6 * * ? *)", false),
              edited(written, "rate(5 minutes)", true))) {
        realm.service.put(Realm.GROUP, Stored.of(edit));

        SchedulesOutcome outcome = realm.run();

        assertThat(outcome.word()).isEqualTo("written");
        assertThat(Realm.codes(outcome)).containsExactly("edited-by-hand");
        assertThat(outcome.planned().orElseThrow().problems().get(0).message()).contains("a [0]");
        assertThat(stored(realm, A)).isEqualTo(Stored.of(written));
      }
    }

    @Test
    void settingThatLavaschedNeverMakesIsSetBack() {
      Realm realm = Realm.of("a");
      realm.run();
      Stored before = stored(realm, A);
      realm.service.put(
          Realm.GROUP,
          new Stored(A, before.spec(), List.of("a flexible time window of 15 minutes")));

      SchedulesOutcome outcome = realm.run();

      assertThat(Realm.codes(outcome)).containsExactly("edited-by-hand");
      assertThat(stored(realm, A)).isEqualTo(before);
    }

    /** Whoever reformats an input in the console leaves the description. */
    @Test
    void editedInputOfAJobThatIsGoneGoesToo() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      realm.service.put(Realm.GROUP, withInput(stored(realm, A), "{ \"job_id\": \"a\" }"));
      realm.table.remove("a");

      SchedulesOutcome outcome = realm.run();

      assertThat(Realm.changes(outcome)).contains("delete a [0]");
      assertThat(realm.shown()).hasSize(2);
    }

    /** Where nothing tells whose it is, that is said with what to do. */
    @Test
    void strangeOneWithOurNameIsNamed() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      realm.service.put(Realm.GROUP, foreign(A.text()));
      realm.table.remove("a");

      SchedulesOutcome outcome = realm.run();

      assertThat(realm.schedules()).contains(foreign(A.text()));
      assertThat(outcome.planned().orElseThrow().problems().get(0).hint().orElseThrow())
          .contains("in force")
          .contains("aws scheduler delete-schedule");
    }

    @Test
    void editedScheduleOfABadRecordIsNamed() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      ScheduleSpec written = stored(realm, A).spec().orElseThrow();
      realm.service.put(Realm.GROUP, Stored.of(edited(written, "cron(0 6 * * ? *)", false)));

      SchedulesOutcome outcome = realm.job("a", "nonsense").run();

      assertThat(Realm.codes(outcome)).contains("edited-by-hand");
      assertThat(Realm.changes(outcome)).contains("kept a [0]");
    }

    /** A change of the record after an edit by hand is still told as both. */
    @Test
    void scheduleThatSomebodyDeletedIsMadeAgain() {
      Realm realm = Realm.of("a");
      realm.run();
      realm.service.remove(Realm.GROUP, A);

      assertThat(Realm.changes(realm.run())).contains("create a [0]");

      assertThat(realm.shown()).hasSize(2);
    }

    @Test
    void groupOfAnotherIsAFailure() {
      Realm realm = Realm.of("a");
      realm.service.makeGroup(Realm.GROUP, Map.of());
      realm.service.put(Realm.GROUP, foreign("nightly"));

      assertThatThrownBy(realm::run).isInstanceOf(StoreException.class);

      assertThat(realm.schedules()).hasSize(1);
    }
  }

  @Nested
  class Records {

    @Test
    void badRecordKeepsItsSchedulesAndHarmsNoOther() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      List<Stored> before = realm.schedules();
      realm.job("a", "nonsense").job("b", "0 7 * * *");

      SchedulesOutcome outcome = realm.run();

      assertThat(Realm.changes(outcome))
          .containsExactly("kept a [0]", "replace b [0]", "unchanged demo/schedule-01 [0]");
      assertThat(stored(realm, A)).isEqualTo(before.get(0));
      assertThat(outcome.planned().orElseThrow().quarantined()).isEqualTo(1);
    }

    /** What the service cannot say quarantines the job too. */
    @Test
    void whatCannotBeSaidQuarantinesTheJob() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      realm.job("a", "0 6 13 * 5").job("b", "@reboot");

      SchedulesOutcome outcome = realm.run();

      assertThat(Realm.changes(outcome)).contains("kept a [0]", "kept b [0]");
      assertThat(Realm.codes(outcome)).containsExactly("cron-both-days", "cron-reboot");
    }

    @Test
    void badRecordMayBeDropped() {
      Realm realm = Realm.of("a", "b").onInvalid(OnInvalid.DROP);
      realm.run();

      SchedulesOutcome outcome = realm.job("a", "nonsense").run();

      assertThat(Realm.changes(outcome)).contains("delete a [0]");
      assertThat(realm.shown()).hasSize(2);
    }

    @Test
    void badRecordMayStopAll() {
      Realm realm = Realm.of("a", "b").onInvalid(OnInvalid.FAIL);
      realm.run();
      InMemoryScheduleStore store = realm.store();

      SchedulesOutcome outcome = realm.job("a", "0 6 13 * 5").run(store);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              SchedulesOutcome.NotPlanned.class,
              end -> assertThat(end.stopped().reason()).isEqualTo(Stopped.Reason.INVALID_RECORDS));
      assertThat(store.calls()).isEmpty();
    }

    @Test
    void disabledJobsMayBeLeftOut() {
      Realm realm = Realm.of("a", "b").skippingDisabled();
      realm.run();

      SchedulesOutcome outcome = realm.job("a", "0 6 * * *", "enabled", false).run();

      assertThat(Realm.changes(outcome)).contains("delete a [0]");
    }

    /** The index lags: what would go is read again, from the table itself. */
    @Test
    void jobThatOnlyTheIndexHasLostStays() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      realm.table.leaveOutOfIndex("a");

      SchedulesOutcome outcome = realm.run();

      assertThat(outcome.word()).isEqualTo("unchanged");
      assertThat(Realm.codes(outcome)).containsExactly("index-behind");
      assertThat(realm.table.askedAmong().toString()).contains("a");
    }

    @Test
    void tableThatCannotBeReadStopsAll() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      List<Stored> before = realm.schedules();
      realm.table.failAfter(1);

      assertThatThrownBy(realm::run).isInstanceOf(StoreException.class);

      assertThat(realm.schedules()).isEqualTo(before);
    }

    @Test
    void archiveThatIsFullStopsAll() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      List<Stored> before = realm.schedules();
      realm.archive.full();
      realm.job("a", "0 7 * * *");

      assertThatThrownBy(realm::run).isInstanceOf(StoreException.class);

      assertThat(realm.schedules()).isEqualTo(before);
    }
  }

  @Nested
  class Guarding {

    private List<String> refusals(SchedulesOutcome outcome) {
      return outcome.planned().orElseThrow().refusals().stream()
          .map(problem -> problem.code().id())
          .toList();
    }

    @Test
    void groupIsNotEmptiedByMistake() {
      Realm realm = Realm.of("a");
      realm.run();
      realm.table.remove("a").remove(Realm.LAVASCHED.text());

      SchedulesOutcome outcome = realm.run();

      assertThat(outcome.word()).isEqualTo("guarded");
      assertThat(refusals(outcome)).containsExactly("guard-empty", "guard-lockout");
      assertThat(outcome.planned().orElseThrow().refusals().get(0).message())
          .isEqualTo("group must keep a schedule, found all 2 going: a, demo/schedule-01");
      assertThat(realm.schedules()).hasSize(2);

      assertThat(realm.allowing(Guard.EMPTY, Guard.LOCKOUT).run().word()).isEqualTo("written");
      assertThat(realm.schedules()).isEmpty();
    }

    @Test
    void rebuildDoesNotLockItselfOut() {
      Realm realm = Realm.of("a");
      realm.run();
      realm.table.remove(Realm.LAVASCHED.text());

      assertThat(refusals(realm.run())).containsExactly("guard-lockout");
    }

    @Test
    void halfOfTheGroupDoesNotGoByMistake() {
      Realm realm = Realm.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
      realm.run();
      for (String id : List.of("a", "b", "c", "d", "e", "f")) {
        realm.table.remove(id);
      }

      SchedulesOutcome outcome = realm.run();

      assertThat(refusals(outcome)).containsExactly("guard-mass-removal");
      assertThat(realm.schedules()).hasSize(10);
    }
  }

  @Nested
  class Faults {

    /** A realm in which something is created, replaced, deleted and left alone. */
    private Realm changing() {
      Realm realm = Realm.of("a", "b", "c");
      realm.run();
      realm.service.put(Realm.GROUP, foreign("nightly"));
      realm.table.remove("a");
      return realm.job("b", List.of("0 7 * * *", "0 8 * * *")).job("z", "0 9 * * *");
    }

    private List<Stored> wanted() {
      Realm realm = changing();
      realm.run();
      return realm.schedules();
    }

    @Test
    void whereverACallFailsTheNextRunConverges() {
      List<Stored> wanted = wanted();
      int calls = 6;
      for (boolean answerIsLost : List.of(false, true)) {
        for (int k = 1; k <= calls; k++) {
          Realm realm = changing();
          InMemoryScheduleStore store = realm.store();
          if (answerIsLost) {
            store.loseAnswerAt(k);
          } else {
            store.failAt(k);
          }
          try {
            realm.run(store);
          } catch (StoreException e) {
            // The first call failed, or that which makes the group.
            assertThat(realm.archive.list()).isEmpty();
          }
          assertThat(store.faultsLeft()).isEmpty();
          assertThat(realm.schedules()).contains(foreign("nightly"));

          String next = realm.run().word();

          assertThat(realm.schedules()).isEqualTo(wanted);
          assertThat(next).isIn("written", "unchanged");
          assertThat(realm.run().word()).isEqualTo("unchanged");
        }
      }
    }

    /** A process that is killed: every later call fails too. */
    @Test
    void whereverItIsKilledNothingIsMissingThatShouldStay() {
      List<Stored> wanted = wanted();
      for (int k = 1; k <= 6; k++) {
        Realm realm = changing();
        List<Stored> before = realm.schedules();
        InMemoryScheduleStore store = realm.store();
        for (int later = k; later <= 40; later++) {
          store.failAt(later);
        }
        try {
          SchedulesOutcome outcome = realm.run(store);
          assertThat(outcome)
              .isInstanceOfSatisfying(
                  SchedulesOutcome.Written.class,
                  end -> {
                    assertThat(end.word()).isEqualTo("incomplete");
                    assertThat(end.progress().failure()).isPresent();
                    assertThat(end.progress().done()).isBetween(0, 4);
                    assertThat(end.progress().total()).isEqualTo(4);
                  });
        } catch (StoreException e) {
          assertThat(realm.schedules()).isEqualTo(before);
        }
        // Each schedule of before that is wanted is there, as it was or as it should be.
        for (Stored each : wanted) {
          if (before.stream().anyMatch(old -> old.name().equals(each.name()))) {
            assertThat(realm.schedules()).extracting(Stored::name).contains(each.name());
          }
        }

        realm.run();

        assertThat(realm.schedules()).isEqualTo(wanted);
      }
    }

    /** The other run does the same changes, at whatever call of this one. */
    @Test
    void twoAtOnceConverge() {
      List<Stored> wanted = wanted();
      for (int k = 1; k <= 8; k++) {
        Realm realm = changing();
        InMemoryScheduleStore store = realm.store().beforeCall(k, realm::run);

        realm.run(store);

        assertThat(realm.schedules()).isEqualTo(wanted);
        assertThat(realm.run().word()).isEqualTo("unchanged");
      }
    }

    /** Nothing of its job goes, and all the others are as they should be. */
    @Test
    void scheduleThatIsRefusedStopsNoOther() {
      Realm realm = Realm.of("a", "b", "c");
      realm.job("a", List.of("0 6 * * *", "0 5 * * *"));
      realm.run();
      realm.table.remove("c");
      realm.job("a", List.of("0 7 * * *")).job("b", "0 8 * * *");

      SchedulesOutcome outcome = realm.run(realm.store().refuse(A));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              SchedulesOutcome.Written.class,
              end -> {
                assertThat(end.word()).isEqualTo("incomplete");
                assertThat(end.progress().done()).isEqualTo(2);
                assertThat(end.progress().total()).isEqualTo(4);
                assertThat(end.progress().failure().orElseThrow()).hasMessageContaining("refused");
              });
      assertThat(realm.shown())
          .containsExactly(
              "a [0] cron(0 6 * * ? *)",
              "a [1] cron(0 5 * * ? *)",
              "b [0] cron(0 8 * * ? *)",
              "demo.schedule-01 [0] cron(0,15,30,45 * * * ? *)");
    }

    /** What is refused again and again is not about single schedules. */
    @Test
    void refusalOfEachEndsIt() {
      Realm realm = Realm.of("a", "b", "c", "d", "e", "f", "g", "h");
      InMemoryScheduleStore store =
          realm.store().refuse(ScheduleName.of(Realm.LAVASCHED, 0, false));
      for (String id : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
        store.refuse(ScheduleName.of(new JobId(id), 0, false));
      }

      SchedulesOutcome outcome = realm.run(store);

      assertThat(outcome.word()).isEqualTo("incomplete");
      assertThat(store.calls()).filteredOn(call -> call.startsWith("create")).hasSize(5);
    }

    /** The store gave the service no start, for it had come by then. */
    @Test
    void windowThatBeginsBetweenPlanAndWriteIsNoDifference() {
      Realm realm =
          Realm.of()
              .job(
                  "a",
                  List.of(Map.of("crontab", "0 6 * * *", "from", "2026-12-01T00:05:00+00:00")));
      realm.service.now(Instant.parse("2026-12-01T00:06:00Z"));

      assertThat(realm.run().word()).isEqualTo("written");
    }

    @Test
    void whatSomebodyElseChangesAfterTheWritingIsNamed() {
      Realm realm = Realm.of("a");
      realm.run();
      Stored before = stored(realm, A);
      realm.job("a", "0 7 * * *");
      InMemoryScheduleStore store =
          realm.store().beforeCall(3, () -> realm.service.put(Realm.GROUP, before));

      SchedulesOutcome outcome = realm.run(store);

      assertThat(outcome.word()).isEqualTo("incomplete");
      assertThat(outcome)
          .isInstanceOfSatisfying(
              SchedulesOutcome.Written.class,
              end -> assertThat(end.progress().different()).containsExactly(A));
    }
  }

  @Nested
  class Back {

    @Test
    void restoreUndoesARun() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      List<Stored> before = realm.schedules();
      realm.table.remove("a");
      realm.job("b", "0 7 * * *").job("c", "0 8 * * *").run();
      List<Stored> after = realm.schedules();
      RestoreSchedules restore = new RestoreSchedules(realm.store(), realm.archive, List::of);

      SchedulesOutcome outcome = restore.run(restore.list().get(0), realm.now());

      assertThat(outcome.word()).isEqualTo("written");
      assertThat(realm.schedules()).isEqualTo(before);

      restore.run(restore.list().get(0), realm.now());

      assertThat(realm.schedules()).isEqualTo(after);
    }

    @Test
    void restoreTouchesNothingForeign() {
      Realm realm = Realm.of("a");
      realm.run();
      realm.service.put(Realm.GROUP, foreign("then"));
      realm.job("a", "0 7 * * *").run();
      realm.service.remove(Realm.GROUP, new ScheduleName("then"));
      realm.service.put(Realm.GROUP, foreign("now"));
      RestoreSchedules restore = new RestoreSchedules(realm.store(), realm.archive, List::of);

      restore.run(restore.list().get(0), realm.now());

      assertThat(realm.schedules()).contains(foreign("now")).doesNotContain(foreign("then"));
      assertThat(realm.shown()).contains("a [0] cron(0 6 * * ? *)");
    }

    @Test
    void restoreSaysWhatItCannotBringBack() {
      Realm realm = Realm.of("a");
      realm.run();
      Stored plain = stored(realm, A);
      realm.service.put(
          Realm.GROUP,
          new Stored(A, plain.spec(), List.of("a flexible time window of 15 minutes")));
      realm.run();
      RestoreSchedules restore = new RestoreSchedules(realm.store(), realm.archive, List::of);

      SchedulesPlan plan = restore.plan(restore.list().get(0), realm.now());

      assertThat(plan.hasChanges()).isFalse();
      assertThat(plan.problems())
          .extracting(problem -> problem.code().id())
          .containsExactly("not-restored");
    }

    /** The edited one is known by the one of today, and nothing is lost. */
    @Test
    void restoreKnowsAnEditedScheduleByItsName() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      Stored written = stored(realm, A);
      ScheduleSpec spec = written.spec().orElseThrow();
      Stored strange =
          Stored.of(
              new ScheduleSpec(
                  spec.name(),
                  spec.expression(),
                  spec.start(),
                  spec.end(),
                  true,
                  spec.target().withInput("{ }"),
                  "mine"));
      realm.service.put(Realm.GROUP, strange);
      realm.run();
      assertThat(stored(realm, A)).isEqualTo(written);
      RestoreSchedules restore = new RestoreSchedules(realm.store(), realm.archive, List::of);

      restore.run(restore.list().get(0), realm.now());

      assertThat(stored(realm, A)).isEqualTo(strange);
    }

    /** What the service would refuse is left out, and so never stops the others. */
    @Test
    void restoreLeavesOutWhatIsOver() {
      Realm realm =
          Realm.of("b").job("a", List.of(Map.of("crontab", "0 6 * * *", "to", "2026-12-05")));
      realm.run();
      realm.job("b", "0 7 * * *").run();
      realm.at(Instant.parse("2026-12-07T00:00:00Z")).run();
      RestoreSchedules restore = new RestoreSchedules(realm.store(), realm.archive, List::of);

      SchedulesPlan plan = restore.plan(restore.list().get(1), realm.now());

      assertThat(plan.writes())
          .extracting(change -> change.kind().label())
          .containsExactly("replace");
      assertThat(plan.problems())
          .extracting(problem -> problem.code().id())
          .containsExactly("not-restored");
    }

    @Test
    void restoreAsksWhetherSchedulesMayBeInForce() {
      Realm realm = Realm.of("a");
      realm.run();
      realm.schedulesDisabled(true).run();
      Problem refusal = Problem.of(ProblemCode.GUARD_BOTH_LIVE, "told to refuse");
      RestoreSchedules restore =
          new RestoreSchedules(realm.store(), realm.archive, () -> List.of(refusal));

      SchedulesOutcome outcome = restore.run(restore.list().get(0), realm.now());

      assertThat(outcome.word()).isEqualTo("guarded");
      assertThat(realm.shown()).allMatch(line -> line.endsWith("disabled"));
    }

    @Test
    void removeTakesAllOfLavaschedAndNothingElse() {
      Realm realm = Realm.of("a", "b");
      realm.run();
      realm.service.put(Realm.GROUP, foreign("nightly"));
      RemoveSchedules remove = new RemoveSchedules(realm.store(), realm.archive);

      assertThat(remove.run(realm.now()).word()).isEqualTo("written");

      assertThat(realm.schedules()).containsExactly(foreign("nightly"));
      assertThat(remove.run(realm.now()).word()).isEqualTo("unchanged");
      RestoreSchedules restore = new RestoreSchedules(realm.store(), realm.archive, List::of);
      restore.run(restore.list().get(0), realm.now());
      assertThat(realm.shown()).hasSize(4);
    }

    @Test
    void removeWithoutAGroupDoesNothing() {
      Realm realm = Realm.of("a");

      assertThat(new RemoveSchedules(realm.store(), realm.archive).run(realm.now()).word())
          .isEqualTo("unchanged");
    }
  }
}
