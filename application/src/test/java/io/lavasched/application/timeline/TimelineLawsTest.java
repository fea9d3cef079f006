// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.CronFields;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick count beside a slow one, which asks each schedule about each minute. */
class TimelineLawsTest {

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Australia/Sydney"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"));

  /** Days of spring, autumn and neither, for one or the other zone. */
  private static final List<LocalDate> DAYS =
      List.of(
          LocalDate.of(2026, 10, 3),
          LocalDate.of(2026, 4, 4),
          LocalDate.of(2026, 3, 7),
          LocalDate.of(2026, 10, 31),
          LocalDate.of(2026, 12, 31));

  record Case(List<JobRecord> jobs, NodeCron cron, Interval interval) {
    private Timeline timeline() {
      return timelineOf(jobs);
    }

    private Timeline timelineOf(List<JobRecord> ordered) {
      TimelineBuilder builder = new TimelineBuilder(interval);
      ordered.forEach(job -> builder.add(job, cron, RebuildTimes.UNKNOWN));
      return builder.build();
    }

    private int dispatched(JobRecord job, int minute) {
      int dispatched = 0;
      for (ScheduleItem item : job.schedule().items()) {
        if (!item.cron().isReboot()
            && item.window().isActive(interval.at(minute), interval.zone())) {
          dispatched += FireTimes.of(item.cron(), cron).count(interval.second(minute));
        }
      }
      return dispatched;
    }

    /** What the slow way gives for each name, and each minute. */
    private Map<String, int[]> slow(Function<JobRecord, String> name) {
      Map<String, int[]> loads = new HashMap<>();
      for (JobRecord job : jobs) {
        int[] load = new int[interval.minutes()];
        for (int minute = 0; minute < load.length; minute++) {
          load[minute] = dispatched(job, minute);
        }
        if (IntStream.of(load).sum() > 0) {
          loads.merge(name.apply(job), load, Case::plus);
        }
      }
      return loads;
    }

    private static int[] plus(int[] one, int[] other) {
      return IntStream.range(0, one.length).map(i -> one[i] + other[i]).toArray();
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<NodeCron> crons =
        Arbitraries.of(ZONES).map(zone -> new NodeCron(zone, CronDialect.VIXIE, Optional.empty()));
    return Combinators.combine(
            jobs(), crons, Arbitraries.of(DAYS), Arbitraries.integers().between(1, 3))
        .as(
            (jobs, cron, day, days) ->
                new Case(jobs, cron, Interval.ofDays(day, days, cron.zone())));
  }

  private static Arbitrary<List<JobRecord>> jobs() {
    Arbitrary<String> crons =
        Arbitraries.oneOf(
            CronFields.valid(),
            Arbitraries.of(
                "@reboot",
                "* * * * *",
                "0 * * * *",
                "@hourly",
                "*/20 2 * * *",
                "30 2 * * *",
                "0-59 2 * * *",
                "30 0-23 * * *",
                "30 * * * *",
                "5,15 1-3 * * *"));
    Arbitrary<String> times =
        Arbitraries.of(
            "", "2026-04-05T02:30", "2026-10-04T03:00:00Z", "2026-11-01T01:30", "2027-01-01");
    Arbitrary<Object> items =
        Combinators.combine(crons, times, times)
            .as(
                (cron, from, to) -> {
                  Map<String, Object> item = new LinkedHashMap<>(Map.of("crontab", cron));
                  if (!from.isEmpty()) {
                    item.put("from", from);
                  }
                  if (!to.isEmpty()) {
                    item.put("to", to);
                  }
                  return item;
                });
    Arbitrary<Object> schedules =
        Arbitraries.oneOf(
            crons.map(cron -> (Object) cron),
            items,
            items.list().ofMaxSize(3).map(l -> (Object) l));
    return Combinators.combine(
            Arbitraries.integers().between(0, 99),
            Arbitraries.of("d", "e"),
            Arbitraries.of("v", "w"),
            schedules)
        .as(
            (id, dispatcher, worker, schedule) ->
                Map.of(
                    "job_id", "job " + id,
                    "dispatcher", dispatcher,
                    "worker", worker,
                    "schedule", schedule))
        .map(map -> JobRecord.parseIndexed("x", Value.of(map)).value().orElseThrow())
        .list()
        .ofMaxSize(6)
        .uniqueElements(JobRecord::id);
  }

  private static int[] array(Load load) {
    return IntStream.range(0, load.minutes()).map(load::at).toArray();
  }

  @Property(tries = 150)
  void theLoadsAreThoseOfTheSlowWay(@ForAll("cases") Case given) {
    Timeline timeline = given.timeline();

    int[] none = new int[given.interval().minutes()];
    assertThat(array(timeline.total()))
        .isEqualTo(given.slow(job -> "all").getOrDefault("all", none));
    assertLanes(timeline.dispatchers(), given.slow(job -> job.dispatcher().orElseThrow().text()));
    assertLanes(timeline.workers(), given.slow(job -> job.worker().text()));
    Map<String, int[]> byJob = given.slow(job -> job.id().text());
    for (TimelineJob job : timeline.jobs()) {
      int[] dispatched = new int[none.length];
      job.schedules()
          .forEach(s -> s.dispatches().forEach((minute, count) -> dispatched[minute] += count));
      assertThat(dispatched).isEqualTo(byJob.getOrDefault(job.id().text(), none));
      assertThat(job.dispatches()).isEqualTo(IntStream.of(dispatched).sum());
    }
  }

  private static void assertLanes(List<Lane> lanes, Map<String, int[]> slow) {
    assertThat(lanes.stream().map(Lane::name))
        .containsExactlyInAnyOrderElementsOf(slow.keySet())
        .isSorted();
    lanes.forEach(lane -> assertThat(array(lane.load())).isEqualTo(slow.get(lane.name())));
  }

  @Property(tries = 150)
  void crowdsAreOfTheSameJobsAndTheLargest(@ForAll("cases") Case given) {
    Timeline timeline = given.timeline();
    Map<String, List<Integer>> bySet = new LinkedHashMap<>();
    int[] total = array(timeline.total());
    IntStream.range(0, total.length)
        .filter(minute -> total[minute] > 0)
        .forEach(
            minute ->
                bySet.computeIfAbsent(set(given, minute), set -> new ArrayList<>()).add(minute));
    // Jobs with the same schedule may stand for each other in the sets: those are told apart here.
    List<List<Integer>> sets = new ArrayList<>(bySet.values());
    sets.sort((one, other) -> total[other.get(0)] - total[one.get(0)]);

    assertThat(timeline.crowds().stream().map(Crowd::minutes).toList())
        .isEqualTo(sets.subList(0, Math.min(Timeline.MOST_CROWDS, sets.size())));
    for (Crowd crowd : timeline.crowds()) {
      assertThat(crowd.load()).isEqualTo(total[crowd.minutes().get(0)]);
      int named = crowd.first().stream().mapToInt(Crowd.Dispatched::count).sum();
      assertThat(named + crowd.more()).isEqualTo(crowd.load());
      assertThat(crowd.first())
          .allMatch(s -> s.scheduled().dispatches().count(crowd.minutes().get(0)) == s.count());
    }
  }

  /** Which schedules fire, and how often: a job may do it by two of them. */
  private static String set(Case given, int minute) {
    StringBuilder set = new StringBuilder();
    for (JobRecord job : given.jobs()) {
      for (ScheduleItem item : job.schedule().items()) {
        boolean active =
            item.window().isActive(given.interval().at(minute), given.interval().zone());
        set.append(
                active && !item.cron().isReboot()
                    ? FireTimes.of(item.cron(), given.cron()).count(given.interval().second(minute))
                    : 0)
            .append(' ');
      }
    }
    return set.toString();
  }

  @Property(tries = 50)
  void theOrderOfTheJobsDoesNotMatter(@ForAll("cases") Case given, @ForAll Random random) {
    List<JobRecord> shuffled = new ArrayList<>(given.jobs());
    Collections.shuffle(shuffled, random);
    Timeline one = given.timeline();
    Timeline other = given.timelineOf(shuffled);

    assertThat(other.jobs().stream().map(TimelineJob::id))
        .containsExactlyElementsOf(one.jobs().stream().map(TimelineJob::id).toList());
    assertThat(array(other.total())).isEqualTo(array(one.total()));
    assertThat(other.crowds().stream().map(Crowd::minutes))
        .containsExactlyElementsOf(one.crowds().stream().map(Crowd::minutes).toList());
    assertThat(other.edges().stream().map(e -> e.minute() + " " + e.begins() + e.job().id()))
        .containsExactlyElementsOf(
            one.edges().stream().map(e -> e.minute() + " " + e.begins() + e.job().id()).toList());
  }
}
