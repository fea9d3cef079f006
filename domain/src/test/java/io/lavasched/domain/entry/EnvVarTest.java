// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.CronRules;
import io.lavasched.domain.cron.CronRules.Variable;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvVarTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x                  | x",
        "/usr/bin:/bin      | /usr/bin:/bin",
        "x y  z             | x y  z",
        "a#b%c\\d$e`f=;&    | a#b%c\\d$e`f=;&",
        "it's               | it's",
        "say \"x\"          | say \"x\"",
        "x'                 | x'",
        "``                 | \"\"",
        "` x`               | \" x\"",
        "` it's`            | \" it's\"",
        "` say \"x\"`       | ' say \"x\"'",
        "\"x                | '\"x'",
        "'x                 | \"'x\"",
        "'x' y              | \"'x' y\"",
        "\"x\" y            | '\"x\" y'",
        "'                  | \"'\"",
        "\"                 | '\"'",
      })
  void valuesAreWrittenPlainlyWhereThatWorks(String value, String written) {
    assertReadBack(new EnvVar("A", value));
    assertThat(new EnvVar("A", value).line()).isEqualTo("A=" + written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x ", " ", "'x'", "\"x\"", "''", "\"\"", "' '", " a'b\"c", "'a\"", "\"a'", "'a\"b"
      })
  void valuesThatNoLineCarries(String value) {
    EnvVar variable = EnvVar.parse("A", value).value().orElseThrow();

    assertThat(variable.quotingProblem()).map(Problem::code).contains(ProblemCode.ENV_VALUE);
    assertThat(variable.problem(CronLimits.unlimited("x"))).isEqualTo(variable.quotingProblem());
    assertThatThrownBy(variable::line).isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r", "\u0000", "a\tb", "\u001b", "\u0085", "\u2028", "\ud800"})
  void controlCharactersAreRefused(String value) {
    assertThat(EnvVar.parse("A", value).problems())
        .extracting(Problem::text)
        .containsExactly(
            "error: value of \"A\" must not have line breaks or other control characters"
                + " [bad-character]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "_", "a1", "LAVA_REALM", "PATH"})
  void usualNames(String name) {
    assertThat(EnvVar.parse(name, "x").problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "A-B", "A.B", "A+", "@daily", "*", "\u00c9", "A#", "%", "a\\b"})
  void unusualNamesAreAllowedAndTold(String name) {
    assertThat(EnvVar.parse(name, "x").problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.ENV_NAME_UNUSUAL);
    assertReadBack(new EnvVar(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "A B", "A=B", "=", "#A", "'A'", "A'", "\"A", "A\n", "A\t", "\u00a0A", "A\u3000",
        "A\u2028", "A\u0085", "\ud800"
      })
  void namesThatCronCannotReadAreRefused(String name) {
    assertThat(EnvVar.parse(name, "x").problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.ENV_NAME);
    assertThatThrownBy(() -> new EnvVar(name, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void whatCronReadsIsTheValue(@ForAll("texts") String name, @ForAll("texts") String value) {
    EnvVar.parse(name, value)
        .value()
        .filter(variable -> variable.quotingProblem().isEmpty())
        .ifPresent(EnvVarTest::assertReadBack);
    EnvVar.parse("A", value)
        .value()
        .filter(variable -> variable.quotingProblem().isEmpty())
        .ifPresent(EnvVarTest::assertReadBack);
  }

  @Property
  void refusedIsOnlyWhatNoFormCarries(@ForAll("values") String value) {
    boolean refused = EnvVar.parse("A", value).value().flatMap(EnvVar::quotingProblem).isPresent();

    assertThat(refused)
        .isEqualTo(
            List.of(value, "'" + value + "'", '"' + value + '"').stream()
                .noneMatch(written -> isReadAs("A=" + written, value)));
  }

  @Test
  void lineOfAVariableHasALimit() {
    EnvVar tooLong = EnvVar.parse("A", "x".repeat(997)).value().orElseThrow();

    assertThat(new EnvVar("A", "x".repeat(996)).problem(CronLimits.UNKNOWN)).isEmpty();
    assertThat(Found.lines(tooLong.problem(CronLimits.UNKNOWN).stream().toList()))
        .containsExactly(
            "warning: variable \"A\" should be at most 998 bytes in the crontab, found 999"
                + " [line-long] -> Debian's cron takes no more, and refuses the whole crontab or"
                + " cuts it");
    CronLimits debian = new CronLimits("Debian's cron", true, 998, 998, 10, 10, 10, 10, 10);
    assertThat(Found.lines(tooLong.problem(debian).stream().toList()))
        .containsExactly(
            "error: variable \"A\" must be at most 998 bytes in the crontab, found 999"
                + " [line-too-long] -> Debian's cron takes no more: it would refuse the crontab,"
                + " or cut it");
    assertThat(tooLong.problem(CronLimits.unlimited("x"))).isEmpty();
    assertThat(new EnvVar("A", " " + "x".repeat(993)).problem(debian)).as("in quotes").isEmpty();
    assertThat(new EnvVar("A", " " + "x".repeat(994)).problem(debian)).as("in quotes").isPresent();
    assertThat(new EnvVar("A", "\u00e9".repeat(498)).problem(debian)).as("in bytes").isEmpty();
    assertThat(new EnvVar("A", "\u00e9".repeat(499)).problem(debian)).as("in bytes").isPresent();
  }

  /** Every text of up to six of the characters that matter, after an equals sign. */
  @Test
  void whateverAnyTextCarriesIsAccepted() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0, length = 1; length <= 6; length++) {
      int to = texts.size();
      for (; from < to; from++) {
        for (String c : List.of("'", "\"", " ", "a", "\\")) {
          texts.add(texts.get(from) + c);
        }
      }
    }
    int carried = 0;
    for (String text : texts) {
      Optional<Variable> cronie = CronRules.cronieVariable("A=" + text);
      if (cronie.isPresent() && cronie.equals(CronRules.debianVariable("A=" + text))) {
        carried++;
        assertReadBack(new EnvVar("A", cronie.get().value()));
      }
    }
    assertThat(texts).hasSize(19_531);
    assertThat(carried).isGreaterThan(5_000);
  }

  private static void assertReadBack(EnvVar variable) {
    Variable expected = new Variable(variable.name(), variable.value());
    assertThat(CronRules.debianVariable(variable.line())).as("Debian").contains(expected);
    assertThat(CronRules.cronieVariable(variable.line())).as("cronie").contains(expected);
  }

  private static boolean isReadAs(String line, String value) {
    Optional<Variable> expected = Optional.of(new Variable("A", value));
    return CronRules.debianVariable(line).equals(expected)
        && CronRules.cronieVariable(line).equals(expected);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(Texts.any(), values());
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Texts.words(), Arbitraries.strings().withChars("'\" a\\#%=\u00a0").ofMaxLength(6));
  }
}
