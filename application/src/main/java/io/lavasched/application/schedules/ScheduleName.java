// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.word.Words;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a schedule in its group.
 *
 * <p>Those of lavasched have the form {@code <slug>_<hash>_<index>}, such as {@code
 * etl.orders_999nmvng9fk1hsw1_0}: what a name may have of the {@code job_id}, 80 bits of its
 * SHA-256, and which element of the schedule it is. Two jobs have the same name only if these 80
 * bits are the same: among a million jobs, by a chance of 1 in 2,000,000,000,000.
 *
 * @param text 1 to 64 of {@code 0-9 a-z A-Z - _ .}, as the service demands
 */
public record ScheduleName(String text) implements Comparable<ScheduleName> {

  private static final int HASH = 16;

  private static final Pattern FORM =
      Pattern.compile(".+_([0-9a-hjkmnp-tv-z]{" + HASH + "})_(0|[1-9][0-9]*)(b?)");

  /** Checks the text. */
  public ScheduleName {
    ServiceText.name("name of a schedule", text);
  }

  /**
   * The name of a schedule of a job.
   *
   * @param job which
   * @param index of the element of its schedule, from 0
   * @param isSecond whether it is the second schedule that the element makes
   * @return always the same for the same three, and another one for others
   */
  public static ScheduleName of(JobId job, int index, boolean isSecond) {
    Objects.requireNonNull(job, "job");
    String tail = "_" + NameHash.of(job.text(), HASH) + "_" + index + (isSecond ? "b" : "");
    return new ScheduleName(
        NameHash.slug(job.text(), ServiceText.MOST_OF_NAME - tail.length()) + tail);
  }

  /**
   * Whether it is the name of a schedule of a job.
   *
   * @param job which
   * @return true for every element of its schedule, also for those that it does not have
   */
  public boolean isOf(JobId job) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        && of(job, 0, false).text.equals(text.substring(0, matcher.end(1)) + "_0");
  }

  /**
   * The hash of the job whose schedule it may be.
   *
   * @return empty for a name of another form
   */
  public Optional<String> jobHash() {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The hash in the names of the schedules of a job.
   *
   * @param job which
   * @return 16 characters
   */
  public static String hashOf(JobId job) {
    Objects.requireNonNull(job, "job");
    return NameHash.of(job.text(), HASH);
  }

  /**
   * Which element of the schedule of a job it is for.
   *
   * @return such as {@code 0}; {@code 0b} for the second schedule of an element; the whole name for
   *     one of another form
   */
  public String element() {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? matcher.group(2) + matcher.group(3) : text;
  }

  @Override
  public int compareTo(ScheduleName other) {
    Objects.requireNonNull(other, "other");
    return Words.BY_CODE_POINT.compare(text, other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
