// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.testkit.crontab.RealCronDaemon;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fire times, and what Debian's real cron daemon does in the nights when the clock is changed. */
class CronDaemonIT {

  /** In the hours before and after, and in the one that is skipped or comes twice. */
  private static final List<String> SCHEDULES =
      List.of(
          "0 2 * * *",
          "0,30 2 * * *",
          "*/20 2 * * *",
          "30 * * * *",
          "30 0-23 * * *",
          "@hourly",
          "*/15 * * * *",
          "45 1 * * *",
          "45 1,2,3 * * *",
          "15 2 31 */2 *", // on no such night
          "0 3 * * *",
          "* 2 * * *");

  /** The zone's own clock when the daemon is started, and the last minute that is looked at. */
  private enum Night {
    SPRING("Europe/Berlin", "2025-03-30T01:40:30", "2025-03-30T01:10:00Z", 90),
    AUTUMN("Europe/Berlin", "2025-10-26T01:40:30", "2025-10-26T02:10:00Z", 300),
    SPRING_BY_HALF_AN_HOUR(
        "Australia/Lord_Howe", "2025-10-05T01:40:30", "2025-10-04T16:20:00Z", 120),
    AUTUMN_BY_HALF_AN_HOUR(
        "Australia/Lord_Howe", "2026-04-05T01:10:30", "2026-04-04T15:40:00Z", 300);

    private final ZoneId zone;
    private final LocalDateTime start;
    private final Instant end;
    private final int speed;

    Night(String zone, String start, String end, int speed) {
      this.zone = ZoneId.of(zone);
      this.start = LocalDateTime.parse(start);
      this.end = Instant.parse(end);
      this.speed = speed;
    }

    private List<String> observed(Path directory, int itsSpeed) {
      List<List<Long>> started =
          RealCronDaemon.run(
              directory, zone, start, itsSpeed, end.getEpochSecond() + 60, SCHEDULES);
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < SCHEDULES.size(); i++) {
        List<Instant> fires =
            started.get(i).stream()
                .map(second -> Instant.ofEpochSecond(second - second % 60))
                .filter(fire -> !fire.isAfter(end))
                .toList();
        lines.add(line(SCHEDULES.get(i), fires));
      }
      return lines;
    }

    private List<String> foretold() {
      NodeCron cron = new NodeCron(zone, CronDialect.DEBIAN, Optional.empty());
      List<String> lines = new ArrayList<>();
      for (String schedule : SCHEDULES) {
        FireTimes times = FireTimes.of(CronSchedule.of(schedule), cron);
        List<Instant> fires = new ArrayList<>();
        long fire = times.next(start.atZone(zone).toEpochSecond());
        while (fire <= end.getEpochSecond()) {
          fires.addAll(Collections.nCopies(times.count(fire), Instant.ofEpochSecond(fire)));
          fire = times.next(fire);
        }
        lines.add(line(schedule, fires));
      }
      return lines;
    }

    private String line(String schedule, List<Instant> fires) {
      return schedule
          + ": "
          + fires.stream().map(f -> f.atZone(zone).toOffsetDateTime().toOffsetTime()).toList();
    }
  }

  @TempDir private static Path directory;
  private static final Map<Night, CompletableFuture<List<String>>> RUNS =
      new EnumMap<>(Night.class);

  /** All at once, for they sleep nearly all the time. */
  @BeforeAll
  static void startTheDaemons() {
    RealCronDaemon.require();
    for (Night night : Night.values()) {
      RUNS.put(
          night,
          CompletableFuture.supplyAsync(
              () -> night.observed(directory.resolve(night.name()), night.speed),
              command -> new Thread(command, night.name()).start()));
    }
  }

  @ParameterizedTest
  @EnumSource(Night.class)
  void theDaemonDoesAsForetold(Night night) {
    List<String> observed = RUNS.get(night).join();
    // A daemon that gets the processor a minute of its clock late decides late: on a slower clock,
    // that is less of a minute.
    for (int slower = 2; slower <= 8 && !observed.equals(night.foretold()); slower *= 2) {
      observed = night.observed(directory.resolve(night.name() + slower), night.speed / slower);
    }

    assertThat(observed).isEqualTo(night.foretold());
  }
}
