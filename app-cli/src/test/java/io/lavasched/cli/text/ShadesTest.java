// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the signs of the heat map say, at the borders. */
class ShadesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1      | 0,1            | .1    | . none   1 that many
          9      | 0,1,8,9        | .189  | . none   1-9 that many
          10     | 0,9,10         | .9A   | . none   1-9 that many   A=10
          11     | 9,10,11        | 9AB   | . none   1-9 that many   A=10   B=11
          17     | 9,10,16,17     | 9AGH  | . none   1-9 that many   A=10   B=11   C=12   D=13   E=14   F=15   G=16   H=17
          18     | 9,10,11,17,18  | 9ABHH | . none   1-9 that many   A=10   B=11   C=12   D=13   E=14   F=15   G=16   H=17-18
          8,009  | 9,10,1009,1010,8009 | 9AABH | . none   1-9 that many   A=10-1,009   B=1,010-2,009   C=2,010-3,009   D=3,010-4,009   E=4,010-5,009   F=5,010-6,009   G=6,010-7,009   H=7,010-8,009
          """)
  void countsUpToNineAndLettersBeyond(String most, String counts, String signs, String key) {
    Shades shades = new Shades(Ramp.COUNTS, Long.parseLong(most.replace(",", "")));

    StringBuilder drawn = new StringBuilder();
    for (String count : counts.split(",", -1)) {
      drawn.append(shades.sign(Long.parseLong(count)));
    }
    assertThat(drawn).hasToString(signs);
    assertThat(String.join("   ", shades.key(new Colours(false)))).isEqualTo(key);
  }

  /** No digit is anything but its count, and each letter of the map is in the key. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 9, 10, 12, 17, 18, 19, 25, 26, 99, 100, 12_345})
  void aDigitIsACountAndALetterIsInTheKey(long most) {
    Shades shades = new Shades(Ramp.COUNTS, most);
    String key = String.join(" ", shades.key(new Colours(false)));
    Set<String> letters = new HashSet<>();
    for (long count = 0; count <= most; count++) {
      String sign = shades.sign(count);
      if (count > 9) {
        assertThat(key).contains(sign + "=");
        letters.add(sign);
      } else {
        assertThat(sign).isEqualTo(count == 0 ? "." : "" + count);
      }
    }
    assertThat(key.chars().filter(c -> c == '=').count()).isEqualTo(letters.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"BLOCKS", "COUNTS"})
  void withColoursTheKeyHasEachShade(Ramp ramp) {
    Colours colours = new Colours(true);
    Shades shades = new Shades(ramp, 20);
    String key = String.join(" ", shades.key(colours));
    for (long count = 0; count <= 20; count++) {
      assertThat(key).contains(shades.painted(count, colours, shades.sign(count)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abc        | 3 | abc
          \u65e5\u672c\u8a9e | 6 | \u65e5\u672c\u8a9e
          \u65e5\u672c\u8a9e\u65e5 | 8 | \u65e5...
          e\u0301    | 1 | e\u0301
          \ud83d\ude80x | 3 | \ud83d\ude80x
          \u05d0\u05d1 | 2 | \u05d0\u05d1
          """)
  void wideCharactersTakeTwoColumns(String text, int columns, String cut) {
    assertThat(TextColumns.of(text)).isEqualTo(columns);
    assertThat(TextColumns.cut(text, 6)).isEqualTo(cut);
    assertThat(TextColumns.of("\u001b[31m" + text + "\u001b[0m")).isEqualTo(columns);
  }
}
