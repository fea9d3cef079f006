// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.job;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.word.Words;
import java.util.Objects;

/**
 * The name of a dispatcher: it says which dispatcher schedules a job.
 *
 * @param text the name: not empty, without line breaks or other control characters
 */
public record DispatcherName(String text) implements Comparable<DispatcherName> {

  /** Checks the text; see {@link #parse} for data. */
  public DispatcherName {
    Words.require("dispatcher", text);
  }

  /**
   * Reads a dispatcher.
   *
   * @param text any text
   * @return the value, or {@code empty-value} or {@code bad-character}
   */
  public static Parsed<DispatcherName> parse(String text) {
    return Words.parse("dispatcher", text, DispatcherName::new);
  }

  /** Order by code points, which is that of the UTF-8 bytes and DynamoDB's. */
  @Override
  public int compareTo(DispatcherName other) {
    Objects.requireNonNull(other, "other");
    return Words.BY_CODE_POINT.compare(text, other.text);
  }

  // What a record has of its own is put together by the JVM at the first call, in each run anew.

  @Override
  public boolean equals(Object other) {
    return other instanceof DispatcherName that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
