// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.testkit.Texts;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuotedTest {

  @ParameterizedTest
  @MethodSource
  void escapes(String value, String quoted) {
    assertThat(Quoted.of(value)).isEqualTo(quoted);
  }

  static Stream<Arguments> escapes() {
    String wide = "\ud83d\ude00";
    return Stream.of(
        arguments("24", "\"24\""),
        arguments("", "\"\""),
        arguments("a b", "\"a b\""),
        arguments("\"a\" \\n", "\"\\\"a\\\" \\\\n\""),
        arguments("a\tb\r\n", "\"a\\tb\\r\\n\""),
        arguments("\u0000\u001b[31m\u007f", "\"\\u{0}\\u{1b}[31m\\u{7f}\""),
        arguments("\u0085\u009b", "\"\\u{85}\\u{9b}\""),
        arguments("\u2028\u2029", "\"\\u{2028}\\u{2029}\""),
        arguments("\u00a0\u3000", "\"\\u{a0}\\u{3000}\""),
        arguments("\u202e\u200b\ufeff\u00ad", "\"\\u{202e}\\u{200b}\\u{feff}\\u{ad}\""),
        arguments("\ud800x\udc00", "\"\\u{d800}x\\u{dc00}\""),
        arguments("\u00c9-\u00df-" + wide, "\"\u00c9-\u00df-" + wide + "\""),
        arguments("x".repeat(80), '"' + "x".repeat(80) + '"'),
        arguments("x".repeat(81), '"' + "x".repeat(80) + "\"..."),
        arguments(wide.repeat(80), '"' + wide.repeat(80) + '"'),
        arguments(wide.repeat(81), '"' + wide.repeat(80) + "\"..."));
  }

  @ParameterizedTest
  @MethodSource
  void showsTheStartOfALongName(String value, String shown) {
    assertThat(Quoted.name(value)).isEqualTo(shown);
  }

  static Stream<Arguments> showsTheStartOfALongName() {
    String wide = "\ud83d\ude00";
    return Stream.of(
        arguments("", ""),
        arguments("a\n\"b\\", "a\\n\"b\\"),
        arguments("x".repeat(256), "x".repeat(256)),
        arguments("x".repeat(257), "x".repeat(256) + "... (257 characters)"),
        arguments(wide.repeat(256), wide.repeat(256)),
        arguments(wide.repeat(257), wide.repeat(256) + "... (257 characters)"),
        arguments("\n".repeat(400_000), "\\n".repeat(256) + "... (400000 characters)"));
  }

  @Property
  void isOneLineOfVisibleCharacters(@ForAll("texts") String text) {
    assertThat(Quoted.of(text) + Quoted.escape(text) + Quoted.name(text))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]")
        .doesNotContainPattern("[\\p{Zs}&&[^ ]]");
  }

  @Provide
  Arbitrary<String> texts() {
    return Texts.any();
  }
}
