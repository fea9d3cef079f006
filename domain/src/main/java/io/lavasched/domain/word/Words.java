// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.word;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The characters that a word, name or value of a crontab line may have.
 *
 * <p>Forbidden: control characters (Unicode category Cc: C0, DEL and C1), the line and paragraph
 * separators U+2028 and U+2029, and halves of surrogate pairs, which have no UTF-8 form.
 */
public final class Words {

  /** Order by code points, which is also the order of the UTF-8 bytes (and not that of String). */
  public static final Comparator<String> BY_CODE_POINT = Words::compareCodePoints;

  /** The same, with those behind that have no text. */
  public static final Comparator<Optional<String>> PRESENT_FIRST =
      (a, b) ->
          a.isPresent() && b.isPresent()
              ? compareCodePoints(a.get(), b.get())
              : Boolean.compare(a.isEmpty(), b.isEmpty());

  private Words() {}

  /**
   * Order by a text of each. Unlike {@link Comparator#comparing} it can be in a class archive; the
   * other is made anew in each run.
   *
   * @param text what is compared by code points
   * @param <T> what is sorted
   * @return the order
   */
  public static <T> Comparator<T> byCodePoint(Function<T, String> text) {
    return (a, b) -> compareCodePoints(text.apply(a), text.apply(b));
  }

  /**
   * Checks a text that must not be empty.
   *
   * @param what the noun for messages, such as {@code worker}
   * @param text the text
   * @param make builds the checked type
   * @param <T> the checked type
   * @return the value, or why there is none
   */
  public static <T> Parsed<T> parse(String what, String text, Function<String, T> make) {
    Objects.requireNonNull(text, "text");
    if (text.isEmpty()) {
      return Parsed.bad(Problem.of(ProblemCode.EMPTY_VALUE, what + " must not be empty"));
    }
    return badCharacter(what, text)
        .<Parsed<T>>map(Parsed::bad)
        .orElseGet(() -> Parsed.ok(make.apply(text)));
  }

  /**
   * Looks for the first character that must not be there.
   *
   * @param what the noun for messages
   * @param text the text
   * @return the problem, pointing at the character
   */
  public static Optional<Problem> badCharacter(String what, String text) {
    return badCharacter(what, text, 0, text.length(), "");
  }

  /**
   * Looks for the first character that must not be there, in a part of a text.
   *
   * @param what the noun for messages
   * @param text the text that columns count in
   * @param from where the part starts
   * @param to where it ends
   * @param alsoAllowed control characters that may be there after all
   * @return the problem, pointing at the character
   */
  public static Optional<Problem> badCharacter(
      String what, String text, int from, int to, String alsoAllowed) {
    for (int i = from; i < to; ) {
      if (isPlain(text.charAt(i))) {
        i++;
        continue;
      }
      int c = text.codePointAt(i);
      if (isForbidden(c) && alsoAllowed.indexOf(c) < 0) {
        return Optional.of(
            Problem.of(
                    ProblemCode.BAD_CHARACTER,
                    what
                        + " must not have line breaks or other control characters, found "
                        + Quoted.of(Character.toString(c)))
                .pointingAt(text, text.codePointCount(0, i) + 1, 1));
      }
      i += Character.charCount(c);
    }
    return Optional.empty();
  }

  /** Nearly all characters of nearly all records: printable ASCII. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f;
  }

  private static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * Fails for a text that is not allowed: for constructors, whose callers have parsed before.
   *
   * @param what the noun for the message
   * @param text the text
   * @return the text
   */
  public static String require(String what, String text) {
    Objects.requireNonNull(text, "text");
    if (text.isEmpty() || badCharacter(what, text).isPresent()) {
      throw new IllegalArgumentException(what + ": " + Quoted.of(text));
    }
    return text;
  }

  private static int compareCodePoints(String a, String b) {
    int most = Math.min(a.length(), b.length());
    for (int i = 0; i < most; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for code points above all others, but not in UTF-16 order.
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        return xHigh == yHigh ? Character.compare(x, y) : (xHigh ? 1 : -1);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
