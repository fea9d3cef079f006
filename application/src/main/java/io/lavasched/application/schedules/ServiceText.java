// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.util.Objects;
import java.util.regex.Pattern;

/** What the service takes as a text: how long, and of which characters. */
final class ServiceText {

  /** How long a name may be. */
  static final int MOST_OF_NAME = 64;

  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z_.-]{1," + MOST_OF_NAME + "}");

  private ServiceText() {}

  /** Whether the service takes it as the name of a schedule or a group. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** A name of a schedule or a group, or a fault of the caller. */
  static String name(String what, String text) {
    Objects.requireNonNull(text, what);
    if (!isName(text)) {
      throw new IllegalArgumentException(
          what + " must be 1 to 64 of 0-9 a-z A-Z - _ ., found " + Quoted.of(text));
    }
    return text;
  }

  /** One line that is not empty, or a fault of the caller. */
  static String line(String what, String text, int most) {
    Objects.requireNonNull(text, what);
    if (text.isEmpty() || text.length() > most || Words.badCharacter(what, text).isPresent()) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to "
              + most
              + " characters without line breaks, found "
              + Quoted.of(text));
    }
    return text;
  }
}
