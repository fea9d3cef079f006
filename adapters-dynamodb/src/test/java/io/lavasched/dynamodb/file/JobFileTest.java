// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.testkit.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"job_id\":\"a\",\"parameters\":{\"args\":[1]}}",
        "\ufeff {\"job_id\":\"a\",\"parameters\":{\"args\":[1]}}\n",
        "{\"job_id\":{\"S\":\"a\"},\"parameters\":{\"M\":{\"args\":{\"L\":[{\"N\":\"1\"}]}}}}",
        "{\"Item\":{\"job_id\":{\"S\":\"a\"},\"parameters\":{\"M\":{\"args\":{\"L\":[{\"N\":\"1\"}]}}}}}",
      })
  void recordIsReadWhole(String text) {
    assertThat(JobFile.read(in(text), "job.json"))
        .isEqualTo(
            new SourceRecord(
                "job.json",
                Value.of(Map.of("job_id", "a", "parameters", Map.of("args", List.of(1))))));
  }

  @Test
  void packedRecordIsRead() {
    assertThat(JobFile.read(new ByteArrayInputStream(Json.gzip("{}")), "job.json").value())
        .isEqualTo(Value.of(Map.of()));
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                              | job.json:1:1: must be one JSON object, found nothing",
        "[]                              | job.json:1:1: must be one JSON object, found a list",
        "\"x\"                           | job.json:1:1: must be one JSON object, found something"
            + " else",
        "{\"job_id\":\"é\"} {}           | job.json:1:16: must be one JSON object, found more after"
            + " it",
        "{} x                            | job.json:1:4: must be JSON, found: unrecognized token"
            + " 'x'",
        "{\"type\":{\"N\":\"x\"}}        | job.json:1:9: N must be a number in a string, found"
            + " \"x\"",
        "{\"type\":                      | job.json:1:9: must be JSON, found: unexpected"
            + " end-of-input",
      })
  void otherInputIsAnError(String text, String message) {
    assertThatThrownBy(() -> JobFile.read(in(text), "job.json"))
        .isInstanceOf(StoreException.class)
        .message()
        .startsWith(message);
  }

  @Test
  void tooLargeInputIsAnError() {
    InputStream large = new ByteArrayInputStream(new byte[(8 << 20) + 1]);

    assertThatThrownBy(() -> JobFile.read(large, "standard input"))
        .isInstanceOf(StoreException.class)
        .hasMessage("standard input: must be 8 MB at most, found more");

    InputStream packed = new ByteArrayInputStream(Json.gzip(" ".repeat((8 << 20) + 1)));
    assertThatThrownBy(() -> JobFile.read(packed, "standard input"))
        .isInstanceOf(StoreException.class)
        .hasMessage("standard input: must unpack to 8 MB at most, found more");
  }

  @Test
  void inputThatCannotBeReadIsAnError() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Is a directory");
          }

          @Override
          public int read(byte[] bytes, int start, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> JobFile.read(broken, "job.json"))
        .isInstanceOf(StoreException.class)
        .hasMessage("job.json: must be readable, found: Is a directory");
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
