// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.pattern;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.text.Glob;
import io.lavasched.domain.word.Words;
import java.util.Objects;

/**
 * Which jobs are meant: those of one {@code job_id}, or of all that fit a glob.
 *
 * <p>In a glob {@code *} stands for any characters, slashes and none at all included, and {@code ?}
 * for any one character. A job whose id is the very text is meant as well, so that one with a star
 * in its name can be named. A text of more than {@value #LONGEST_GLOB} characters is no glob: each
 * is compared with every job.
 *
 * @param text such as {@code demo/etl} or {@code demo/*}; not empty, without control characters
 */
public record JobPattern(String text) {

  /** The most characters of a glob. */
  public static final int LONGEST_GLOB = Glob.LONGEST;

  /** Checks the text; see {@link #parse} for what a user writes. */
  public JobPattern {
    Words.require("job", text);
  }

  /**
   * Reads a pattern.
   *
   * @param text any text
   * @return the pattern, or {@code empty-value} or {@code bad-character}
   */
  public static Parsed<JobPattern> parse(String text) {
    return Words.parse("job", text, JobPattern::new);
  }

  /**
   * Whether it may stand for more than one job.
   *
   * @return false for a text without {@code *} and {@code ?}, and for a long one
   */
  public boolean isGlob() {
    return Glob.isGlob(text);
  }

  /**
   * Whether a job is meant.
   *
   * @param id its {@code job_id}
   * @return true if the pattern fits all of it
   */
  public boolean matches(JobId id) {
    Objects.requireNonNull(id, "id");
    return Glob.matches(text, id.text());
  }

  @Override
  public String toString() {
    return text;
  }
}
