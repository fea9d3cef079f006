// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lavasched.domain.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A field that is left out is read by another way of the parser, which makes no text of its
 * strings: what is wrong with them must be found all the same, at the same place.
 */
class SkippedStringsTest {

  /** What the parser reads at once, so that anything may be cut in two there. */
  private static final int BUFFER = 8000;

  /** In hexadecimal, for not all of them are characters. */
  private static final List<String> PIECES =
      List.of(
          // a, é, €, an emoji
          "61",
          "c3a9",
          "e282ac",
          "f09f9880",
          // a quote, a backslash, both; escapes that are right, and that are not
          "22",
          "5c",
          "5c22",
          "5c5c",
          "5c6e",
          "5c75",
          "5c7530306539",
          "5c7864",
          "5c75307a",
          // \ud83d, \ude00: halves of a character
          "5c7564383364",
          "5c7564653030",
          // halves as bytes, a beginning without its end, an end alone, more than one way to write
          // A
          "eda0bd",
          "c3",
          "f09f",
          "80",
          "c181",
          "ff",
          "f4908080",
          // control characters, and what follows a string
          "00",
          "0a",
          "09",
          "2c",
          "3a",
          "5d",
          "7d");

  @Provide
  Arbitrary<byte[]> records() {
    Arbitrary<String> before =
        Arbitraries.of(
            "{\"x\":\"", "{\"x\":[\"", "{\"x\":{\"k\":\"", "{\"x\":{\"", "{\"x\":[[],{\"k\":1,\"");
    Arbitrary<String> after =
        Arbitraries.of(
            "\"}", "\"]}", "\"}}", "\":1}}", "\":\"\"}]}", "\", \"y\": \"\"}", "", "\"", "\\\"}");
    Arbitrary<Integer> filling =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(0)),
            Tuple.of(3, Arbitraries.integers().between(BUFFER - 40, BUFFER)));
    Arbitrary<List<String>> pieces = Arbitraries.of(PIECES).list().ofMinSize(0).ofMaxSize(8);
    return Combinators.combine(before, filling, pieces, after).as(SkippedStringsTest::text);
  }

  private static byte[] text(String before, int filling, List<String> pieces, String after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before.getBytes(UTF_8));
    out.writeBytes("a".repeat(filling).getBytes(UTF_8));
    pieces.forEach(piece -> out.writeBytes(HexFormat.of().parseHex(piece)));
    out.writeBytes(after.getBytes(UTF_8));
    return out.toByteArray();
  }

  @Property(tries = 3000)
  void areAsBadAsStringsThatAreKept(@ForAll("records") byte[] text) {
    assertThat(read(text, name -> false)).isEqualTo(read(text, name -> true));
  }

  @Property(tries = 3000)
  void areAsBadAsTheParserFindsThem(@ForAll("records") byte[] text) {
    assertThat(read(text, name -> false).replaceFirst(" with .*", "")).isEqualTo(parsed(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"x":"a\\"} | Unexpected end-of-input in VALUE_STRING
          {"x":"a\\\\"}              | good with []
          {"x":"\\ud83d"}            | good with []
          {"x":"\\q"}                | Unrecognized character escape 'q'
          {"x":["a\\"","\\u00e9"]}   | good with []
          {"x":{"k":"","k":"\\""}}   | good with [Flaw[kind=DUPLICATE_KEY, path=x.k, found="k" twice]]
          """)
  void examples(String text, String outcome) {
    assertThat(read(text.getBytes(UTF_8), name -> false)).contains(outcome);
  }

  private interface Reading {
    String of(JsonParser parser) throws IOException;
  }

  /** How a record is read, and what follows it. */
  private static String read(byte[] text, Predicate<String> keep) {
    return outcome(
        text,
        parser -> {
          parser.nextToken();
          Optional<Value> value =
              new RecordReader(parser, RecordFile.Kind.JOBS, keep, RecordFile.NO_PAGE).next(false);
          while (parser.nextToken() != null) {
            parser.getText();
          }
          return "good with " + ((Value.MapOf) value.orElseThrow()).flaws();
        });
  }

  private static String parsed(byte[] text) {
    return outcome(
        text,
        parser -> {
          for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            parser.getText();
          }
          return "good";
        });
  }

  private static String outcome(byte[] text, Reading reading) {
    try (JsonParser parser = RecordFile.JSON.createParser(new ByteArrayInputStream(text))) {
      return reading.of(parser);
    } catch (JsonProcessingException e) {
      // Of bytes that are not UTF-8 the two ways of the parser say it in other words, a byte apart.
      return e.getOriginalMessage().startsWith("Invalid UTF-8")
          ? "Invalid UTF-8"
          : e.getOriginalMessage()
              + " at "
              + e.getLocation().getLineNr()
              + ":"
              + e.getLocation().getColumnNr();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
