// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.word.Words;
import java.util.Objects;

/**
 * The name of a schedule in its group.
 *
 * @param text 1 to 64 of {@code 0-9 a-z A-Z - _ .}, as the service demands
 */
public record ScheduleName(String text) implements Comparable<ScheduleName> {

  /** Checks the text. */
  public ScheduleName {
    ServiceText.name("name of a schedule", text);
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
