// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.JobRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole crontab: foreign lines above and below, the block between. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CrontabDocument {

  static final String FOREIGN =
      "0 3 * * * /usr/local/bin/rotate --all >/dev/null 2>&1\n".repeat(20);

  /** How many jobs; a third more entries. */
  @Param({"10", "1000", "100000"})
  public int jobs;

  private CrontabText installed = CrontabText.EMPTY;
  private Block block = new Block(List.of(), List.of());
  private byte[] bytes = {};

  /** Makes a crontab with a block, and another block. */
  @Setup
  public void prepare() {
    List<JobRecord> records = SampleRealm.jobs(jobs + 1);
    String old = BlockText.block(records.subList(0, jobs)).text();
    installed = CrontabText.of(FOREIGN + old + FOREIGN);
    block = BlockText.block(records.subList(1, jobs + 1));
    bytes = installed.bytes();
  }

  /** Finds the block. */
  @Benchmark
  public Crontab parse() {
    return Crontab.parse(installed).value().orElseThrow();
  }

  /** Finds the block, puts another in its place, and gives the bytes. */
  @Benchmark
  public byte[] replace() {
    return parse().withBlock(block).bytes();
  }

  /** The floor: the bytes in one piece. */
  @Benchmark
  public byte[] copyBytes() {
    return bytes.clone();
  }
}
