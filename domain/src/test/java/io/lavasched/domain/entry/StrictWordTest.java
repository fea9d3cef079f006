// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronRules;
import io.lavasched.testkit.Texts;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictWordTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "demo/etl  | demo/etl",
        "A=/b:c    | A=/b:c",
        "``        | ''",
        "a b       | 'a b'",
        "a  b      | 'a '' b'",
        "`   `     | ' '' '' '",
        "'         | \\'",
        "it's      | 'it'\\''s'",
        "100%      | '100'\\%",
        "\\        | '\\'",
        "\\\\      | '\\''\\'",
        "\\%       | '\\'\\%",
        "\\'       | '\\'\\'",
        "$HOME     | '$HOME'",
        "#         | \"$(printf '\\043')\"",
        "a#b       | 'a'\"$(printf '\\043')\"'b'",
        "\u00a0    | \"$(printf '\\302\\240')\"",
        "\u3000x   | \"$(printf '\\343\\200\\200')\"'x'",
        "\u00c9    | '\u00c9'",
        "\ud83d\ude00 | '\ud83d\ude00'",
      })
  void quoting(String word, String quoted) {
    assertThat(new ShellWord(word).strictlyQuoted()).isEqualTo(quoted);
  }

  @Test
  void mayBeQuotedAlways() {
    StringBuilder out = new StringBuilder("x ");
    StrictWord.appendQuoted("/bin/x", out);
    StrictWord.appendQuoted("", out);
    StrictWord.appendQuoted("%", out);

    assertThat(out).hasToString("x '/bin/x'''\\%");
  }

  /** No cron has anything to change. */
  @Property(tries = 3_000)
  void noCronSeesAnythingToChange(@ForAll("words") String word) {
    String quoted = new ShellWord(word).strictlyQuoted();

    assertThat(quoted).isNotEmpty().doesNotContain("\\\\", "  ", "#").doesNotEndWith("\\");
    assertThat(quoted).doesNotContainPattern("[^\\\\]%|^%");
    assertThat(CronRules.debian(quoted)).isEqualTo(CronRules.cronie(quoted));
    assertThat(CronRules.debian(quoted).input()).isEmpty();
    assertThat(CronRules.systemdCron("x " + quoted + " x")).isEqualTo("x " + quoted + " x");
    assertThat(CronRules.busybox(quoted)).isEqualTo(quoted);
  }

  @Property(tries = 3_000)
  void isReadBack(@ForAll("words") String one, @ForAll("words") String two) {
    String command =
        new ShellWord(one).strictlyQuoted() + " " + new ShellWord(two).strictlyQuoted();

    assertThat(ShellSplit.words(command.replace("\\%", "%")).orElseThrow())
        .extracting(ShellSplit.Word::text)
        .containsExactly(one, two);
  }

  /** Nothing but one such character in the very form in which it is written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"$(printf '\\141')\"",
        "\"$(printf '\\012')\"",
        "\"$(printf '\\000')\"",
        "\"$(printf '\\043\\043')\"",
        "\"$(printf '\\43')\"",
        "\"$(printf '\\0043')\"",
        "\"$(printf '\\443')\"",
        "\"$(printf '\\302')\"",
        "\"$(printf '\\302\\240\\302\\240')\"",
        "\"$(printf '\\300\\243')\"",
        "\"$(printf '#')\"",
        "\"$(printf  '\\043')\"",
        "\"$(printf '\\043' x)\"",
        "\"$(printf \\043)\"",
        "\"$(printf '\\043'; id)\"",
        "\"x$(printf '\\043')\"",
        "\"$(printf '\\043')x\"",
        "$(printf '\\043')",
        "`printf '\\043'`",
      })
  void nothingElseIsRead(String command) {
    assertThat(ShellSplit.words(command)).isEmpty();
    assertThat(StrictWord.hidden(command, 0)).isEmpty();
  }

  @Provide
  Arbitrary<String> words() {
    Arbitrary<String> blanks =
        Arbitraries.strings()
            .withChars(" #\\'%a\u00a0\u1680\u2000\u200a\u202f\u205f\u3000")
            .ofMaxLength(6);
    return Arbitraries.oneOf(Texts.words(), blanks);
  }
}
