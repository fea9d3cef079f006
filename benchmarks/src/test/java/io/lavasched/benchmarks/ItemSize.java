// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * How many bytes DynamoDB counts for an item: those of its names and values in UTF-8, and something
 * for each list and map.
 *
 * <p>Source: "DynamoDB item sizes and formats" in the developer guide of Amazon DynamoDB. Binary
 * values and sets are missing here, for no job record of a benchmark has one.
 */
final class ItemSize {

  /** What a list or a map takes besides its elements, and besides for each of them. */
  private static final int CONTAINER = 3;

  private static final int ELEMENT = 1;

  private ItemSize() {}

  /**
   * The size of an item.
   *
   * @param item attribute values by their names, as in an answer of DynamoDB
   * @return bytes
   */
  static int of(JsonNode item) {
    int size = 0;
    for (Map.Entry<String, JsonNode> attribute : item.properties()) {
      size += utf8(attribute.getKey()) + value(attribute.getValue());
    }
    return size;
  }

  private static int value(JsonNode typed) {
    Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> utf8(value.textValue());
      case "N" -> number(value.textValue());
      case "BOOL", "NULL" -> 1;
      case "L", "M" -> container(value);
      default -> throw new IllegalArgumentException("no size is known of a " + only.getKey());
    };
  }

  private static int container(JsonNode elements) {
    int size = CONTAINER + ELEMENT * elements.size();
    if (elements.isObject()) {
      return size + of(elements);
    }
    for (JsonNode element : elements) {
      size += value(element);
    }
    return size;
  }

  /** A byte, and one for two digits; zeros at both ends do not count. */
  private static int number(String text) {
    String digits = text.replaceAll("[^0-9]", "").replaceAll("^0+|0+$", "");
    return 1 + (digits.length() + 1) / 2;
  }

  private static int utf8(String text) {
    return text.getBytes(UTF_8).length;
  }
}
