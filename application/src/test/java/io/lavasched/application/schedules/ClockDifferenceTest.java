// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.cron.PortableCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.WindowTime;
import io.lavasched.testkit.CronFields;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the cron at hand dispatches in the nights of a change, and the service does not. */
class ClockDifferenceTest {

  private static final Instant FROM = Instant.parse("2027-01-10T00:00:00Z");
  private static final Instant TO = Instant.parse("2028-01-10T00:00:00Z");

  private static final ActiveSeconds ALWAYS = ActiveWindow.ALWAYS.inSeconds(ZoneOffset.UTC);

  private static List<ClockDifference> of(String cron, NodeCron node, ActiveSeconds window) {
    CronSchedule schedule = CronSchedule.of(cron);
    ServiceZone zone = ServiceZone.of(node.scheduleZone()).orElseThrow();
    return ClockDifference.of(
        schedule,
        node,
        ServiceCron.of(schedule, zone, FROM).value().orElseThrow(),
        window,
        FROM,
        TO);
  }

  private static NodeCron node(String dialect, String zone, String cronTz) {
    return new NodeCron(
        ZoneId.of(zone),
        CronDialect.named(dialect).orElseThrow(),
        Optional.ofNullable(cronTz).map(ZoneId::of));
  }

  private static String text(List<ClockDifference> differences) {
    return differences.stream()
        .map(d -> d.kind() + " " + d.count() + " " + d.first() + " " + d.zone())
        .collect(Collectors.joining(", "));
  }

