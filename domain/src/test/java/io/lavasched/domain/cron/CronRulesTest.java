// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronRules.Variable;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that other tests lean on, held against what the real programs were seen to do. */
class CronRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "a\\%b    | a%b     | none | a%b     | none",
        "a\\\\b   | a\\b    | none | a\\\\b  | none",
        "a\\xb    | a\\xb   | none | a\\xb   | none",
        "a\\\\%b  | a\\     | b    | a\\\\   | b",
        "a%b%c    | a       | b%c  | a       | b%c",
        "'a%b'    | 'a      | b'   | 'a      | b'",
        "a\\\\\\% | a\\%    | none | a\\\\%  | none",
        "a\\      | a\\     | none | a\\     | none",
      })
  void percentRules(
      String field, String debian, String debianInput, String cronie, String cronieInput) {
    assertThat(CronRules.debian(field))
        .isEqualTo(new CronRules.Command(debian, Optional.ofNullable(debianInput)));
    assertThat(CronRules.cronie(field))
        .isEqualTo(new CronRules.Command(cronie, Optional.ofNullable(cronieInput)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "V=x             | V=x    | V=x",
        "`  V  =  x y  ` | V=x y  | V=x y",
        "V=\"a  \"       | V=a    | V=a  .",
        "V=\"'x'\"       | V=x    | V='x'",
        "V=\"x\" y       | none   | none",
        "V=\"x           | none   | none",
        "V='x\"'         | V=x\"  | V=x\"",
        "V=a'b\"c#%\\    | V=a'b\"c#%\\ | V=a'b\"c#%\\",
        "V=\"\"          | V=     | V=",
        "V=              | none   | none",
        "# V=x           | none   | none",
        "export A=1      | none   | none",
        "@daily =x       | @daily=x | @daily=x",
        "\"0 5\"=x       | 0 5=x  | 0 5=x",
        "0=5 * * * * cmd | 0=5 * * * * cmd | 0=5 * * * * cmd",
        "0 6 * * * cmd   | none   | none",
      })
  void variables(String line, String debian, String cronie) {
    assertThat(CronRules.debianVariable(line).map(CronRulesTest::text))
        .isEqualTo(Optional.ofNullable(debian));
    assertThat(
            CronRules.cronieVariable(line)
                .map(CronRulesTest::text)
                .map(t -> t.replace("a  ", "a  .")))
        .isEqualTo(Optional.ofNullable(cronie));
  }

  private static String text(Variable variable) {
    return variable.name() + "=" + variable.value();
  }

  @Test
  void otherWhiteSpaceIsPartOfAValue() {
    assertThat(CronRules.debianVariable("V=x\u00a0")).contains(new Variable("V", "x\u00a0"));
  }
}
