// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.value.Value;
import java.util.List;
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

/** Writing one entry as a line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EntryRendering {

  /** The job's id: one that stays bare, and one with all that has to be quoted. */
  @Param({"finance/ledger-00042", "finance/profit & loss's 100%"})
  public String job = "";

  private List<CrontabEntry> entries = List.of();
  private List<String> pieces = List.of();
  private int length;

  /** Makes the entry. */
  @Setup
  public void prepare() {
    Map<String, String> record =
        Map.of("job_id", job, "worker", "etl-prod", "schedule", "0 8-18 * * mon-fri");
    entries =
        BlockText.entries(JobRecord.parseIndexed("sample", Value.of(record)).value().orElseThrow());
    pieces = BlockText.pieces(render());
    length = render().length();
  }

  /** Ours. */
  @Benchmark
  public String render() {
    return entries.get(0).line();
  }

  /** The floor: its words, quoted already, copied one after the other. */
  @Benchmark
  public String copyWords() {
    return BlockText.joined(pieces, length);
  }
}
