// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.cron.CronRules;
import io.lavasched.domain.problem.Problem;
import io.lavasched.testkit.Texts;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "demo/etl    | demo/etl",
        "AZaz09@+=:,./_- | AZaz09@+=:,./_-",
        "``          | ''",
        "` `         | ' '",
        "a b         | 'a b'",
        "~           | '~'",
        "#           | '#'",
        "$HOME       | '$HOME'",
        "\u00c9      | '\u00c9'",
        "'           | ''\"'\"''",
        "it's        | 'it'\"'\"'s'",
        "\"          | '\"'",
        "%           | \\%",
        "100%        | '100'\\%",
        "%d%         | \\%'d'\\%",
        "%%          | \\%\\%",
        "\\          | '\\'",
        "a\\b        | 'a\\b'",
        "\\\\        | '\\''\\'",
        "\\\\\\      | '\\''\\''\\'",
        "\\%         | '\\'\\%",
        "%\\         | \\%'\\'",
        "'%\\\\      | ''\"'\"''\\%'\\''\\'",
      })
  void quoting(String word, String quoted) {
    assertThat(new ShellWord(word).quoted()).isEqualTo(quoted);
  }

  @Test
  void controlCharactersAreRefused() {
    assertThat(ShellWord.parse("a\nb").problems())
        .extracting(Problem::text)
        .containsExactly(
            "error: word must not have line breaks or other control characters, found \"\\n\""
                + " [bad-character]");
    assertThatThrownBy(() -> new ShellWord("\u0000")).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void cronSeesNothingToChangeButItsPercentSigns(@ForAll("words") String word) {
    String quoted = new ShellWord(word).quoted();

    assertThat(quoted).isNotEmpty().doesNotContain("\\\\").doesNotContainPattern("[^\\\\]%|^%");
    assertThat(CronRules.debian(quoted)).isEqualTo(CronRules.cronie(quoted));
    assertThat(CronRules.debian(quoted).text()).isEqualTo(quoted.replace("\\%", "%"));
    assertThat(CronRules.debian(quoted).input()).isEmpty();
  }

  @Property
  void quotedWordsAreReadBack(@ForAll("words") String one, @ForAll("words") String two) {
    String command = new ShellWord(one).quoted() + " " + new ShellWord(two).quoted();

    assertThat(ShellSplit.words(command).orElseThrow())
        .extracting(ShellSplit.Word::text)
        .containsExactly(one, two);
    assertThat(ShellSplit.words(command).orElseThrow())
        .extracting(word -> command.substring(word.from(), word.to()))
        .containsExactly(new ShellWord(one).quoted(), new ShellWord(two).quoted());
  }

  @Provide
  Arbitrary<String> words() {
    return Texts.words();
  }
}
