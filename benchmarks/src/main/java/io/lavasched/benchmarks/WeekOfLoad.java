// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.timeline.TimelineBuilder;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.value.Value;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The dispatches of ten thousand jobs in a week, minute by minute, of each dispatcher and to each
 * worker: the week in which Sydney's clock goes forward.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WeekOfLoad {

  /** How many jobs. */
  public static final int JOBS = 10_000;

  private static final ZoneId ZONE = ZoneId.of("Australia/Sydney");

  /** Which realm. */
  public enum Realm {
    /** The jobs of the other benchmarks: a few cron strings over and over. */
    SAMPLE,
    /** No two with the same cron string, each with 168 fires. */
    ALL_DIFFERENT,
    /** All of them every minute. */
    EVERY_MINUTE
  }

  /** Which realm. */
  @Param public Realm realm = Realm.SAMPLE;

  private List<JobRecord> jobs = List.of();

  /** Reads the records. */
  @Setup
  public void prepare() {
    jobs =
        switch (realm) {
          case SAMPLE -> SampleRealm.jobs(JOBS);
          case ALL_DIFFERENT -> records(allDifferent());
          case EVERY_MINUTE -> records(Collections.nCopies(JOBS, "* * * * *"));
        };
  }

  /** Two minutes of twelve hours. */
  private static List<String> allDifferent() {
    List<String> schedules = new ArrayList<>(JOBS);
    for (int hour = 0; schedules.size() < JOBS; hour++) {
      for (int first = 0; first < 60; first++) {
        for (int second = first + 1; second < 60 && schedules.size() < JOBS; second++) {
          schedules.add(first + "," + second + " " + hour + "-" + (hour + 11) + " * * *");
        }
      }
    }
    return schedules;
  }

  private static List<JobRecord> records(List<String> schedules) {
    List<JobRecord> records = new ArrayList<>(schedules.size());
    for (int i = 0; i < schedules.size(); i++) {
      Map<String, Object> record = new LinkedHashMap<>(SampleRealm.indexed(i));
      record.put("dispatcher", SampleRealm.DISPATCHER + " " + i % 10);
      record.put("schedule", schedules.get(i));
      records.add(JobRecord.parseIndexed("x", Value.of(record)).value().orElseThrow());
    }
    return records;
  }

  /** From checked job records to the timeline. */
  @Benchmark
  public Timeline count() {
    Interval week = Interval.ofDays(LocalDate.of(2026, 9, 30), 7, ZONE);
    NodeCron cron = new NodeCron(ZONE, CronDialect.VIXIE, Optional.empty());
    TimelineBuilder builder = new TimelineBuilder(week);
    for (JobRecord job : jobs) {
      builder.add(job, cron, RebuildTimes.UNKNOWN);
    }
    return builder.build();
  }
}
