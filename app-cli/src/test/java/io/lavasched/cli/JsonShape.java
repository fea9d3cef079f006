// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSON that the program wrote, and compares its fields with what is documented. */
public final class JsonShape {

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final List<String> PROBLEM =
      List.of("severity", "code", "subject", "job_id", "path", "column", "message", "hint");

  private static final List<String> FAILURE =
      List.of("operation", "resource", "retryable", "message", "hint");

  private JsonShape() {}

  /** Exactly one object, whose problems and failure have just the documented fields. */
  public static JsonNode of(String text) {
    try {
      JsonNode node = STRICT.readTree(text);
      assertThat(node.isObject()).as(text).isTrue();
      node.path("problems").forEach(problem -> assertThat(names(problem)).isEqualTo(PROBLEM));
      node.path("failures").forEach(failure -> assertThat(names(failure)).isEqualTo(FAILURE));
      if (node.path("failure").isObject()) {
        assertThat(names(node.get("failure"))).isEqualTo(FAILURE);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  public static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  public static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.textValue()));
    return texts;
  }
}