  /** The rules of each cron: CRON.md section 4, and docs/problems.md. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30 2 * * *      | debian       | Europe/Berlin | | SKIPPED 1 2027-03-28T01:00:00Z Europe/Berlin
          0,20,40 2 * * * | debian       | Europe/Berlin | | SKIPPED 3 2027-03-28T01:00:00Z Europe/Berlin
          0 2,3 * * *     | debian       | Europe/Berlin | | SKIPPED 1 2027-03-28T01:00:00Z Europe/Berlin
          */20 2 * * *    | debian       | Europe/Berlin | | ONCE 3 2027-10-31T01:00:00Z Europe/Berlin
          30 */2 * * *    | debian       | Europe/Berlin | | ONCE 1 2027-10-31T01:30:00Z Europe/Berlin
          30 0-23 * * *   | debian       | Europe/Berlin | | SKIPPED 1 2027-03-28T01:00:00Z Europe/Berlin
          30 * * * *      | debian       | Europe/Berlin | |
          */5 * * * *     | debian       | Europe/Berlin | |
          0 * * * 0       | debian       | Europe/Berlin | | ONCE 1 2027-10-31T01:00:00Z Europe/Berlin
          0 * * * 1       | debian       | Europe/Berlin | |
          30 6 * * *      | debian       | Europe/Berlin | |
          30 2 * * *      | debian       | Asia/Kolkata  | |
          30 2 * * *      | vixie        | Europe/Berlin | | SKIPPED 1 2027-03-28T01:00:00Z Europe/Berlin
          30 2 * * *      | portable     | Europe/Berlin | | SKIPPED 1 2027-03-28T01:00:00Z Europe/Berlin
          30 2 * * *      | cronie       | Europe/Berlin | | SKIPPED 1 2027-03-28T01:00:00Z Europe/Berlin
          30 2 * * *      | cronie       | UTC           | Europe/Berlin | ONCE 1 2027-10-31T01:30:00Z Europe/Berlin
          */20 2 * * *    | cronie       | UTC           | Europe/Berlin | ONCE 3 2027-10-31T01:00:00Z Europe/Berlin
          */5 * * * *     | cronie       | UTC           | Europe/Berlin |
          30 2 * * *      | cronie       | Europe/Berlin | Europe/Berlin |
          30 7 * * *      | cronie       | America/New_York | Europe/Berlin | ADDED 1 2027-11-07T06:30:00Z America/New_York
          */30 7 * * *    | cronie       | America/New_York | Europe/Berlin |
          30 2 * * *      | busybox      | Europe/Berlin | | ONCE 1 2027-10-31T01:30:00Z Europe/Berlin
          30 2 * * *      | bcron        | Europe/Berlin | | SKIPPED 1 2027-03-28T01:30:00Z Europe/Berlin
          30 2 * * *      | systemd-cron | Europe/Berlin | |
          */20 2 * * *    | systemd-cron | Europe/Berlin | |
          */20 * * * *    | systemd-cron | Europe/Berlin | | ADDED 3 2027-10-31T01:00:00Z Europe/Berlin
          15 2 * * *      | debian       | Australia/Lord_Howe | | SKIPPED 1 2027-10-02T15:30:00Z Australia/Lord_Howe
          */15 * * * *    | debian       | Australia/Lord_Howe | | ONCE 2 2027-04-03T15:00:00Z Australia/Lord_Howe
          0 2 * * *       | debian       | Australia/Sydney | | SKIPPED 1 2027-10-02T16:00:00Z Australia/Sydney
          @daily          | debian       | Africa/Cairo  | | SKIPPED 1 2027-04-29T22:00:00Z Africa/Cairo
          """)
  void inTheNightsOfAYear(
      String cron, String dialect, String zone, String cronTz, String differences) {
    assertThat(text(of(cron, node(dialect, zone, cronTz), ALWAYS)))
        .isEqualTo(differences == null ? "" : differences);
  }

  @Test
  void onlyInTheWindow() {
    NodeCron debian = node("debian", "Europe/Berlin", null);
    String night = "2027-03-28T01:00:00Z";

    assertThat(of("30 2 * * *", debian, window("2027-03-28T01:00:00Z", night))).hasSize(1);
    assertThat(of("30 2 * * *", debian, window("2027-03-28T01:00:01Z", "2027-05-01"))).isEmpty();
    assertThat(of("30 2 * * *", debian, window("2027-01-01", "2027-03-28T00:59:59Z"))).isEmpty();
  }

  private static ActiveSeconds window(String from, String to) {
    return new ActiveWindow(
            WindowTime.parse(from).value().orElseThrow(),
            WindowTime.parse(to).value().orElseThrow())
        .inSeconds(ZoneOffset.UTC);
  }

  @Test
  void theChangeIsToldAsTheClockShowsIt() {
    ClockDifference difference =
        of("30 2 * * *", node("debian", "Europe/Berlin", null), ALWAYS).get(0);

    assertThat(difference.change()).isEqualTo(Instant.parse("2027-03-28T01:00:00Z"));
    assertThat(difference.before()).isEqualTo(LocalDateTime.parse("2027-03-28T02:00"));
    assertThat(difference.after()).isEqualTo(LocalDateTime.parse("2027-03-28T03:00"));
  }

  @Provide
  Arbitrary<NodeCron> crons() {
    List<ZoneId> zones =
        new TreeSet<>(ZoneId.getAvailableZoneIds())
            .stream()
                .map(ZoneId::of)
                .filter(zone -> ServiceZone.of(zone).isPresent())
                .filter(zone -> zone.getRules().nextTransition(FROM) != null)
                .toList();
    return Combinators.combine(
            Arbitraries.of(zones),
            Arbitraries.of(CronDialect.values()),
            Arbitraries.of(zones).optional(0.3))
        .as(NodeCron::new);
  }

  /** Few minutes of the day, for a whole year is walked through. */
  @Provide
  Arbitrary<String> schedules() {
    return Combinators.combine(
            Arbitraries.of("0", "30", "0,45", "*/30", "*/59", "15-16"),
            CronFields.field(CronFields.Kind.HOUR),
            Arbitraries.of(
                "* * *", "* * *", "1-31 * 1", "* * 0,5-6", "20-31 3,4,9-11 *", "1-7 * */7"))
        .as((minute, hour, days) -> minute + " " + hour.text() + " " + days);
  }

  /** At all other times of the year, both do the same. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void areAllThatThereAre(@ForAll("schedules") String text, @ForAll("crons") NodeCron cron) {
    CronSchedule schedule = CronSchedule.of(text);
    Assume.that(
        !cron.dialect().isStrict()
            || PortableCron.of(schedule, cron.dialect()).value().isPresent());
    ServiceZone zone = ServiceZone.of(cron.scheduleZone()).orElseThrow();
    ServiceCron service = ServiceCron.of(schedule, zone, FROM).value().orElseThrow();
    FireTimes ofCron = ActiveFires.times(schedule, cron);
    FireTimes ofService = service.fires();
    long lost = 0;
    long added = 0;
    for (long at : fires(ofCron, ofService)) {
      int more = ofCron.count(at) - ofService.count(at);
      lost += Math.max(more, 0);
      added += Math.max(-more, 0);
    }

    List<ClockDifference> found = of(text, cron, ALWAYS);

    assertThat(
            found.stream()
                .filter(d -> d.kind() != ClockDifference.Kind.ADDED)
                .mapToInt(ClockDifference::count)
                .sum())
        .isEqualTo((int) lost);
    assertThat(
            found.stream()
                .filter(d -> d.kind() == ClockDifference.Kind.ADDED)
                .mapToInt(ClockDifference::count)
                .sum())
        .isEqualTo((int) added);
    assertThat(found.stream().map(ClockDifference::change)).isSorted();
  }

  private static Iterable<Long> fires(FireTimes... all) {
    TreeSet<Long> fires = new TreeSet<>();
    for (FireTimes times : all) {
      for (long at = times.next(FROM.getEpochSecond());
          at < TO.getEpochSecond();
          at = times.next(at)) {
        fires.add(at);
      }
    }
    return new ArrayList<>(fires);
  }
}
