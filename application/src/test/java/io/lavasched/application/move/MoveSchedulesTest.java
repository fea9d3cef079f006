// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.move.MoveReport.End;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MoveSchedulesTest {

  private static final Instant START = Instant.parse("2026-12-01T00:00:20Z");

  private final World world = new World(START, ZoneOffset.UTC).job("etl/a", "*/10 * * * *");

  private static List<String> codes(MoveReport report) {
    return report.problems().stream().map(problem -> problem.code().id()).toList();
  }

  private static List<MoveStep.Kind> kinds(MoveReport report) {
    return report.steps().stream().map(MoveStep::kind).toList();
  }

  /** Lets the first call of a step fail. */
  private void failing(MoveStep.Kind kind) {
    int[] calls = {0};
    for (int call = 1; call < 200; call++) {
      world.faults.put(
          world.calls + call,
          () -> {
            boolean isIn =
                !world.steps.isEmpty() && world.steps.get(world.steps.size() - 1).kind() == kind;
            if (isIn && ++calls[0] == 1) {
              throw World.failure();
            }
          });
    }
  }

  @Nested
  class Forth {

    @Test
    void startsTheSchedulesInAGapAndTakesTheBlockOutBefore() {
      world.withBlock();

      MoveReport report = world.forth();

      assertThat(report.end()).isEqualTo(End.MOVED);
      assertThat(kinds(report))
          .containsExactly(
              MoveStep.Kind.DISABLE,
              MoveStep.Kind.CHOOSE,
              MoveStep.Kind.WAIT,
              MoveStep.Kind.START_AT,
              MoveStep.Kind.WAIT,
              MoveStep.Kind.TAKE_OUT);
      Instant cut = report.cut().orElseThrow().at();
      assertThat(report.cut().orElseThrow().around()).isEmpty();
      assertThat(cut).isEqualTo("2026-12-01T00:02:00Z");
      assertThat(world.shown())
          .containsExactly("demo/schedule-01 from " + cut, "etl/a from " + cut);
      assertThat(world.now()).isBetween(cut.minusSeconds(30), cut.minusSeconds(28));
      assertThat(new String(world.crontab.read().orElseThrow().bytes(), ISO_8859_1))
          .isEqualTo("# of somebody\n5 5 * * * backup\n");
      assertThat(report.standing().kind()).isEqualTo(Standing.Kind.EVENTBRIDGE);
      world.until(cut);
      assertThat(world.forth().end()).isEqualTo(End.UNCHANGED);
    }

    @Test
    void aPlanWritesNothing() {
      world.withBlock();

      MoveReport report = world.moves().planToEventBridge(world.request(), world);

      assertThat(report.end()).isEqualTo(End.PLANNED);
      assertThat(kinds(report))
          .containsExactly(
              MoveStep.Kind.DISABLE,
              MoveStep.Kind.CHOOSE,
              MoveStep.Kind.WAIT,
              MoveStep.Kind.START_AT,
              MoveStep.Kind.WAIT,
              MoveStep.Kind.TAKE_OUT);
      assertThat(world.shown()).isEmpty();
      assertThat(world.block().isLive()).isTrue();
      assertThat(Duration.between(START, world.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void withoutABlockTheSchedulesAreInForceAtOnce() {
      assertThat(world.forth().end()).isEqualTo(End.MOVED);

      assertThat(world.shown()).containsExactly("demo/schedule-01", "etl/a");
      assertThat(world.forth().end()).isEqualTo(End.UNCHANGED);
    }

    @Test
    void jobsThatTheServiceCannotDispatchStopIt() {
      world.job("etl/both", "0 6 1 * 1").withBlock();

      MoveReport report = world.forth();

      assertThat(report.end()).isEqualTo(End.GUARDED);
      assertThat(codes(report)).contains("cron-both-days", "guard-left-behind");
      assertThat(report.problems())
          .filteredOn(problem -> problem.code().id().equals("guard-left-behind"))
          .extracting(Problem::text)
          .singleElement()
          .asString()
          .contains("etl/both");
      assertThat(world.shown()).isEmpty();
      assertThat(world.block().isLive()).isTrue();
    }

    @Test
    void unlessThatIsAllowed() {
      world.job("etl/both", "0 6 1 * 1").withBlock();
      world.leavesBehind = true;

      assertThat(world.forth().end()).isEqualTo(End.MOVED);

      assertThat(world.shown()).hasSize(2);
    }

    /** A realm without jobs, or a wrong one, must not empty the crontab. */
    @Test
    void theGuardsOfTheBlockCount() {
      world.withBlock();
      world.table.remove("etl/a").remove(World.LAVASCHED.text());

      MoveReport report = world.forth();

      assertThat(report.end()).isEqualTo(End.GUARDED);
      assertThat(codes(report)).contains("guard-empty");
      assertThat(world.block().isLive()).isTrue();
    }

    @Test
    void whereNoGapIsTheJobsAroundTheMinuteAreNamed() {
      world.job("etl/often", "* * * * *").withBlock();

      Cut cut = world.forth().cut().orElseThrow();

      assertThat(cut.around()).containsExactly("etl/often");
      assertThat(cut.at()).isEqualTo("2026-12-01T00:02:00Z");
    }

    @Test
    void whereBothDispatchTheBlockGoesAtOnce() {
      world.forth();
      world.withBlock();

      MoveReport report = world.forth();

      assertThat(report.end()).isEqualTo(End.MOVED);
      assertThat(kinds(report)).containsExactly(MoveStep.Kind.FOUND_BOTH, MoveStep.Kind.TAKE_OUT);
      assertThat(world.block().isLive()).isFalse();
    }

    /** Some of them, after a kill in the middle: cron alone is whole, and so it goes from there. */
    @Test
    void whereSomeDispatchTwiceTheSchedulesAreDisabledFirst() {
      world.forth();
      world.job("etl/b", "0 6 * * *").withBlock();

      MoveReport report = world.forth();

      assertThat(report.end()).isEqualTo(End.MOVED);
      assertThat(kinds(report))
          .startsWith(MoveStep.Kind.FOUND_BOTH, MoveStep.Kind.DISABLE, MoveStep.Kind.CHOOSE)
          .endsWith(MoveStep.Kind.TAKE_OUT);
    }

    @Test
    void aCrontabThatCannotBeWrittenLeavesItToCron() {
      world.withBlock();
      failing(MoveStep.Kind.TAKE_OUT);

      MoveReport report = world.forth();
      world.faults.clear();

      assertThat(report.end()).isEqualTo(End.UNDONE);
      assertThat(report.failure()).isPresent();
      assertThat(report.standing().kind()).isEqualTo(Standing.Kind.CRONTAB);
      assertThat(world.shown()).containsExactly("demo/schedule-01 disabled", "etl/a disabled");
      assertThat(world.block().isLive()).isTrue();
      assertThat(world.forth().end()).isEqualTo(End.MOVED);
    }

    @Test
    void brokenMarkersStopIt() {
      world.withBlock();
      String text = new String(world.crontab.read().orElseThrow().bytes(), ISO_8859_1);
      world.crontab.install(CrontabText.of(text + text));

      MoveReport report = world.forth();

      assertThat(report.end()).isEqualTo(End.STOPPED);
      assertThat(codes(report)).contains("broken-markers");
      assertThat(BothLive.refusals(world.crontab)).isNotEmpty();
    }
  }

  @Nested
  class Back {

    private void moved() {
      world.withBlock();
      world.forth();
      world.until(world.now().plus(Duration.ofMinutes(2)));
    }

    @Test
    void endsTheSchedulesInAGapAndPutsTheBlockInBefore() {
      world.withBlock();
      BlockNow block = world.block();
      world.forth();
      world.until(world.now().plus(Duration.ofMinutes(2)));

      MoveReport report = world.back();

      assertThat(report.end()).isEqualTo(End.MOVED);
      assertThat(kinds(report))
          .containsExactly(
              MoveStep.Kind.CHOOSE,
              MoveStep.Kind.END_AT,
              MoveStep.Kind.WAIT,
              MoveStep.Kind.PUT_IN,
              MoveStep.Kind.WAIT,
              MoveStep.Kind.DISABLE);
      assertThat(report.cut().orElseThrow().isGap()).isTrue();
      assertThat(world.block()).isEqualTo(block);
      assertThat(world.shown()).containsExactly("demo/schedule-01 disabled", "etl/a disabled");
      assertThat(report.standing().kind()).isEqualTo(Standing.Kind.CRONTAB);
      assertThat(world.back().end()).isEqualTo(End.UNCHANGED);
    }

    @Test
    void aPlanWritesNothing() {
      moved();
      List<String> before = world.shown();

      MoveReport report = world.moves().planToCrontab(world.request(), world);

      assertThat(report.end()).isEqualTo(End.PLANNED);
      assertThat(kinds(report)).contains(MoveStep.Kind.CHOOSE, MoveStep.Kind.PUT_IN);
      assertThat(world.shown()).isEqualTo(before);
      assertThat(world.block().isLive()).isFalse();
    }

    @Test
    void whereNothingDispatchesTheBlockComesAtOnce() {
      MoveReport report = world.back();

      assertThat(report.end()).isEqualTo(End.MOVED);
      assertThat(kinds(report))
          .containsExactly(
              MoveStep.Kind.FOUND_NEITHER, MoveStep.Kind.PUT_IN, MoveStep.Kind.DISABLE);
      assertThat(world.block().isLive()).isTrue();
    }

    @Test
    void whereBothDispatchTheSchedulesAreDisabledInTheNextHalfMinute() {
      moved();
      world.withBlock();
      Instant begin = world.now();

      MoveReport report = world.back();

      assertThat(report.end()).isEqualTo(End.MOVED);
      assertThat(kinds(report)).startsWith(MoveStep.Kind.FOUND_BOTH);
      assertThat(Duration.between(begin, world.now())).isLessThan(Duration.ofSeconds(65));
      assertThat(world.shown()).allMatch(each -> each.endsWith(" disabled"));
    }

    @Test
    void aCrontabThatCannotBeWrittenLeavesItToTheService() {
      moved();
      failing(MoveStep.Kind.PUT_IN);

      MoveReport report = world.back();
      world.faults.clear();

      assertThat(report.end()).isEqualTo(End.UNDONE);
      assertThat(world.shown()).containsExactly("demo/schedule-01", "etl/a");
      assertThat(world.block().isLive()).isFalse();
      assertThat(world.back().end()).isEqualTo(End.MOVED);
    }

    @Test
    void aJobWhoseRecordBecameBadStopsIt() {
      moved();
      world.table.put(
          Map.of("job_id", "etl/a", "worker", "w", "dispatcher", "d", "schedule", "99 * * * *"));

      MoveReport report = world.back();

      assertThat(report.end()).isEqualTo(End.GUARDED);
      assertThat(codes(report)).contains("guard-left-behind");
      assertThat(world.block().isLive()).isFalse();
    }
  }

  @Nested
  class OfARun {

    @Test
    void aBlockWithEntriesRefuses() {
      world.withBlock();

      assertThat(BothLive.refusals(world.crontab))
          .extracting(problem -> problem.code().id())
          .containsExactly("guard-both-live");
    }

    @Test
    void noBlockDoesNot() {
      assertThat(BothLive.refusals(world.crontab)).isEmpty();
      world.crontab.remove();
      assertThat(BothLive.refusals(world.crontab)).isEmpty();
    }

    @Test
    void afterAMoveForthItDoesNot() {
      world.withBlock();
      world.forth();

      assertThat(BothLive.refusals(world.crontab)).isEmpty();
      assertThat(world.service.schedules(World.GROUP))
          .extracting(Stored::beyond)
          .containsOnly(List.of());
    }
  }
}
