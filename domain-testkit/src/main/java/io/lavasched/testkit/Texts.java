// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Generators of text, weighted towards what cron, a shell and Java's strings stumble over. */
public final class Texts {

  /**
   * What means something to cron or a shell, and characters whose order or width differs by
   * encoding.
   */
  private static final List<Integer> HOSTILE =
      ("'\"\\%' \\%'# $`;&|<>()*?[]~!{}=-/,:@+._^aZ09"
              + "\u00a0\u00ad\u00e9\u00df\u0131\u0130\u0301\u202e\u3000\ufeff\uff5e\uffee\ufffd"
              + "\ud83d\ude00\udbff\udffd")
          .codePoints()
          .boxed()
          .toList();

  private static final List<String> FORBIDDEN =
      List.of(
          "\u0000", "\n", "\r", "\t", "\u0007", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028",
          "\u2029", "\ud800", "\udc00", "\udfff");

  private Texts() {}

  /**
   * Anything that a string can hold: control characters and halves of surrogate pairs too.
   *
   * @return up to some twenty characters
   */
  public static Arbitrary<String> any() {
    return Arbitraries.frequencyOf(
        List.of(
            pair(2, Arbitraries.strings().all().ofMaxLength(20)),
            pair(2, Arbitraries.strings().ascii().ofMaxLength(20)),
            pair(3, words()),
            pair(2, forbidden())));
  }

  /**
   * Words that a crontab line may carry.
   *
   * @return up to some ten characters, also none
   */
  public static Arbitrary<String> words() {
    return Arbitraries.frequencyOf(
        List.of(
            pair(6, ofHostile(0, 8)),
            pair(2, Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8)),
            pair(
                1,
                Arbitraries.of(
                    "",
                    "-",
                    "--",
                    "-x",
                    "%",
                    "\\",
                    "\\\\",
                    "\\%",
                    "''",
                    "#",
                    "~",
                    "$(touch x)",
                    "`id`",
                    "a;b",
                    "x && y",
                    "{a,b}",
                    "a'b\"c",
                    "'%\\'",
                    "a  b",
                    " a",
                    "a ",
                    "demo/etl"))));
  }

  /**
   * Hostile words by chance, the same ones in every run: for tests that run a program on all.
   *
   * @param size how many; some come twice
   * @return see {@link #words()}
   */
  public static List<String> someWords(int size) {
    Random random = new Random(20_261_123);
    return Stream.generate(
            () ->
                random
                    .ints(random.nextInt(9), 0, HOSTILE.size())
                    .mapToObj(i -> Character.toString(HOSTILE.get(i)))
                    .collect(Collectors.joining()))
        .limit(size)
        .toList();
  }

  /**
   * Words that are not empty.
   *
   * @return one character at least
   */
  public static Arbitrary<String> names() {
    return words().filter(word -> !word.isEmpty());
  }

  /**
   * Text with a character that no word may have.
   *
   * @return a word with a control character, line separator or half of a surrogate pair in it
   */
  public static Arbitrary<String> forbidden() {
    return Combinators.combine(words(), Arbitraries.of(FORBIDDEN), words())
        .as((before, bad, after) -> before + bad + after);
  }

  private static Arbitrary<String> ofHostile(int least, int most) {
    return Arbitraries.of(HOSTILE)
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(all -> all.stream().map(Character::toString).collect(Collectors.joining()));
  }

  private static Tuple2<Integer, Arbitrary<String>> pair(int weight, Arbitrary<String> arbitrary) {
    return Tuple.of(weight, arbitrary);
  }
}
