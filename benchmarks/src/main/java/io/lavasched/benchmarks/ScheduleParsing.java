// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.problem.Parsed;
import java.util.List;
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

/** Reading one cron string, here and by the two libraries that are used most. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Schedules.COUNT)
public class ScheduleParsing {

  /** Which cron strings. */
  @Param public Schedules schedules = Schedules.EVERYDAY;

  /** Made once, as its documentation asks. */
  private final CronParser cronUtils =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private List<String> texts = List.of();
  private List<String> springTexts = List.of();

  /** Takes the cron strings; Spring's get their seconds here, so that this is not measured. */
  @Setup
  public void prepare() {
    texts = schedules.texts();
    springTexts = texts.stream().map(text -> "0 " + text).toList();
  }

  /** Ours. */
  @Benchmark
  public void lavasched(Blackhole hole) {
    for (String text : texts) {
      hole.consume(lavasched(text));
    }
  }

  /** Spring's. */
  @Benchmark
  public void spring(Blackhole hole) {
    for (String text : springTexts) {
      hole.consume(spring(text));
    }
  }

  /** That of cron-utils. */
  @Benchmark
  public void cronUtils(Blackhole hole) {
    for (String text : texts) {
      hole.consume(cronUtils(text));
    }
  }

  static Parsed<CronSchedule> lavasched(String text) {
    return CronSchedule.parse(text);
  }

  static CronExpression spring(String text) {
    return CronExpression.parse(text);
  }

  Cron cronUtils(String text) {
    return cronUtils.parse(text);
  }
}
