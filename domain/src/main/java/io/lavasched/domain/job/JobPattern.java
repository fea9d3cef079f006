package io.lavasched.domain.job;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.text.Words;

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
  public static final int LONGEST_GLOB = 256;

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
    return text.length() <= LONGEST_GLOB && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0);
  }

  /**
   * Whether a job is meant.
   *
   * @param id its {@code job_id}
   * @return true if the pattern fits all of it
   */
  public boolean matches(JobId id) {
    return text.equals(id.text()) || (isGlob() && fits(id.text()));
  }

  /**
   * In time that is at worst the length of the id as often as the glob is long: the last star alone
   * is tried anew.
   */
  private boolean fits(String id) {
    int at = 0;
    int p = 0;
    int star = -1;
    int retry = 0;
    while (at < id.length()) {
      int c = id.codePointAt(at);
      int want = p < text.length() ? text.codePointAt(p) : -1;
      if (want == '*') {
        star = p;
        p++;
        retry = at;
      } else if (want == '?' || want == c) {
        p += Character.charCount(want);
        at += Character.charCount(c);
      } else if (star >= 0) {
        p = star + 1;
        retry += Character.charCount(id.codePointAt(retry));
        at = retry;
      } else {
        return false;
      }
    }
    while (p < text.length() && text.charAt(p) == '*') {
      p++;
    }
    return p == text.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
