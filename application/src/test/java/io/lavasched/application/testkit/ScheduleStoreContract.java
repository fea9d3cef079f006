// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link ScheduleStore} does; a subclass says how to get one. */
public abstract class ScheduleStoreContract extends PortContract {

  /** What time it is in these tests. */
  protected static final Instant NOW = Instant.parse("2026-11-24T10:00:30Z");

  /** The group of these tests. */
  protected static final GroupName GROUP = new GroupName("lava.demo.demo.schedule-01_w1azfjjr5d6t");

  /** Whose it is. */
  protected static final GroupOwner OWNER = owner("demo/schedule-01");

  private static final GroupOwner OTHER = owner("demo/schedule-02");

  private static final ScheduleTarget TARGET =
      new ScheduleTarget(
          "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
          "arn:aws:iam::123456789012:role/lavasched-schedules",
          "{\"job_id\":\"etl/orders\"}",
          900,
          185,
          Optional.empty());

  /**
   * The store of {@link #GROUP}. All stores of one test see the same service, which has no group at
   * first; its time is {@link #NOW}.
   *
   * @param owner whose the group is to be
   * @return the store
   */
  protected abstract ScheduleStore store(GroupOwner owner);

  /**
   * Somebody makes {@link #GROUP}, by hand.
   *
   * @param tags its tags
   */
  protected abstract void groupByHand(Map<String, String> tags);

