// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineDiffTest {

  private static final int MANY = 20_000;

  /** An algorithm whose work is lines times changes would take many minutes. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("large")
  void takesTimeByTheNumberOfLines(String name, List<String> before, List<String> after) {
    Patch<String> patch =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> DiffUtils.diff(before, after, new LineDiff()));

    assertThat(applied(patch, before)).isEqualTo(after);
  }

  static Stream<Arguments> large() {
    List<String> lines = lines("a");
    List<String> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, new Random(1));
    List<String> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    return Stream.of(
        Arguments.of("all replaced", lines, lines("b")),
        Arguments.of("all added", List.of(), lines),
        Arguments.of("all removed", lines, List.of()),
        Arguments.of("shuffled", lines, shuffled),
        Arguments.of("reversed", lines, reversed),
        Arguments.of("every other", lines, everyOther(lines, "b")),
        Arguments.of("few lines, many times", few(3), few(5)),
        Arguments.of("the same line", Collections.nCopies(MANY, "x"), few(2)),
        Arguments.of(
            "shifted",
            Stream.concat(Stream.of("first"), lines.stream()).toList(),
            Stream.concat(lines.stream(), Stream.of("last")).toList()));
  }

  @Test
  void keepsWhatBothHaveAmongManyChanges() {
    List<String> before = lines("a");
    List<String> after = everyOther(before, "b");

    assertThat(
            DiffUtils.diff(before, after, new LineDiff()).getDeltas().stream()
                .mapToInt(delta -> delta.getSource().size())
                .sum())
        .isEqualTo(MANY / 2);
  }

  @Test
  void anyChangeIsOneFromTheOldToTheNew() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      List<String> before = random(random);
      List<String> after = random(random);

      assertThat(applied(DiffUtils.diff(before, after, new LineDiff()), before)).isEqualTo(after);
    }
  }

  private static List<String> random(Random random) {
    int kinds = 1 + random.nextInt(3_000);
    return IntStream.range(0, random.nextInt(3_000))
        .mapToObj(i -> "line " + random.nextInt(kinds))
        .toList();
  }

  private static List<String> applied(Patch<String> patch, List<String> before) {
    try {
      return patch.applyTo(before);
    } catch (PatchFailedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(String start) {
    return IntStream.range(0, MANY).mapToObj(i -> start + i).toList();
  }

  private static List<String> everyOther(List<String> lines, String start) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> i % 2 == 0 ? lines.get(i) : start + i)
        .toList();
  }

  private static List<String> few(int kinds) {
    return IntStream.range(0, MANY).mapToObj(i -> "x" + i * 7 % kinds).toList();
  }
}
