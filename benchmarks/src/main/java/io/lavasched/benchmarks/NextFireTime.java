// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.scheduling.support.CronExpression;

/**
 * From one fire of a cron string to the next, on a clock that is put forward and back. Each string
 * is walked from the same instant; some of the walks take hours, others years.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Schedules.COUNT * NextFireTime.FIRES)
public class NextFireTime {

  /** How many fires of each string. */
  public static final int FIRES = 50;

  static final ZonedDateTime START =
      ZonedDateTime.of(2026, 11, 23, 0, 0, 30, 0, ZoneId.of("Europe/Berlin"));

  /** Which cron strings. */
  @Param public Schedules schedules = Schedules.EVERYDAY;

  private List<FireTimes> times = List.of();
  private List<CronExpression> expressions = List.of();

  /** Reads the cron strings. */
  @Setup
  public void prepare() {
    NodeCron cron = new NodeCron(START.getZone(), CronDialect.VIXIE, Optional.empty());
    times =
        schedules.texts().stream().map(text -> FireTimes.of(CronSchedule.of(text), cron)).toList();
    expressions =
        schedules.texts().stream().map(text -> CronExpression.parse("0 " + text)).toList();
  }

  /** Ours. */
  @Benchmark
  public void lavasched(Blackhole hole) {
    for (FireTimes each : times) {
      hole.consume(lavasched(each));
    }
  }

  /** Spring's. */
  @Benchmark
  public void spring(Blackhole hole) {
    for (CronExpression each : expressions) {
      hole.consume(spring(each));
    }
  }

  /** The last of the fires, in seconds since 1970. */
  static long lavasched(FireTimes times) {
    long fire = START.toEpochSecond();
    for (int i = 0; i < FIRES; i++) {
      fire = times.next(fire);
    }
    return fire;
  }

  static long spring(CronExpression expression) {
    ZonedDateTime fire = START;
    for (int i = 0; fire != null && i < FIRES; i++) {
      fire = expression.next(fire);
    }
    return fire == null ? FireTimes.NEVER : fire.toEpochSecond();
  }

  List<FireTimes> times() {
    return times;
  }

  List<CronExpression> expressions() {
    return expressions;
  }
}
