// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which run is that of which dispatch. */
class PairingTest {

  private static final long MICROS = 1_000_000;

  /** Times in seconds; of each dispatch the time of its run, and then what is left over. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # one at a time: up to 5 s early, up to the grace late
          1000      | 120 | 1001           | 1001      |
          1000      | 120 | 995            | 995       |
          1000      | 120 | 994            | -         | 994
          1000      | 120 | 1120           | 1120      |
          1000      | 120 | 1121           | -         | 1121
          1000      | 120 |                | -         |
          # the earliest, and what comes with it is left over
          1000      | 120 | 1003 1001 1002 | 1001      | 1002 1003
          # graces that overlap: a loss is one loss, at its own time, whatever comes after
          0 60 120  | 120 | 1 121          | 1 - 121   |
          0 60 120  | 120 | 61 121         | - 61 121  |
          0 60 120  | 120 | 1 61           | 1 61 -    |
          0 60 120  | 120 | 1              | 1 - -     |
          # not even one by hand, later, hides it
          0 60 120  | 120 | 1 121 230      | 1 - 121   | 230
          # cron was late by more than the time to the next: each still has a run
          0 60 120  | 120 | 90 91 121      | 91 90 121 |
          0 60 120  | 120 | 65 125 185     | - 65 125  | 185
          -60 0 60  | 120 | 5 65 125       | - 5 65    | 125
          # what is left over within the grace of a lost one stands in for it
          0 60 120  | 120 | 61 62 121      | 62 61 121 |
          # but not beyond
          0 60 180  | 120 | 1 61 181 183   | 1 61 181  | 183
          0 60 180  | 100 | 61 181 183     | - 61 181  | 183
          # twice due at one time
          0 0       | 120 | 1 2            | 1 2       |
          0 0       | 120 | 1              | 1 -       |
          0 0 60    | 120 | 1 2 3 61       | 1 2 61    | 3
          # a run that is early belongs to the next one
          0 60      | 120 | 1 56           | 1 56      |
          0 60      | 120 | 54 61          | 54 61     |
          """)
  void isByTheLaw(String due, long grace, String runs, String paired, String leftOver) {
    long[] times = numbers(due);
    long[] at = Arrays.stream(numbers(runs)).sorted().map(second -> second * MICROS).toArray();

    Pairing pairing = Pairing.of(times, LongStream.of(times).map(t -> grace).toArray(), at);

    List<String> found = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      found.add(pairing.hasRun(i) ? String.valueOf(at[pairing.runOf(i)] / MICROS) : "-");
    }
    assertThat(String.join(" ", found)).isEqualTo(paired);
    List<Long> left = new ArrayList<>();
    for (int run = 0; run < at.length; run++) {
      if (!pairing.isPaired(run)) {
        left.add(at[run] / MICROS);
      }
    }
    assertThat(left).containsExactlyElementsOf(LongStream.of(numbers(leftOver)).boxed().toList());
  }

  private static long[] numbers(String text) {
    return text == null || text.isBlank()
        ? new long[0]
        : Arrays.stream(text.strip().split(" +")).mapToLong(Long::parseLong).toArray();
  }

  /** Whatever is given: no run twice, each in the time of its dispatch, none left that fits. */
  @Property
  void anyPairingIsSound(@ForAll long seed) {
    Random random = new Random(seed);
    long[] due = random.longs(random.nextInt(40), 0, 40).map(n -> n * 30).sorted().toArray();
    long[] grace = LongStream.of(due).map(t -> random.nextInt(200)).toArray();
    long[] runs = random.longs(random.nextInt(60), -20 * MICROS, 1400 * MICROS).sorted().toArray();

    Pairing pairing = Pairing.of(due, grace, runs);

    boolean[] taken = new boolean[runs.length];
    for (int i = 0; i < due.length; i++) {
      if (pairing.hasRun(i)) {
        int run = pairing.runOf(i);
        assertThat(taken[run]).isFalse();
        taken[run] = true;
        assertThat(fits(due[i], grace[i], runs[run])).isTrue();
        assertThat(pairing.ownerOf(run)).isEqualTo(i);
      }
    }
    for (int run = 0; run < runs.length; run++) {
      assertThat(pairing.isPaired(run)).isEqualTo(taken[run]);
      for (int i = 0; i < due.length && !taken[run]; i++) {
        assertThat(!pairing.hasRun(i) && fits(due[i], grace[i], runs[run]))
            .as("run %s is left over, and %s has none", runs[run], due[i])
            .isFalse();
      }
    }
  }

  private static boolean fits(long due, long grace, long run) {
    return run >= (due - Pairing.EARLY_SECONDS) * MICROS && run <= (due + grace) * MICROS;
  }

  /** Without a run too many, what is lost is what has no run, whatever the overlap. */
  @Property
  void lossesAreThoseMade(@ForAll long seed) {
    Random random = new Random(seed);
    long grace = 60L + random.nextInt(600);
    List<Long> due = new ArrayList<>();
    List<Long> runs = new ArrayList<>();
    List<Boolean> lost = new ArrayList<>();
    long at = 0;
    for (int n = random.nextInt(50); n >= 0; n--) {
      long gap = 60L * (1 + random.nextInt(random.nextBoolean() ? 2 : 15));
      due.add(at);
      lost.add(random.nextInt(3) == 0);
      if (!lost.get(lost.size() - 1)) {
        long most = Math.min(grace, gap - Pairing.EARLY_SECONDS);
        runs.add(at * MICROS - 5 * MICROS + random.nextLong((most + 5) * MICROS));
      }
      at += gap;
    }
    long[] times = due.stream().mapToLong(t -> t).toArray();

    Pairing pairing =
        Pairing.of(
            times,
            LongStream.of(times).map(t -> grace).toArray(),
            runs.stream().mapToLong(t -> t).toArray());

    for (int i = 0; i < times.length; i++) {
      assertThat(pairing.hasRun(i)).as("dispatch %s of %s", i, due).isEqualTo(!lost.get(i));
    }
  }
}
