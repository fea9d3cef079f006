// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.move.MoveReport.End;
import io.lavasched.domain.fire.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Moves there and back in nights in which clocks are changed, with every dispatch counted. */
class MoveNightTest {

  /** A zone, and when its clock is changed. */
  record Night(ZoneId zone, Instant change) {}

  @Provide
  Arbitrary<Night> nights() {
    return Arbitraries.of(
        new Night(ZoneId.of("Europe/Berlin"), Instant.parse("2027-03-28T01:00:00Z")),
        new Night(ZoneId.of("Europe/Berlin"), Instant.parse("2026-10-25T01:00:00Z")),
        new Night(ZoneId.of("Australia/Sydney"), Instant.parse("2026-10-03T16:00:00Z")),
        new Night(ZoneId.of("Australia/Sydney"), Instant.parse("2027-04-03T16:00:00Z")));
  }

  @Provide
  Arbitrary<List<String>> crons() {
    return Arbitraries.of(
            "*/5 * * * *",
            "*/15 * * * *",
            "7,37 * * * *",
            "0 * * * *",
            "30 2 * * *",
            "15 1 * * *",
            "0 3 * * *",
            "59 1 * * *",
            "*/20 2 * * *",
            "*/10 1-3 * * *",
            "45 0 * * 0",
            "0 6 * * *",
            "2 */2 * * *",
            "* * * * *",
            "*/2 2-3 * * *")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static World world(Night night, List<String> crons, int minutesBefore, int second) {
    World world =
        new World(
            night.change().minus(Duration.ofMinutes(minutesBefore)).plusSeconds(second),
            night.zone());
    for (int i = 0; i < crons.size(); i++) {
      world.job("etl/" + i, crons.get(i));
    }
    return world.withBlock();
  }

  /** What is dispatched where the service does so from each first minute to each second one. */
  private static Map<String, Map<Long, Integer>> expected(
      World world, Instant start, Instant end, Instant forth, Instant back) {
    Map<String, Map<Long, Integer>> expected = new TreeMap<>();
    world.jobs.forEach(
        (job, schedule) -> {
          FireTimes cron = world.byCron(schedule);
          FireTimes service = world.byService(schedule);
          long first = Math.floorDiv(start.getEpochSecond(), 60) * 60 + 60;
          for (long at = first; at <= end.getEpochSecond(); at += 60) {
            boolean isService = at >= forth.getEpochSecond() && at < back.getEpochSecond();
            int count = (isService ? service : cron).count(at);
            if (count > 0) {
              expected.computeIfAbsent(job, j -> new TreeMap<>()).put(at, count);
            }
          }
        });
    return expected;
  }

  @Property
  void nothingIsLostAndNothingComesTwice(
      @ForAll("nights") Night night,
      @ForAll("crons") List<String> crons,
      @ForAll @IntRange(min = 1, max = 240) int minutesBefore,
      @ForAll @IntRange(max = 59) int second,
      @ForAll @IntRange(max = 300) int between) {
    World world = world(night, crons, minutesBefore, second);
    Instant start = world.now();

    MoveReport forth = world.forth();

    assertThat(forth.end()).isEqualTo(End.MOVED);
    assertThat(world.block().isLive()).isFalse();
    Instant first = forth.cut().orElseThrow().at();
    world.until(first.plus(Duration.ofMinutes(between)).plusSeconds(second));
    MoveReport back = world.back();
    assertThat(back.end()).isEqualTo(End.MOVED);
    assertThat(world.shown()).allMatch(each -> each.endsWith(" disabled"));
    Instant end = start.plus(Duration.ofHours(14));
    world.until(end);
    Instant second2 = back.cut().orElseThrow().at();
    assertThat(world.dispatched).isEqualTo(expected(world, start, end, first, second2));
  }

  /**
   * The minute is in a gap of both wherever there is one: then it is of no matter what cron and the
   * service make of the very minute.
   */
  @Property
  void aGapHasNoDispatchAround(
      @ForAll("nights") Night night,
      @ForAll("crons") List<String> crons,
      @ForAll @IntRange(min = 1, max = 240) int minutesBefore) {
    World world = world(night, crons, minutesBefore, 17);

    Cut cut = world.forth().cut().orElseThrow();

    boolean any = false;
    for (String schedule : world.jobs.values()) {
      for (long at = cut.at().getEpochSecond() - 60;
          at <= cut.at().getEpochSecond() + 60;
          at += 60) {
        any |= world.byCron(schedule).count(at) + world.byService(schedule).count(at) > 0;
      }
    }
    assertThat(cut.isGap()).isEqualTo(!any);
    if (crons.stream().noneMatch(cron -> cron.startsWith("* ") || cron.startsWith("*/2 "))) {
      assertThat(cut.isGap()).isTrue();
    }
  }

  /**
   * A process that is killed, or a call that fails, at any call of the crontab, the service or the
   * clock; later the same command again.
   */
  @Property
  void theSameCommandEndsWhatWasEnded(
      @ForAll("nights") Night night,
      @ForAll("crons") @Size(max = 3) List<String> crons,
      @ForAll @IntRange(min = 1, max = 240) int minutesBefore,
      @ForAll @IntRange(min = 1, max = 45) int call,
      @ForAll boolean isKill,
      @ForAll @IntRange(max = 900) int pause,
      @ForAll boolean isForth) {
    World world = world(night, crons, minutesBefore, 5);
    Instant start = world.now();
    if (!isForth) {
      world.forth();
      world.until(world.now().plus(Duration.ofMinutes(3)));
    }
    List<Cut> before = List.copyOf(world.cuts);
    world.faults.put(
        world.calls + call,
        () -> {
          if (isKill) {
            throw new World.Killed();
          }
          throw World.failure();
        });

    try {
      run(world, isForth);
    } catch (World.Killed e) {
      // As it is.
    }
    world.faults.clear();
    List<Cut> firsts = world.cuts.subList(before.size(), world.cuts.size());
    Instant from = firsts.isEmpty() ? Instant.MAX : firsts.get(0).at();
    world.until(world.now().plusSeconds(pause));
    MoveReport again = run(world, isForth);

    assertThat(again.end()).isIn(End.MOVED, End.UNCHANGED);
    assertThat(world.block().isLive()).isEqualTo(!isForth);
    if (!isForth) {
      assertThat(world.shown()).allMatch(each -> each.endsWith(" disabled"));
    }
    Instant ended = world.now();
    Instant end = start.plus(Duration.ofHours(14));
    world.until(end);
    if (isForth) {
      world.until(world.cuts.get(world.cuts.size() - 1).at().plusSeconds(60));
      assertThat(run(world, true).end()).isEqualTo(End.UNCHANGED);
    } else {
      assertThat(run(world, false).end()).isEqualTo(End.UNCHANGED);
    }
    Instant lastCut = world.cuts.get(world.cuts.size() - 1).at();
    // In doubt is what was due from the first minute on until the second run was over.
    Instant forth = isForth ? (from.isBefore(lastCut) ? from : lastCut) : before.get(0).at();
    Map<String, Map<Long, Integer>> least =
        isForth
            ? expected(world, start, end, lastCut, Instant.MAX)
            : expected(world, start, end, forth, lastCut);
    world.jobs.forEach(
        (job, schedule) -> {
          Map<Long, Integer> was = world.dispatched.getOrDefault(job, Map.of());
          Map<Long, Integer> should = least.getOrDefault(job, Map.of());
          for (long at = Math.floorDiv(start.getEpochSecond(), 60) * 60 + 60;
              at <= end.getEpochSecond();
              at += 60) {
            boolean isInDoubt =
                at >= from.getEpochSecond()
                    && at <= Math.max(ended.getEpochSecond(), from.getEpochSecond());
            int count = was.getOrDefault(at, 0);
            int one = world.byCron(schedule).count(at);
            int other = world.byService(schedule).count(at);
            if (!isInDoubt) {
              assertThat(count)
                  .as(job + " " + Instant.ofEpochSecond(at))
                  .isEqualTo(should.getOrDefault(at, 0));
            } else {
              assertThat(count).isBetween(isForth ? Math.min(one, other) : 0, one + other);
            }
          }
        });
  }

  private static MoveReport run(World world, boolean isForth) {
    return isForth ? world.forth() : world.back();
  }
}
