// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebuildSettingsTest {

  private static Parsed<RebuildSettings> parse(Object settings) {
    return RebuildSettings.parse(Value.of(Map.of("x-lavasched", settings)));
  }

  @Test
  void allOfThemAreRead() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("coalesce", new BigDecimal("40.0"));
    all.put("spread", 900);
    all.put("skip_disabled", true);
    all.put("on_invalid", "drop");
    all.put("quiet", List.of("inherited-environment", "line-long"));

    assertThat(parse(all).value())
        .contains(
            new RebuildSettings(
                OptionalInt.of(40),
                OptionalInt.of(900),
                Optional.of(true),
                Optional.of(OnInvalid.DROP),
                Set.of(ProblemCode.INHERITED_ENVIRONMENT, ProblemCode.LINE_LONG)));
    assertThat(parse(Map.of("coalesce", true)).value().orElseThrow().coalesce())
        .hasValue(RebuildSettings.COALESCE);
    assertThat(parse(Map.of()).value()).contains(RebuildSettings.NONE);
    assertThat(RebuildSettings.parse(Value.of(Map.of())).value()).contains(RebuildSettings.NONE);
    assertThat(RebuildSettings.parse(Value.NULL).value()).contains(RebuildSettings.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          coalesce      | false | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found false
          coalesce      | 0     | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found 0
          coalesce      | 1001  | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found 1001
          coalesce      | 2.5   | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found 2.5
          coalesce      | 'x'   | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found a string
          spread        | -1    | x-lavasched.spread: spread must be a whole number of 0 to 900 seconds, found -1
          spread        | 901   | x-lavasched.spread: spread must be a whole number of 0 to 900 seconds, found 901
          spread        | '5m'  | x-lavasched.spread: spread must be a whole number of 0 to 900 seconds, found a string
          skip_disabled | 'yes' | x-lavasched.skip_disabled: skip_disabled must be true or false, found a string
          on_invalid    | 'dorp' | x-lavasched.on_invalid: on_invalid must be keep, drop or fail, found "dorp"
          on_invalid    | 1     | x-lavasched.on_invalid: on_invalid must be keep, drop or fail, found a number
          quiet         | 'x'   | x-lavasched.quiet: quiet must be a list of warning codes, found a string
          spraed        | 1     | x-lavasched: x-lavasched must be coalesce, spread, skip_disabled, on_invalid, quiet, found "spraed"
          """)
  void whatIsWrongIsNamed(String name, String value, String message) {
    Object plain =
        value.startsWith("'") || !value.matches("[-0-9.]+|false")
            ? value.replace("'", "")
            : value.equals("false") ? (Object) false : new BigDecimal(value);

    assertThat(parse(Map.of(name, plain)).problems())
        .singleElement()
        .satisfies(p -> assertThat(p.location().text() + ": " + p.message()).isEqualTo(message));
    assertThat(parse(Map.of(name, plain)).value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inherited-enviroment | quiet must have codes of warnings, found "inherited-enviroment" | did you mean "inherited-environment"?
          cron-out-of-range    | quiet must have codes of warnings, found that of an error, cron-out-of-range | errors are always reported
          """)
  void onlyWarningsCanBeQuiet(String code, String message, String hint) {
    assertThat(parse(Map.of("quiet", List.of("line-long", code))).problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.location().text()).isEqualTo("x-lavasched.quiet[1]");
              assertThat(p.message()).isEqualTo(message);
              assertThat(p.hint()).contains(hint);
            });
  }

  @Test
  void everythingThatIsWrongIsTold() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("a", 1);
    all.put("spread", 1e300);
    all.put("coalesce", -1);

    assertThat(parse(all).problems()).hasSize(3);
    assertThat(parse("x").problems()).hasSize(1);
    assertThat(parse(List.of()).problems()).hasSize(1);
  }

  @Property(tries = 300)
  void anyDataIsRead(@ForAll("data") Object data) {
    Parsed<RebuildSettings> parsed = RebuildSettings.parse(Value.of(Map.of("x-lavasched", data)));

    assertThat(parsed.value().isPresent()).isEqualTo(parsed.problems().isEmpty());
  }

  @Provide
  Arbitrary<Object> data() {
    Arbitrary<Object> plain =
        Arbitraries.of("true", "keep", "", true, false, 0, 1, -1, 25, 1001, new BigDecimal("1e99"));
    Arbitrary<Object> deep =
        Arbitraries.oneOf(plain, plain.list().ofMaxSize(3).map(list -> (Object) list));
    Arbitrary<String> names =
        Arbitraries.of("coalesce", "spread", "skip_disabled", "on_invalid", "quiet", "other");
    return Arbitraries.oneOf(
        deep, Arbitraries.maps(names, deep).ofMaxSize(5).map(map -> (Object) map));
  }
}
