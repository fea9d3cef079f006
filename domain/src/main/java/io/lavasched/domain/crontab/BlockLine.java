package io.lavasched.domain.crontab;

import io.lavasched.domain.job.JobId;
import java.util.Objects;

/**
 * An entry of the block as a line, and the job it belongs to.
 *
 * @param job which job
 * @param text the line without its newline: made by {@link CrontabEntry#line()}, or kept from the
 *     installed block as it is
 */
public record BlockLine(JobId job, String text) {

  /** Checks that it is one line. */
  public BlockLine {
    Objects.requireNonNull(job, "job");
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("more than one line");
    }
  }

  /**
   * The line of an entry.
   *
   * @param entry what it says
   * @return the line
   */
  public static BlockLine of(CrontabEntry entry) {
    return new BlockLine(entry.job(), entry.line());
  }
}
