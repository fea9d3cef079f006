// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.job.JobId;
import java.util.List;
import java.util.Objects;

/**
 * By how much {@code lava-dispatcher} has SQS delay each job of a block.
 *
 * @param layout how the jobs are spread
 * @param ofArgs what {@code --delay} in the arguments of all entries says, in seconds
 */
public record DispatchDelay(EntryLayout layout, int ofArgs) {

  /** Checks that nothing is null. */
  public DispatchDelay {
    Objects.requireNonNull(layout, "layout");
  }

  /**
   * The delays of a block.
   *
   * @param layout how the jobs are spread
   * @param args those of every entry
   * @return the delays
   */
  public static DispatchDelay of(EntryLayout layout, List<ShellWord> args) {
    Objects.requireNonNull(args, "args");
    return new DispatchDelay(layout, DispatcherArgs.of(args).delaySeconds().orElse(0));
  }

  /**
   * Whether no job is delayed.
   *
   * @return true for most blocks
   */
  public boolean isNone() {
    return layout.spreadSeconds() == 0 && ofArgs == 0;
  }

  /**
   * The delay of a job: its last one counts, and that of the arguments stands behind that of the
   * spread.
   *
   * @param job which
   * @return in seconds, 0-900
   */
  public int seconds(JobId job) {
    Objects.requireNonNull(job, "job");
    return ofArgs > 0 || layout.spreadSeconds() == 0 ? ofArgs : layout.delaySeconds(job);
  }

  /**
   * Where the delay comes from, for a message.
   *
   * @return {@code --delay in args} or {@code the spread}
   */
  public String source() {
    return ofArgs > 0 ? "--delay in args" : "the spread";
  }
}
