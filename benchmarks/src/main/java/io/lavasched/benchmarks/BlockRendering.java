// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.job.JobRecord;
import java.nio.charset.StandardCharsets;
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

/** From checked job records to the bytes of the whole block. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlockRendering {

  /** How many jobs; a third more entries. */
  @Param({"10", "1000", "100000"})
  public int jobs;

  private List<JobRecord> records = List.of();
  private Block block = new Block(List.of(), List.of());
  private List<String> pieces = List.of();
  private byte[] bytes = {};

  /** Reads the records. */
  @Setup
  public void prepare() {
    records = SampleRealm.jobs(jobs);
    block = BlockText.block(records);
    bytes = render();
    pieces = BlockText.pieces(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Ours: windows, entries, quoting, lines, the block, UTF-8. */
  @Benchmark
  public byte[] render() {
    return BlockText.bytes(BlockText.block(records));
  }

  /** The last step alone: the lines are there, and become the block and its bytes. */
  @Benchmark
  public byte[] write() {
    return BlockText.bytes(block);
  }

  /** The floor: all words, quoted already, copied one after the other, and then to UTF-8. */
  @Benchmark
  public byte[] copyWords() {
    return BlockText.joined(pieces, bytes.length).getBytes(StandardCharsets.UTF_8);
  }

  /** The lowest floor: the bytes in one piece. */
  @Benchmark
  public byte[] copyBytes() {
    return bytes.clone();
  }
}
