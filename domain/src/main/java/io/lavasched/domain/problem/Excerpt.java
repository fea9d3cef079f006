// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import io.lavasched.domain.text.Quoted;
import java.util.List;
import java.util.Objects;

/**
 * The text that a problem's column counts in, so that a caret can be drawn under it.
 *
 * @param text the whole text, as it was given
 * @param length how many code points from the column on are meant, 1 or more
 */
public record Excerpt(String text, int length) {

  /** What is shown of what is meant; half of it is shown before and after. */
  private static final int WIDEST = 100;

  /** Checks that there is something to point at. */
  public Excerpt {
    Objects.requireNonNull(text, "text");
    if (length < 1) {
      throw new IllegalArgumentException("length " + length);
    }
  }

  /**
   * The text, escaped and cut to what can be read, and carets below what is meant.
   *
   * @param column where it starts, 1-based in code points; 0 for the whole text
   * @return two lines: the text, and blanks and carets
   */
  public List<String> drawn(int column) {
    int points = length(text);
    int from = text.offsetByCodePoints(0, Math.min(Math.max(column - 1, 0), points));
    int meantLength = Math.min(length, points - text.codePointCount(0, from));
    int to = text.offsetByCodePoints(from, meantLength);
    // Escaped text is longer than it was: the carets go under what is seen.
    String before = Quoted.escape(text.substring(0, from));
    String meant = Quoted.escape(text.substring(from, to));
    String after = Quoted.escape(text.substring(to));
    int beforeLength = length(before);
    if (beforeLength > WIDEST / 2) {
      before = "..." + before.substring(before.offsetByCodePoints(0, beforeLength - WIDEST / 2));
    }
    if (length(meant) > WIDEST) {
      meant = cut(meant, WIDEST);
      after = "";
    }
    if (length(after) > WIDEST / 2) {
      after = cut(after, WIDEST / 2);
    }
    return List.of(
        before + meant + after,
        " ".repeat(length(before)) + "^".repeat(Math.max(1, length(meant))));
  }

  private static String cut(String text, int points) {
    return text.substring(0, text.offsetByCodePoints(0, points)) + "...";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
