// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** From checked job records to the bytes of a block, and the same bytes by copying alone. */
final class BlockText {

  static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  static final ZoneId ZONE = ZoneOffset.UTC;

  private static final List<ShellWord> ARGS =
      List.of(new ShellWord("--level"), new ShellWord("warning"));

  private static final List<EnvVar> VARIABLES =
      List.of(new EnvVar("LAVA_REALM", "demo"), new EnvVar("PATH", "/usr/local/bin:/bin:/usr/bin"));

  private BlockText() {}

  static List<CrontabEntry> entries(JobRecord job) {
    return CrontabEntry.allOf(job, DispatcherProgram.DEFAULT, ARGS, NOW, ZONE);
  }

  static Block block(List<JobRecord> jobs) {
    EntryForm.Lines written = new EntryForm.Lines(EntryForm.PLAIN);
    List<BlockLine> lines = new ArrayList<>();
    for (JobRecord job : jobs) {
      for (CrontabEntry entry : entries(job)) {
        lines.add(new BlockLine(entry.job(), written.line(entry)));
      }
    }
    return new Block(VARIABLES, lines);
  }

  static byte[] bytes(Block block) {
    return block.text().getBytes(StandardCharsets.UTF_8);
  }

  /** Lines cut at their blanks, each piece with the blank or newline that follows it. */
  static List<String> pieces(String text) {
    return List.of(text.split("(?<=[ \n])"));
  }

  /** The pieces as one text again: what copying costs that does nothing else. */
  static String joined(List<String> pieces, int length) {
    StringBuilder out = new StringBuilder(length);
    for (String piece : pieces) {
      out.append(piece);
    }
    return out.toString();
  }
}
