package io.lavasched.domain.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.job.JobRecord;
import java.util.List;
import java.util.Optional;
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
}
