// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.testkit.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far jobs are spread, and what does not go with it. */
class EntryLayoutTest {

  /** The CRC-32 of the id, from another program: these delays never change. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          demo/etl,       0,   0
          demo/etl,       1,   0
          demo/etl,       10,  10
          demo/etl,       60,  34
          demo/etl,       100, 0
          demo/etl,       900, 510
          É,              60,  48
          '-x',           900, 60
          """)
  void delays(String job, int spread, int seconds) {
    assertThat(new EntryLayout(1, spread).delaySeconds(new JobId(job))).isEqualTo(seconds);
  }

  @Property
  void delaysAreWithinTheSpreadAndInSteps(
      @ForAll("names") String job, @ForAll @IntRange(max = 900) int spread) {
    int delay = new EntryLayout(1, spread).delaySeconds(new JobId(job));

    assertThat(delay).isBetween(0, spread);
    assertThat(delay % Math.max(1, (spread + 29) / 30)).isZero();
  }

  /** Ids as people make them: each of the steps gets its share, within a third. */
  @ParameterizedTest
  @CsvSource({"7, 8", "60, 31", "100, 26", "300, 31", "900, 31"})
  void delaysAreRoughlyUniform(int spread, int steps) {
    EntryLayout layout = new EntryLayout(1, spread);
    int jobs = 500 * steps;
    int[] counts = new int[901];
    IntStream.range(0, jobs)
        .mapToObj(i -> new JobId("team" + i % 7 + "/load-" + i))
        .forEach(job -> counts[layout.delaySeconds(job)]++);

    assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
        .hasSize(steps)
        .allSatisfy(count -> assertThat(count).isBetween(333, 667));
  }

  @Test
  void argsAreBehindTheDelay() {
    List<ShellWord> args = List.of(new ShellWord("--level"), new ShellWord("info"));
    JobId job = new JobId("demo/etl");

    assertThat(EntryLayout.PLAIN.args(job, args)).isEqualTo(args);
    assertThat(new EntryLayout(1, 60).args(job, args))
        .extracting(ShellWord::text)
        .containsExactly("--delay", "34s", "--level", "info");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          -d 5m,            -d,      0
          --level info -d5, -d,      2
          -cd5m,            -d,      0
          --delay 5m,       --delay, 0
          --delay=SECRET,   --delay, 0
          --del=5m,         --del,   0
          -c --delay,       --delay, 1
          """)
  void delayOfTheArgsDoesNotGoWithASpread(String args, String found, int index) {
    List<ShellWord> words = words(args);
    Problem problem = new EntryLayout(1, 1).problem(words).orElseThrow();

    assertThat(problem.text())
        .isEqualTo(
            "parameters.args["
                + index
                + "]: error: args must leave the delay to --spread, found "
                + found
                + " [delay-twice]");
    assertThat(problem.hint()).contains("leave out --spread, or take the delay out of args");
    assertThat(new EntryLayout(25, 0).problem(words)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"--level debug", "--debug", "-- -d", "delay", "--delays 5m", "-l d", "-cld"})
  void otherArgsDo(String args) {
    assertThat(new EntryLayout(1, 900).problem(words(args))).isEmpty();
  }

  private static List<ShellWord> words(String text) {
    return Arrays.stream(text.split(" ", -1)).map(ShellWord::new).toList();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1001, 0", "1, -1", "1, 901"})
  void rangesAreChecked(int jobs, int seconds) {
    assertThatThrownBy(() -> new EntryLayout(jobs, seconds))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<String> names() {
    return Texts.names();
  }
}
