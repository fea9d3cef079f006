package io.lavasched.domain.problem;

import java.util.Objects;

/**
 * The text that a problem's column counts in, so that a caret can be drawn under it.
 *
 * @param text the whole text, as it was given
 * @param length how many code points from the column on are meant, 1 or more
 */
public record Excerpt(String text, int length) {

  /** Checks that there is something to point at. */
  public Excerpt {
    Objects.requireNonNull(text, "text");
    if (length < 1) {
      throw new IllegalArgumentException("length " + length);
    }
  }
}
