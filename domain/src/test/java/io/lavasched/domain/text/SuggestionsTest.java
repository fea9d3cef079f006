// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.lavasched.domain.job.JobRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {

  private static final List<String> FEW = List.of("dispatcher", "args", "env");

  @ParameterizedTest
  @CsvSource({
    "dispacher,   dispatcher", // one left out
    "dispattcher, dispatcher", // one too many
    "dispatchre,  dispatcher", // two swapped
    "dispatxxer,  dispatcher", // two others
    "Dispatcher,  dispatcher",
    "DISPATCHERS, dispatcher",
    "dispatch,    dispatcher",
    "arg,         args",
    "arsg,        args",
    "envs,        env",
    "enb,         env"
  })
  void nearNamesAreSuggested(String name, String meant) {
    assertThat(Suggestions.hint(name, FEW)).contains("did you mean \"" + meant + "\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "disp", "dixxaxcher", "environment", "parameters", "arguments"})
  void noneNearListsTheFew(String name) {
    assertThat(Suggestions.hint(name, FEW)).contains("known: dispatcher, args, env");
  }

  @Test
  void noneIsKnown() {
    assertThat(Suggestions.hint("x", List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "shedule,     did you mean \"schedule\"?",
    "Worker,      did you mean \"worker\"?",
    "job-id,      did you mean \"job_id\"?",
    "on_sucess,   did you mean \"on_success\"?",
    "max-trys,    did you mean \"max_tries\"?",
    "iteration_d, ''",
    "queue,       ''",
  })
  void fieldsOfRecords(String name, String hint) {
    assertThat(Suggestions.hint(name, JobRecord.FIELDS).orElse("")).isEqualTo(hint);
  }

  @Test
  void nearestComeFirstAndThreeAtMost() {
    assertThat(Suggestions.hint("core4", List.of("more", "core", "core1", "core2", "core3", "c")))
        .contains("did you mean \"core\" or \"core1\" or \"core2\"?");
    assertThat(Suggestions.hint("blues", List.of("glue", "blue")))
        .contains("did you mean \"blue\"?");
  }

  @Test
  void eightAreListedAndNineAreNot() {
    List<String> eight = List.of("aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh");
    assertThat(Suggestions.hint("zzzzzz", eight)).contains("known: aa, bb, cc, dd, ee, ff, gg, hh");
    assertThat(
            Suggestions.hint(
                "zzzzzz", List.of("aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii")))
        .isEqualTo(Optional.empty());
  }

  @Test
  void namesAreEscaped() {
    assertThat(Suggestions.hint("zzzzzz", List.of("a\u202eb"))).contains("known: a\\u{202e}b");
    assertThat(Suggestions.hint("ab\u202e", List.of("ab\u202d")))
        .contains("did you mean \"ab\\u{202d}\"?");
  }

  /** Where each were compared with each in full, it would take minutes. */
  @ParameterizedTest
  @ValueSource(ints = {20, 199, 201, 100_000})
  void longNamesAmongManyCostLittle(int length) {
    String name = "a".repeat(length);
    List<String> many =
        IntStream.range(0, length > 1000 ? 5_000 : 100_000)
            .mapToObj(i -> "a".repeat(Math.min(length, 2_000) - 5) + (10_000 + i % 90_000))
            .toList();

    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(Suggestions.hint(name, many)).isEmpty());
  }

  /** The plain definition: all cells. */
  @Property(tries = 2000)
  void nearIsWhatFewChangesReach(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String name,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 8) String other) {
    int most = Math.min(2, Math.max(1, other.length() / 3));
    List<String> tooMany = new ArrayList<>(Collections.nCopies(8, "zzzzzzzzzzzzzz"));
    tooMany.add(other);

    assertThat(Suggestions.hint(name, tooMany).isPresent()).isEqualTo(changes(name, other) <= most);
  }

  private static int changes(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    String shorter = a.substring(1);
    String other = b.substring(1);
    if (a.charAt(0) == b.charAt(0)) {
      return changes(shorter, other);
    }
    int least =
        1 + Math.min(changes(shorter, other), Math.min(changes(shorter, b), changes(a, other)));
    boolean isSwap =
        a.length() > 1
            && b.length() > 1
            && a.charAt(0) == b.charAt(1)
            && a.charAt(1) == b.charAt(0);
    return isSwap ? Math.min(least, 1 + changes(a.substring(2), b.substring(2))) : least;
  }
}
