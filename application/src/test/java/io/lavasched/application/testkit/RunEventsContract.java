// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.port.RunEvents.Runs;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
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
import org.junit.jupiter.api.Test;

/** What every {@link RunEvents} does; a subclass says how to get one. */
public abstract class RunEventsContract extends PortContract {

  /** Some time; runs of these tests are around it. */
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final JobId JOB = new JobId("demo/etl");

  /**
   * Run records with exactly these runs, written as a worker writes them.
   *
   * @param runs of each job
   * @return the source
   */
  protected abstract RunEvents eventsWith(Map<JobId, List<Run>> runs);

  /**
   * Run records in which one run cannot be read: its time of dispatch is no time. Its last event is
   * at {@link #NOON}, its run id is {@code broken}.
   *
   * @param job whose run that is
   * @param runs the other runs of the job
   * @return the source
   */
  protected abstract RunEvents eventsWithUnreadable(JobId job, List<Run> runs);

  /**
   * Reads run records that break off after at least one run of a job was there to be read. Making
   * the source may fail just as reading it may.
   *
   * @param job whose runs
   * @param read what to do with the source
   */
  protected abstract void withEventsThatBreak(JobId job, Consumer<RunEvents> read);

  /**
   * Reads run records that are not there: no table, no file. Making the source may fail just as
   * reading it may.
   *
   * @param read what to do with the source
   */
  protected abstract void withoutEvents(Consumer<RunEvents> read);

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(eventsWith(Map.of()));
  }

  @Test
  void runIsGivenAsItWasWritten() {
    Run run =
        new Run(
            "0b4fb6c1-6a3e-4bd4-9d1e-6d2f1f1f0001",
            NOON.plusNanos(123_456_000),
            Optional.of(NOON.plusSeconds(2).plusNanos(1_000)),
            NOON.plusSeconds(62).plusNanos(999_999_000),
            "complete",
            Optional.of("core"));

    assertThat(eventsWith(Map.of(JOB, List.of(run))).of(JOB, NOON))
        .isEqualTo(new Runs(List.of(run), List.of()));
  }

  @Test
  void everyStatusIsGiven() {
    List<Run> runs =
        List.of(
                "starting",
                "logging",
                "running",
                "retrying",
                "complete",
                "failed",
                "rejected",
                "skipped",
                "action_failed",
                "of a later lava")
            .stream()
            .map(status -> run(status.replace(' ', '-'), 0, 5, status))
            .toList();

    assertThat(eventsWith(Map.of(JOB, runs)).of(JOB, NOON).runs())
        .containsExactlyInAnyOrderElementsOf(runs);
  }

  @Test
  void lastEventDecides() {
    Run before = run("a", -3600, -1, "complete");
    Run at = run("b", -3600, 0, "complete");
    Run after = run("c", -3600, 1, "running");
    RunEvents events = eventsWith(Map.of(JOB, List.of(before, at, after)));

    assertThat(events.of(JOB, NOON).runs()).containsExactlyInAnyOrder(at, after);
    assertThat(events.of(JOB, NOON.minusSeconds(1)).runs())
        .containsExactlyInAnyOrder(before, at, after);
    assertThat(events.of(JOB, NOON.plusSeconds(2))).isEqualTo(Runs.NONE);
  }

  /** Python prints no fraction where it is zero, and text with one is greater. */
  @Test
  void fractionsOfASecondDoNotMisleadTheOrder() {
    List<Run> runs =
        List.of(
            new Run("a", NOON, Optional.empty(), NOON.minusNanos(1_000), "running", worker()),
            new Run("b", NOON, Optional.empty(), NOON, "running", worker()),
            new Run("c", NOON, Optional.empty(), NOON.plusNanos(1_000), "running", worker()));

    assertThat(eventsWith(Map.of(JOB, runs)).of(JOB, NOON).runs())
        .extracting(Run::id)
        .containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void runsAreThoseOfThatVeryJob() {
    Run run = run("a", 0, 1, "complete");
    RunEvents events =
        eventsWith(
            Map.of(
                JOB,
                List.of(run),
                new JobId("demo/etl2"),
                List.of(run("b", 0, 1, "complete")),
                new JobId("demo"),
                List.of(run("a", 0, 1, "failed"))));

    assertThat(events.of(JOB, NOON).runs()).containsExactly(run);
    assertThat(events.of(new JobId("demo"), NOON).runs()).containsExactly(run("a", 0, 1, "failed"));
    assertThat(events.of(new JobId("Demo/etl"), NOON)).isEqualTo(Runs.NONE);
  }

  @Test
  void jobWithoutRunsHasNone() {
    RunEvents events = eventsWith(Map.of(JOB, List.of(run("a", 0, 1, "complete"))));

    assertThat(events.of(new JobId("other"), NOON)).isEqualTo(Runs.NONE);
    assertThat(events.of(new JobId("x".repeat(5000)), NOON)).isEqualTo(Runs.NONE);
  }

  @Test
  void manyRunsAllArrive() {
    List<Run> runs =
        new ArrayList<>(
            IntStream.range(0, 1500)
                .mapToObj(i -> run(String.format(Locale.ROOT, "%05d", i), i, i + 1, "complete"))
                .toList());
    Collections.shuffle(runs, new Random(7));

    assertThat(eventsWith(Map.of(JOB, runs)).of(JOB, NOON).runs())
        .containsExactlyInAnyOrderElementsOf(runs);
  }

  /** A run that is left out looks like a dispatch that was lost. */
  @Test
  void runThatCannotBeReadIsCounted() {
    Run sound = run("a", 0, 1, "complete");

    Runs found = eventsWithUnreadable(JOB, List.of(sound)).of(JOB, NOON);

    assertThat(found.runs()).containsExactly(sound);
    assertThat(found.unreadable())
        .singleElement()
        .satisfies(what -> assertThat(what).contains("broken").doesNotContain("\n", "Exception"));
  }

  @Test
  void failureInTheMiddleThrows() {
    assertFails(() -> withEventsThatBreak(JOB, events -> events.of(JOB, NOON)));
  }

  @Test
  void recordsThatAreNotThereAreAFailure() {
    assertFails(() -> withoutEvents(events -> events.of(JOB, NOON)));
  }

  @Test
  void sourceHasAName() {
    assertThat(eventsWith(Map.of()).describe()).isNotBlank().doesNotContain("\n");
  }

  private static void assertFails(Runnable read) {
    assertThatThrownBy(read::run)
        .asInstanceOf(type(StoreException.class))
        .satisfies(
            e -> {
              assertThat(e.operation()).isNotBlank();
              assertThat(e.resource()).isNotBlank();
              assertThat(e).message().isNotBlank().doesNotContain("Exception");
            });
  }

  /**
   * A run.
   *
   * @param id its run id
   * @param dispatched seconds after noon
   * @param lastEvent seconds after noon
   * @param status that of the last event
   * @return one that started a second after its dispatch
   */
  protected static Run run(String id, long dispatched, long lastEvent, String status) {
    return new Run(
        id,
        NOON.plusSeconds(dispatched),
        Optional.of(NOON.plusSeconds(dispatched + 1)),
        NOON.plusSeconds(lastEvent),
        status,
        worker());
  }

  private static Optional<String> worker() {
    return Optional.of("core");
  }
}
