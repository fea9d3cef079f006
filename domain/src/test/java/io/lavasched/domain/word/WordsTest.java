// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.problem.Problem;
import io.lavasched.testkit.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "0", "1", "9", "a", "d", "1b", "1f", "7f", "80", "85", "9f", "2028", "2029", "d800", "dbff",
    "dc00", "dfff"
  })
  void forbidden(String hex) {
    String c = new String(Character.toChars(Integer.parseInt(hex, 16)));
    Problem problem = Words.badCharacter("worker", "a\ud83d\ude00 " + c + " b").orElseThrow();

    assertThat(problem.location().column()).isEqualTo(4);
    assertThat(problem.code().id()).isEqualTo("bad-character");
    assertThat(problem.message())
        .startsWith("worker must not have line breaks or other control characters, found \"\\");
    assertThatThrownBy(() -> Words.require("worker", "a" + c))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "~",
        "\"",
        "'",
        "\\",
        "%",
        "\u00a0",
        "\u00ad",
        "\u00e9",
        "\u200b",
        "\u202e",
        "\u3000",
        "\ufeff",
        "\ufffd",
        "\uffff",
        "\ud83d\ude00",
        "\udbff\udfff"
      })
  void allowed(String text) {
    assertThat(Words.badCharacter("worker", text)).isEmpty();
    assertThat(Words.require("worker", text)).isEqualTo(text);
  }

  @Test
  void emptyIsNoName() {
    assertThat(Words.parse("worker", "", w -> w).problems())
        .extracting(Problem::text)
        .containsExactly("error: worker must not be empty [empty-value]");
  }

  /** The order that DynamoDB has, too. */
  @Test
  void supplementaryCharactersComeLast() {
    List<String> ordered =
        List.of(
            "",
            "A",
            "B",
            "BA",
            "Z",
            "a",
            "\u00e9",
            "\ud7ff",
            "\ue000",
            "\uff5e",
            "\uffff",
            "\ud800\udc00",
            "\ud83d\ude00",
            "\ud83d\ude00a",
            "\udbff\udfff");
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(Words.BY_CODE_POINT);

    assertThat(shuffled).isEqualTo(ordered);
  }

  @Property
  void orderIsThatOfTheUtf8Bytes(@ForAll("words") String one, @ForAll("words") String two) {
    assertThat(Integer.signum(Words.BY_CODE_POINT.compare(one, two)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(utf8(one), utf8(two))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<String> words() {
    return Texts.words();
  }
}