  /**
   * Somebody gives a schedule of the group a flexible time window of 15 minutes, by hand.
   *
   * @param name of the schedule
   */
  protected abstract void flexibleByHand(ScheduleName name);

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(store(OWNER));
  }

  @Test
  void itsNameIsOneLine() {
    assertThat(store(OWNER).describe()).contains(GROUP.text()).hasLineCount(1);
  }

  @Test
  void noGroupIsEmpty() {
    assertThat(store(OWNER).read()).isEmpty();
  }

  @Test
  void newGroupHasNothing() {
    assertThat(readyStore().read()).contains(List.of());
  }

  @Test
  void groupThatIsThereStays() {
    ScheduleStore store = readyStore();
    store.create(spec("a"));

    store.makeGroup();
    store(OWNER).makeGroup();

    assertThat(store(OWNER).read()).contains(List.of(Stored.of(spec("a"))));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void whatIsCreatedIsRead(ScheduleSpec spec) {
    ScheduleStore store = readyStore();

    store.create(spec);

    assertThat(store.read()).contains(List.of(Stored.of(spec)));
    assertThat(store(OWNER).read()).as("by another store").contains(List.of(Stored.of(spec)));
  }

  /** From whatever it was before, and back to it: nothing stays of what was set. */
  @ParameterizedTest
  @MethodSource("specs")
  void replaceReplacesAll(ScheduleSpec spec) {
    ScheduleStore store = readyStore();
    ScheduleSpec before = renamed(full(), spec.name());
    store.create(before);

    store.replace(spec);
    assertThat(store.read()).contains(List.of(Stored.of(spec)));
    store.replace(before);
    assertThat(store.read()).contains(List.of(Stored.of(before)));
    store.replace(before);
    assertThat(store.read()).contains(List.of(Stored.of(before)));
  }

  static Stream<Arguments> specs() {
    String all =
        IntStream.rangeClosed(0, 59).mapToObj(i -> "" + i).reduce((a, b) -> a + "," + b).get();
    return Stream.of(
        argumentSet("plain", spec("etl.orders_999nmvng9fk1hsw1_0")),
        argumentSet("everything", full()),
        argumentSet("one letter", spec("a")),
        argumentSet("the longest name", spec("Z".repeat(64))),
        argumentSet("every character of a name", spec("AZaz09-_.")),
        argumentSet("disabled", with(spec("a"), Optional.empty(), Optional.empty(), false)),
        argumentSet(
            "start", with(spec("a"), Optional.of(NOW.plusSeconds(31)), Optional.empty(), true)),
        argumentSet(
            "end", with(spec("a"), Optional.empty(), Optional.of(NOW.plusSeconds(3600)), true)),
        argumentSet(
            "far away",
            with(
                spec("a"),
                Optional.of(Instant.parse("2099-12-31T23:59:59Z")),
                Optional.of(Instant.parse("2199-01-01T00:00:00Z")),
                true)),
        argumentSet(
            "a long expression",
            new ScheduleSpec(
                new ScheduleName("a"),
                new ScheduleExpression(
                    "cron(" + all + " 0-23 ? * 2-6 *)", "America/Argentina/Ushuaia"),
                Optional.empty(),
                Optional.empty(),
                true,
                TARGET,
                "")),
        argumentSet("a hostile input", input("{\"job_id\":\"\\u003c\\\"%&+ é\u2028😀\\n\"}")),
        argumentSet(
            "a placeholder",
            input("{\"job_id\":\"a\",\"x-scheduled\":\"<aws.scheduler.scheduled-time>\"}")),
        argumentSet("a large input", input("{\"a\":\"" + "x".repeat(200_000) + "\"}")),
        argumentSet("no input", input("")),
        argumentSet("a long description", described("é".repeat(512))),
        argumentSet("a hostile description", described("<b>\"'\\ \t& 😀")));
  }

  @Test
  void startThatIsNotInTheFutureIsLeftOut() {
    ScheduleStore store = readyStore();
    for (Duration past : List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofDays(400))) {
      Instant start = NOW.minus(past);
      ScheduleSpec spec = with(spec("a"), Optional.of(start), Optional.empty(), true);
      store.delete(spec.name());

      store.create(spec);
      assertThat(store.read()).contains(List.of(Stored.of(spec("a"))));
      store.replace(spec);
      assertThat(store.read()).contains(List.of(Stored.of(spec("a"))));
    }
  }

  @Test
  void manyAreAllReadOnceAndSorted() {
    ScheduleStore store = readyStore();
    List<Stored> all =
        IntStream.range(0, 230)
            .mapToObj(i -> Stored.of(spec(String.format(Locale.ROOT, "job_%03d", i))))
            .toList();
    List<Stored> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.forEach(stored -> store.create(stored.spec().orElseThrow()));

    assertThat(store.read()).contains(all);
  }

  @Test
  void createOfTheVerySameChangesNothing() {
    ScheduleStore store = readyStore();
    store.create(full());

    store.create(full());
    store(OWNER).create(full());

    assertThat(store.read()).contains(List.of(Stored.of(full())));
  }

  @Test
  void createOfAnotherIsAFailureAndChangesNothing() {
    ScheduleStore store = readyStore();
    store.create(full());

    assertFails(store, s -> s.create(described("another")), true);
    assertFails(store, s -> s.create(spec("a")), true);

    assertThat(store.read()).contains(List.of(Stored.of(full())));
  }

  @Test
  void replaceOfNoneIsAFailureAndMakesNone() {
    ScheduleStore store = readyStore();

    assertFails(store, s -> s.replace(full()), true);

    assertThat(store.read()).contains(List.of());
  }

  @Test
  void deletedIsGoneAndNothingElse() {
    ScheduleStore store = readyStore();
    store.create(spec("a"));
    store.create(spec("aa"));
    store.create(spec("b"));

    store.delete(new ScheduleName("a"));
    assertThat(store.read()).contains(List.of(Stored.of(spec("aa")), Stored.of(spec("b"))));
    store.delete(new ScheduleName("a"));
    store.delete(new ScheduleName("never"));
    store.delete(new ScheduleName("aa"));
    store.delete(new ScheduleName("b"));
    assertThat(store.read()).as("the group stays").contains(List.of());
    store.create(spec("a"));
    assertThat(store.read()).contains(List.of(Stored.of(spec("a"))));
  }

  @Test
  void whatIsDeletedAndMadeAgainIsThere() {
    ScheduleStore store = readyStore();
    for (int i = 0; i < 3; i++) {
      store.create(full());
      assertThat(store.read()).contains(List.of(Stored.of(full())));
      store.delete(full().name());
      assertThat(store.read()).contains(List.of());
    }
  }

  @Test
  void whatIsSetByHandIsToldAndReplaced() {
    ScheduleStore store = readyStore();
    store.create(full());
    store.create(spec("b"));

    flexibleByHand(full().name());

    List<Stored> read = store.read().orElseThrow();
    assertThat(read.get(0).name()).isEqualTo(full().name());
    assertThat(read.get(0).spec()).contains(full());
    assertThat(read.get(0).beyond()).containsExactly("a flexible time window of 15 minutes");
    assertThat(read.get(0).is(full())).isFalse();
    assertThat(read.get(1).is(spec("b"))).isTrue();
    assertFails(store, s -> s.create(full()), true);
    store.replace(full());
    assertThat(store.read()).contains(List.of(Stored.of(full()), Stored.of(spec("b"))));
  }

  @Test
  void writesWithoutAGroupAreFailures() {
    ScheduleStore store = store(OWNER);

    assertFails(store, s -> s.create(full()), false);
    assertFails(store, s -> s.replace(full()), false);
    assertFails(store, s -> s.delete(full().name()), false);
    assertThat(store.read()).isEmpty();
  }

  @Test
  void groupOfAnotherJobIsAFailureAndStays() {
    ScheduleStore theirs = store(OTHER);
    theirs.makeGroup();
    theirs.create(full());

    assertIsRefused();

    assertThat(theirs.read()).contains(List.of(Stored.of(full())));
  }

  @Test
  void groupWithOneTagThatIsAnotherIsAFailure() {
    groupByHand(new GroupOwner(new RealmName("prod"), OWNER.job()).tags());

    assertIsRefused();
  }

  @Test
  void groupWithoutTagsIsAFailure() {
    groupByHand(Map.of());

    assertIsRefused();
  }

  @Test
  void moreTagsAreNobodysBusiness() {
    Map<String, String> tags = new java.util.TreeMap<>(OWNER.tags());
    tags.put("owner", "team data");
    groupByHand(tags);

    store(OWNER).makeGroup();

    assertThat(store(OWNER).read()).contains(List.of());
  }

  private void assertIsRefused() {
    assertFails(store(OWNER), ScheduleStore::read, false);
    assertFails(store(OWNER), ScheduleStore::makeGroup, false);
    assertFails(store(OWNER), s -> s.create(spec("new")), false);
    assertFails(store(OWNER), s -> s.replace(full()), false);
    assertFails(store(OWNER), s -> s.delete(full().name()), false);
  }

  private static void assertFails(
      ScheduleStore store, Consumer<ScheduleStore> call, boolean retryable) {
    assertThatThrownBy(() -> call.accept(store))
        .asInstanceOf(type(StoreException.class))
        .satisfies(
            e -> {
              assertThat(e.operation()).isNotBlank();
              assertThat(e.resource()).contains(GROUP.text());
              assertThat(e.retryable()).isEqualTo(retryable);
              assertThat(e).message().contains(GROUP.text()).doesNotContain("Exception");
            });
  }

  private ScheduleStore readyStore() {
    ScheduleStore store = store(OWNER);
    store.makeGroup();
    return store;
  }

  /**
   * The owner of a group.
   *
   * @param job the lavasched job, in realm {@code demo}
   * @return the owner
   */
  protected static GroupOwner owner(String job) {
    return new GroupOwner(new RealmName("demo"), new JobId(job));
  }

  /**
   * A schedule with as little as can be.
   *
   * @param name its name
   * @return the schedule
   */
  protected static ScheduleSpec spec(String name) {
    return new ScheduleSpec(
        new ScheduleName(name),
        new ScheduleExpression("cron(0 6 * * ? *)", "Australia/Sydney"),
        Optional.empty(),
        Optional.empty(),
        true,
        TARGET,
        "");
  }

  /**
   * A schedule with all that there is.
   *
   * @return the schedule {@code a}
   */
  protected static ScheduleSpec full() {
    return new ScheduleSpec(
        new ScheduleName("a"),
        new ScheduleExpression("cron(*/5 0,6-23 ? 1-11 2,4 *)", "UTC"),
        Optional.of(NOW.plusSeconds(86_400)),
        Optional.of(NOW.plusSeconds(864_000)),
        false,
        new ScheduleTarget(
            "arn:aws:sns:ap-southeast-2:123456789012:lava-demo-dispatch",
            "arn:aws:iam::123456789012:role/service-role/lavasched",
            "{\"job_id\":\"a\",\"delay\":\"37s\"}",
            60,
            0,
            Optional.of("arn:aws:sqs:ap-southeast-2:123456789012:lava-demo-dead")),
        "lavasched: a schedule[0]: */5 0,6-23 * 1-11 1,3");
  }

  private static ScheduleSpec renamed(ScheduleSpec spec, ScheduleName name) {
    return new ScheduleSpec(
        name,
        spec.expression(),
        spec.start(),
        spec.end(),
        spec.enabled(),
        spec.target(),
        spec.description());
  }

  private static ScheduleSpec with(
      ScheduleSpec spec, Optional<Instant> start, Optional<Instant> end, boolean enabled) {
    return new ScheduleSpec(
        spec.name(), spec.expression(), start, end, enabled, spec.target(), spec.description());
  }

  private static ScheduleSpec described(String description) {
    ScheduleSpec spec = spec("a");
    return new ScheduleSpec(
        spec.name(),
        spec.expression(),
        spec.start(),
        spec.end(),
        spec.enabled(),
        spec.target(),
        description);
  }

  private static ScheduleSpec input(String input) {
    ScheduleSpec spec = spec("a");
    return new ScheduleSpec(
        spec.name(),
        spec.expression(),
        spec.start(),
        spec.end(),
        spec.enabled(),
        new ScheduleTarget(TARGET.arn(), TARGET.roleArn(), input, 60, 185, Optional.empty()),
        spec.description());
  }
}
