// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.PortableCron;
import io.lavasched.domain.english.ScheduleWords;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Records as large as DynamoDB takes them, made to cost much: the time must grow as the size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HostileRecord {

  /** What is repeated, and where. */
  public enum Kind {
    /** A list of minutes. */
    CRON_ITEMS("schedule", "1,", " * * * *"),
    /** A list of minutes, all of them wrong. */
    CRON_FAULTS("schedule", "x,", " * * * *"),
    /** One item that ends nowhere. */
    CRON_DIGITS("schedule", "1", " * * * *"),
    /** Steps. */
    CRON_STEPS("schedule", "*/7,", "1 * * * *"),
    /** Blanks between two fields. */
    CRON_BLANKS("schedule", " ", "* * * * *"),
    /** Far too many fields. */
    CRON_FIELDS("schedule", "* ", "*"),
    /** A nickname without end. */
    CRON_NICKNAME("schedule", "@", ""),
    /** A name without end. */
    JOB_ID("job_id", "a", "'"),
    /** A worker with characters that are quoted. */
    WORKER("worker", "'%", "a"),
    /** A dispatcher of characters outside the basic plane. */
    DISPATCHER("dispatcher", "\uD83D\uDE00", "a"),
    /** Many schedules. */
    SCHEDULES("schedule", "* * * * * ", ""),
    /** Many fields that lava does not know. */
    FIELDS("", "schedul", ""),
    /** Many arguments. */
    ARGS("args", "--delay", ""),
    /** One value of a variable. */
    ENV_VALUE("env", "a '\"", "a"),
    /** Many variables. */
    ENV_NAMES("env", "", "");

    private final String field;
    private final String part;
    private final String end;

    Kind(String field, String part, String end) {
      this.field = field;
      this.part = part;
      this.end = end;
    }

    Value record(int size) {
      Map<String, Value> fields = new LinkedHashMap<>();
      for (String name : new String[] {"job_id", "type", "worker", "dispatcher", "payload"}) {
        fields.put(name, new Value.Text("x"));
      }
      fields.put("schedule", new Value.Text("* * * * *"));
      Map<String, Value> parameters = new LinkedHashMap<>();
      parameters.put("dispatcher", new Value.Text("x"));
      int times = size / Math.max(10, part.length());
      switch (this) {
        case SCHEDULES -> fields.put(field, list(times));
        case FIELDS -> fields.putAll(names(times));
        case ARGS -> parameters.put(field, list(times));
        case ENV_NAMES -> parameters.put(field, new Value.MapOf(names(times)));
        case ENV_VALUE -> parameters.put(field, new Value.MapOf(Map.of("A", text(size))));
        default -> fields.put(field, text(size));
      }
      fields.put("parameters", new Value.MapOf(parameters));
      return new Value.MapOf(fields);
    }

    private Value text(int size) {
      return new Value.Text(part.repeat(size / part.length()) + end);
    }

    private Value list(int times) {
      return new Value.ListOf(Collections.nCopies(times, new Value.Text(part.strip())));
    }

    private Map<String, Value> names(int times) {
      Map<String, Value> names = new LinkedHashMap<>();
      for (int i = 0; i < times; i++) {
        names.put(part + "N" + i, new Value.Text(""));
      }
      return names;
    }
  }

  /** Which. */
  @Param public Kind kind = Kind.CRON_ITEMS;

  /** How many characters; DynamoDB takes 400 KB. */
  @Param({"100000", "200000", "400000"})
  public int size;

  private Value record = Value.NULL;

  /** Makes the record. */
  @Setup
  public void prepare() {
    record = kind.record(size);
  }

  /** Reads it as a job, and as a lavasched job, and tells each problem. */
  @Benchmark
  public int parse() {
    Parsed<JobRecord> job = JobRecord.parse("file", record);
    Value parameters = ((Value.MapOf) record).get("parameters").orElse(Value.NULL);
    Parsed<LavaschedParameters> own = LavaschedParameters.parse(parameters);
    return job.problems().stream().mapToInt(problem -> problem.text().length()).sum()
        + own.problems().stream().mapToInt(problem -> problem.text().length()).sum();
  }

  /** Reads it, and makes the words and the strict form of each of its schedules. */
  @Benchmark
  public int explain() {
    return JobRecord.parse("file", record).value().stream()
        .flatMap(job -> job.schedule().items().stream())
        .mapToInt(
            item ->
                ScheduleWords.of(item.cron()).notes().size()
                    + PortableCron.of(item.cron(), CronDialect.BUSYBOX).problems().size())
        .sum();
  }
}
