// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Jackson, which knows all of JSON. */
class FlatJsonTest {

  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @Provide
  Arbitrary<Map<String, String>> texts() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .withChars("\"\\/bnu0dfe:,{}é\u0000\u001f\u007f\u2028 ")
            .ofMaxLength(6)
            .list()
            .ofMaxSize(3)
            .map(parts -> String.join("😀", parts));
    return Arbitraries.maps(any, any).ofMaxSize(5);
  }

  @Property
  void whatIsWrittenIsReadByBoth(@ForAll("texts") Map<String, String> texts, @ForAll int number)
      throws IOException {
    FlatJson json = new FlatJson();
    Map<String, String> expected = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          json.text("t" + name, value);
          expected.put("t" + name, value);
        });
    json.number("number", number).none("none").text("no", Optional.empty());
    json.text("yes", Optional.of("y"));
    expected.put("number", String.valueOf(number));
    expected.put("yes", "y");
    String text = json.end();

    assertThat(FlatJson.parse(text)).contains(expected);
    // Through UTF-8, as the file has it: what has no form there must be escaped.
    JsonNode node = JACKSON.readTree(text.getBytes(UTF_8));
    Map<String, String> read = new HashMap<>();
    node.properties().stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> read.put(field.getKey(), field.getValue().asText()));
    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"\\ud83d, 1", "\\ude00, 1", "a\\ud83d\\ud83d\\ude00, 1", "\\ude00\\ud83d, 2"})
  void halfOfAPairIsReplaced(String escaped, int halves) {
    String text = FlatJson.parse("{\"a\":\"" + escaped + "\"}").orElseThrow().get("a");

    String written = new FlatJson().text("a", text).end();

    assertThat(written.chars().filter(c -> c == '\ufffd')).hasSize(halves);
    assertThat(new String(written.getBytes(UTF_8), UTF_8)).isEqualTo(written);
  }

  /** Of two readers, ours takes no more, and what it takes it reads in the same way. */
  @Property
  void whatItTakesIsJson(@ForAll("nearly") String text) {
    Optional<Map<String, String>> ours = FlatJson.parse(text);
    if (ours.isPresent()) {
      try {
        JsonNode node = JACKSON.readTree(text);
        assertThat(node.isObject()).isTrue();
        ours.get().forEach((name, value) -> assertThat(node.get(name).asText()).isEqualTo(value));
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }
  }

  @Provide
  Arbitrary<String> nearly() {
    return Arbitraries.of(
            "{",
            "}",
            "\"a\"",
            "\"b\"",
            ":",
            ",",
            "null",
            "1",
            "-",
            "\\n",
            "\"\\u00e9\"",
            " ",
            "\n",
            "[",
            "]",
            "true",
            "\"",
            "\\")
        .list()
        .ofMaxSize(12)
        .map(parts -> "{" + String.join("", parts) + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"a":"b"}                    | {a=b}
            { "a" : "b" , "c" : null } | {a=b}
          {}                           | {}
          { }                          | {}
          {"a":-1}                     | {a=-1}
          {"":""}                      | {=}
          {"a":"\\u0041\\/\\"\\\\\\u00E9"} | {a=A/"\\é}
          """)
  void isRead(String text, String fields) {
    assertThat(FlatJson.parse(text).orElseThrow()).hasToString(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"a\"",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":\"b\"",
        "{\"a\":\"b\",}",
        "{,}",
        "{\"a\":\"b\"}x",
        "{\"a\":\"b\"}{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":null,\"a\":2}",
        "{a:1}",
        "{\"a\":1.5}",
        "{\"a\":-}",
        "{\"a\":nul}",
        "{\"a\":true}",
        "{\"a\":{}}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u\uff11234\"}",
        "{\"a\":\"line\nbreak\"}",
      })
  void allElseIsRefused(String text) {
    assertThat(FlatJson.parse(text)).isEmpty();
  }
}
